import { IconCloudOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../../../src/shared/ui/button.tsx';
import { EmptyState, FailedState, LoadingState } from '../../../../src/shared/ui/states.tsx';
import type { CallFailed } from '../api/console-api.tsx';
import { textOf, useT } from '../i18n/i18n.tsx';
import classes from './ui.module.css';

interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: CallFailed | null;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

export function Loading() {
  const t = useT();
  return <LoadingState label={t('common.loading')} />;
}

/** What went wrong in the person's words, with the code for support small beside it. */
export function ReadFailed({ query }: { query: Query<unknown> }) {
  const t = useT();
  return (
    <FailedState
      title={textOf(t, 'errors', query.error?.code ?? 'INTERNAL')}
      icon={<IconCloudOff aria-hidden />}
    >
      <code className={classes.code}>{query.error?.code}</code>
      <Button onClick={() => void query.refetch()}>{t('common.tryAgain')}</Button>
    </FailedState>
  );
}

/** A change that failed: what, and which fields, right where it was tried. */
export function ChangeFailed({ error }: { error: CallFailed | null }) {
  const t = useT();
  if (!error) return null;
  return (
    <div role="alert" className={classes.problem}>
      <p>
        {textOf(t, 'errors', error.code)} <code className={classes.code}>{error.code}</code>
      </p>
      {error.issues.map(({ path, message }) => (
        <p key={path} dir="ltr">
          <b>{path}</b>: {message}
        </p>
      ))}
    </div>
  );
}

/** Loading, failed, empty and full of a list, each with its own face. */
export function Listed<Item>(props: {
  query: Query<{ items: Item[] }>;
  empty: { title: string; hint: string; icon: ReactNode };
  children: (items: Item[]) => ReactNode;
}) {
  const { query, empty } = props;
  if (query.isPending) return <Loading />;
  // What was read before stays on the page while the relay is away; a line says that it is old.
  if (!query.data) return <ReadFailed query={query} />;
  const { items } = query.data;
  return (
    <>
      <ChangeFailed error={query.error} />
      {items.length === 0 ? (
        <EmptyState title={empty.title} icon={empty.icon}>
          <p>{empty.hint}</p>
        </EmptyState>
      ) : (
        <div className={classes.cards}>{props.children(items)}</div>
      )}
    </>
  );
}
