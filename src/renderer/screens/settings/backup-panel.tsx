import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDownload, IconFolderOpen, IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import type {
  Backup,
  BackupManifest,
  Backups,
  RestoreOffer,
} from '../../../shared/contract/backup.ts';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useDeps } from '../../api/deps.tsx';
import { keys } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { RestoreCard } from '../../backup/restore-card.tsx';
import { useFileRestore } from '../../backup/use-file-restore.ts';
import { saveFile } from '../../backup/save-file.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel, Row } from '../../ui/page.tsx';
import classes from './settings.module.css';

const keptDays = [0, 3, 7, 14, 30, 60];

/** Copies of everything this branch knows: made by themselves each day, by a tap, and brought back. */
export function BackupPanel(props: {
  settings: BranchSettings;
  onChange: (part: Partial<BranchSettings>) => void;
}) {
  const t = useT();
  const backups = useBackups();
  const make = useMakeBackup();
  const { keepBackupDays } = props.settings;
  return (
    <Panel title={t('backup.title')} id="backup">
      <Row id="backupNow" label={t('backup.now')} hint={t('backup.nowHint')}>
        <Button disabled={make.isPending} onClick={() => make.mutate()}>
          {make.isPending ? t('backup.making') : t('backup.make')}
        </Button>
      </Row>
      <FailedNote error={make.error} />
      <Row id="backupDaily" label={t('backup.daily')} hint={t('backup.dailyHint')}>
        <NativeSelect
          aria-label={t('backup.daily')}
          value={String(keepBackupDays)}
          onChange={(event) =>
            props.onChange({ keepBackupDays: Number(event.currentTarget.value) })
          }
          data={[...new Set([...keptDays, keepBackupDays])]
            .sort((a, b) => a - b)
            .map((count) => ({
              value: String(count),
              label: count === 0 ? t('backup.keepNone') : t('backup.keep', { count }),
            }))}
        />
      </Row>
      <RestoreRow />
      {backups.data ? <BackupList {...backups.data} /> : null}
    </Panel>
  );
}

function useBackups() {
  const api = useBranchApi();
  // Whoever may not see them is not told off for having opened the settings.
  return useQuery({ queryKey: keys.backups, queryFn: () => api.listBackups({}) });
}

function useMakeBackup() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.makeBackup({}),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.backups }),
  });
}

/** From a file of another disk. */
function RestoreRow() {
  const t = useT();
  const file = useFileRestore();
  return (
    <>
      <Row id="restore" label={t('backup.restore')} hint={t('backup.restoreHint')}>
        <Button
          icon={<IconFolderOpen aria-hidden />}
          disabled={file.upload.isPending}
          onClick={file.choose}
        >
          {file.upload.isPending ? t('backup.reading') : t('backup.chooseFile')}
        </Button>
      </Row>
      <FailedNote error={file.upload.error} />
      {file.upload.data ? (
        <RestoreCard offer={file.upload.data} onCancel={() => file.upload.reset()} />
      ) : null}
    </>
  );
}

function BackupList({ backups, folder, failedAtMs, restored }: Backups) {
  const t = useT();
  const [offer, setOffer] = useState<RestoreOffer | null>(null);
  const api = useBranchApi();
  const check = useMutation({
    mutationFn: (name: string) => api.checkBackup({ name }),
    onSuccess: setOffer,
  });
  return (
    <>
      {failedAtMs === null ? null : (
        <p role="alert" className={classes.warning}>
          {t('backup.dailyFailed')} <TimeText atMs={failedAtMs} style="date" />
        </p>
      )}
      {restored === null ? null : (
        <p className={classes.note}>
          {t('backup.wasRestored')} <TimeText atMs={restored.madeAtMs} style="date" />
        </p>
      )}
      <p className={classes.note}>
        {t('backup.folder')} <bdi dir="ltr">{folder}</bdi>
      </p>
      {offer ? <RestoreCard offer={offer} onCancel={() => setOffer(null)} /> : null}
      <FailedNote error={check.error} />
      {backups.length === 0 ? <p className={classes.note}>{t('backup.none')}</p> : null}
      <ul className={classes.backups} aria-label={t('backup.title')}>
        {backups.map((backup) => (
          <BackupRow
            key={backup.name}
            backup={backup}
            isBusy={check.isPending}
            onRestore={() => check.mutate(backup.name)}
          />
        ))}
      </ul>
    </>
  );
}

const bytesOfMegabyte = 1_000_000;

function BackupRow(props: { backup: Backup; isBusy: boolean; onRestore: () => void }) {
  const t = useT();
  const { files } = useDeps();
  const { backup } = props;
  const download = useMutation({
    mutationFn: () => files.download(backup.name),
    onSuccess: (content) => saveFile(content, backup.name),
  });
  const megabytes = Math.max(1, Math.round(backup.fileBytes / bytesOfMegabyte));
  return (
    <li className={classes.backup}>
      <span className={classes.backupWords}>
        <TimeText atMs={backup.madeAtMs} style="date" />
        <small>
          {kindText(backup, t)} <bdi dir="ltr">{`${megabytes} MB`}</bdi>
        </small>
        <FailedNote error={download.error} />
      </span>
      <Button
        look="quiet"
        icon={<IconDownload aria-hidden />}
        disabled={download.isPending}
        onClick={() => download.mutate()}
      >
        {t('backup.download')}
      </Button>
      <Button
        look="quiet"
        icon={<IconHistory aria-hidden />}
        disabled={props.isBusy}
        onClick={props.onRestore}
      >
        {t('backup.bringBack')}
      </Button>
    </li>
  );
}

function kindText({ kind }: BackupManifest, t: ReturnType<typeof useT>): string {
  return kind === 'daily' ? t('backup.kind.daily') : t('backup.kind.manual');
}
