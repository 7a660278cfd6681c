import { useQuery } from '@tanstack/react-query';
import { dayMs } from '../../../shared/kit/clock.ts';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useServerTime } from '../../api/server-time.tsx';
import { keys } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import classes from './staff.module.css';

const shownMs = 7 * dayMs;

/** Who came and went in the last seven days. */
export function WorkTimesPanel() {
  const t = useT();
  const api = useBranchApi();
  const time = useServerTime();
  const query = useQuery({
    queryKey: [...keys.staff, 'workTimes'],
    queryFn: () => api.listWorkTimes({ fromMs: time.now() - shownMs, toMs: time.now() + dayMs }),
  });
  if (query.isPending) return null;
  const times = query.data?.workTimes.toReversed() ?? [];
  return (
    <Panel title={t('staff.workTimes')}>
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('staff.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data && times.length === 0 ? (
        <p className={classes.soft}>{t('staff.noWorkTimes')}</p>
      ) : null}
      <ul className={classes.list}>
        {times.map(({ id, name, inAtMs, outAtMs }) => (
          <li key={id} className={classes.entry}>
            <bdi className={classes.name}>{name}</bdi>
            <span>
              <TimeText atMs={inAtMs} style="date" />
              {' – '}
              {outAtMs === null ? t('staff.stillHere') : <TimeText atMs={outAtMs} />}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
