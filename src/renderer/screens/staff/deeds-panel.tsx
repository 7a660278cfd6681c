import { useQuery } from '@tanstack/react-query';
import type { StaffDeed } from '../../../shared/contract/staff.ts';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import classes from './staff.module.css';

/** Who did what that not everybody may, newest first. */
export function DeedsPanel() {
  const t = useT();
  const api = useBranchApi();
  const query = useQuery({
    queryKey: [...keys.staff, 'deeds'],
    queryFn: async () => (await api.listDeeds({})).deeds,
  });
  if (query.isPending) return null;
  return (
    <Panel title={t('staff.deeds')}>
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('staff.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data?.length === 0 ? <p className={classes.soft}>{t('staff.noDeeds')}</p> : null}
      <ul className={classes.list}>
        {query.data?.map((deed) => (
          <Deed key={deed.id} deed={deed} />
        ))}
      </ul>
    </Panel>
  );
}

function Deed({ deed }: { deed: StaffDeed }) {
  const t = useT();
  return (
    <li className={classes.entry}>
      <span className={classes.words}>
        <span>
          <bdi className={classes.name}>{deed.name}</bdi> {t(`staff.permission.${deed.permission}`)}
        </span>
        {deed.approvedBy === '' ? null : (
          <span className={classes.soft}>{t('staff.approvedBy', { name: deed.approvedBy })}</span>
        )}
      </span>
      <TimeText atMs={deed.atMs} style="date" />
    </li>
  );
}
