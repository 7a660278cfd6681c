import { useQuery } from '@tanstack/react-query';
import {
  IconCircleCheck,
  IconCloudOff,
  IconCloudUp,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { BranchState } from '../../../shared/contract/branch-api.ts';
import type { Waiting, WaitingKind } from '../../../shared/contract/waiting.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys, useBranchState } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { WaitingOrders } from './waiting-orders.tsx';
import classes from './waiting.module.css';

const readAgainMs = 5 * secondMs;

/** Everything that waits for the internet, since when, and what becomes of it; and that work goes on meanwhile. */
export function WaitingScreen() {
  const t = useT();
  const api = useBranchApi();
  const state = useBranchState();
  const query = useQuery({
    queryKey: keys.waiting,
    queryFn: () => api.readWaiting({}),
    refetchInterval: readAgainMs,
  });
  return (
    <Page title={t('waiting.title')}>
      {state.data ? (
        <Standing relay={state.data.relay} waits={(query.data?.kinds.length ?? 0) > 0} />
      ) : null}
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('waiting.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data && state.data ? (
        <Content waiting={query.data} relay={state.data.relay.state} />
      ) : null}
    </Page>
  );
}

const icons: Record<BranchState['relay']['state'], ReactNode> = {
  connected: <IconCircleCheck aria-hidden />,
  connecting: <IconCloudUp aria-hidden />,
  offline: <IconCloudOff aria-hidden />,
  unpaired: <IconPlugConnectedX aria-hidden />,
  revoked: <IconPlugConnectedX aria-hidden />,
};

/** How it stands with the internet, and what goes on without it. */
function Standing({ relay, waits }: { relay: BranchState['relay']; waits: boolean }) {
  const t = useT();
  return (
    <div className={classes.standing} data-state={relay.state} role="status">
      {icons[relay.state]}
      <div>
        <strong>{t(`waiting.state.${relay.state}`)}</strong>
        {relay.state === 'offline' ? (
          <span className={classes.since}>
            {t('waiting.since')} <TimeText atMs={relay.sinceMs} style="date" />
          </span>
        ) : null}
        {relay.state === 'connected' && !waits ? null : <p>{t(`waiting.goesOn.${relay.state}`)}</p>}
      </div>
    </div>
  );
}

function Content(props: { waiting: Waiting; relay: BranchState['relay']['state'] }) {
  const t = useT();
  const { kinds, orders } = props.waiting;
  if (kinds.length === 0) {
    return (
      <EmptyState title={t('waiting.empty')} icon={<IconCircleCheck aria-hidden />}>
        <p>{t('waiting.emptyHint')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      {orders.length > 0 ? <WaitingOrders orders={orders} relay={props.relay} /> : null}
      <Panel title={t('waiting.all')}>
        <ul className={classes.list}>
          {kinds.map(({ kind, count, oldestAtMs }) => (
            <Kind key={kind} kind={kind} count={count} oldestAtMs={oldestAtMs} />
          ))}
        </ul>
      </Panel>
      {props.relay === 'unpaired' || props.relay === 'revoked' ? (
        <Link href="/setup" className={classes.step ?? ''}>
          {t('banner.pairNow')}
        </Link>
      ) : null}
    </>
  );
}

function Kind(props: { kind: WaitingKind; count: number; oldestAtMs: number }) {
  const t = useT();
  const { kind, count, oldestAtMs } = props;
  return (
    <li className={classes.kind}>
      <span className={classes.words}>
        <strong>{t(`waiting.kind.${kind}`, { count })}</strong>
        <span>{t(`waiting.will.${kind}`)}</span>
      </span>
      <span className={classes.since}>
        {t('waiting.since')} <TimeText atMs={oldestAtMs} style="date" />
      </span>
    </li>
  );
}
