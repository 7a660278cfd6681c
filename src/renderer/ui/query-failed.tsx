import { IconCloudOff } from '@tabler/icons-react';
import { Button } from '../../shared/ui/button.tsx';
import { FailedState } from '../../shared/ui/states.tsx';
import { useT } from '../i18n/i18n.tsx';
import { ErrorNote } from './error-note.tsx';

/** A screen's data is not to be had: what, why, and the button that asks again. */
export function QueryFailed(props: { title: string; error: unknown; onRetry: () => unknown }) {
  const t = useT();
  return (
    <FailedState title={props.title} icon={<IconCloudOff aria-hidden />}>
      <p>
        <ErrorNote error={props.error} />
      </p>
      <Button onClick={() => void props.onRetry()}>{t('common.retry')}</Button>
    </FailedState>
  );
}
