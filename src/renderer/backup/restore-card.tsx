import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import type { RestoreOffer } from '../../shared/contract/backup.ts';
import { Button } from '../../shared/ui/button.tsx';
import { TimeText } from '../../shared/ui/time-text.tsx';
import { useBranchApi } from '../api/branch-api.tsx';
import { useT } from '../i18n/i18n.tsx';
import { FailedNote } from '../ui/failed-note.tsx';
import classes from './restore-card.module.css';

/** What was found in a sound backup, what bringing it back means, and the button that does it. */
export function RestoreCard({ offer, onCancel }: { offer: RestoreOffer; onCancel: () => void }) {
  const t = useT();
  const api = useBranchApi();
  const queries = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.restoreBackup({ id: offer.id }),
    // The branch starts anew; the till reads everything again once the line is back.
    onSuccess: () => queries.cancelQueries(),
  });
  const { branchName, madeAtMs, appVersion } = offer.backup;
  return (
    <section className={classes.card} aria-label={t('backup.found')}>
      <h3 className={classes.title}>{t('backup.found')}</h3>
      <p>
        <bdi>{branchName || t('app.name')}</bdi> – <TimeText atMs={madeAtMs} style="date" /> –{' '}
        {t('settings.version', { version: appVersion })}
      </p>
      <p>{t('backup.meaning')}</p>
      <FailedNote error={restore.error} />
      {restore.isSuccess ? (
        <p role="status">
          <strong>{t('backup.restarting')}</strong>
        </p>
      ) : (
        <div className={classes.buttons}>
          <Button
            look="primary"
            icon={<IconHistory aria-hidden />}
            disabled={restore.isPending}
            onClick={() => restore.mutate()}
          >
            {t('backup.bringBackNow')}
          </Button>
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
        </div>
      )}
    </section>
  );
}
