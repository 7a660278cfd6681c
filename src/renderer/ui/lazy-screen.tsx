import { type ComponentType, lazy, Suspense } from 'react';
import { LoadingState } from '../../shared/ui/states.tsx';
import { useT } from '../i18n/i18n.tsx';

/** A screen that is read from the branch when somebody goes there, with `load` to have it ready before. */
export function lazyScreen<Props extends object>(read: () => Promise<ComponentType<Props>>) {
  const load = async () => ({ default: await read() });
  const Inner = lazy(load);
  const Screen = (props: Props) => (
    <Suspense fallback={<Waiting />}>
      <Inner {...props} />
    </Suspense>
  );
  return Object.assign(Screen, { load });
}

function Waiting() {
  const t = useT();
  return <LoadingState label={t('common.loading')} />;
}
