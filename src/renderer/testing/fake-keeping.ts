import type { Backup, backupRoutes, RestoreOffer } from '../../shared/contract/backup.ts';
import type { BranchState } from '../../shared/contract/branch-api.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { firstRunRoutes } from '../../shared/contract/first-run.ts';
import type { Clock } from '../../shared/kit/clock.ts';
import type { BackupFiles } from '../api/backup-files.ts';
import type { BranchApi } from '../api/branch-api.tsx';

type Calls = Pick<BranchApi, keyof typeof backupRoutes | keyof typeof firstRunRoutes>;

export interface FakeKeeping {
  readonly calls: Calls;
  readonly files: BackupFiles;
  /** Newest first. */
  readonly backups: Backup[];
  /** Ids of offers that were brought back. */
  readonly restored: string[];
}

/** Backups that hold nothing, and the first day's place, as the branch keeps them. */
export function createFakeKeeping(clock: Clock, state: BranchState, tell: () => void): FakeKeeping {
  const backups: Backup[] = [];
  const restored: string[] = [];
  const offerOf = ({ name: _name, fileBytes: _bytes, ...backup }: Backup): RestoreOffer => ({
    id: `rst_${backup.madeAtMs}`,
    backup,
  });
  const find = (name: string): Backup => {
    const found = backups.find((backup) => backup.name === name);
    if (!found) throw new AppError('backup.not_found', name);
    return found;
  };
  return {
    backups,
    restored,
    files: {
      download: async (name) => new Blob([find(name).name]),
      async upload(file) {
        const text = await file.text();
        if (!text.startsWith('wasla')) throw new AppError('backup.damaged', 'no backup');
        return offerOf(find(text));
      },
    },
    calls: {
      listBackups: async () => ({
        backups: [...backups],
        folder: '/data/backups',
        failedAtMs: null,
        restored: null,
      }),
      async makeBackup() {
        const backup: Backup = {
          name: `wasla-${backups.length + 1}.wasla-backup`,
          fileBytes: 3_200_000,
          format: 1,
          madeAtMs: clock.now(),
          kind: 'manual',
          branchName: state.branchName,
          appVersion: '1.2.3',
          schemaVersion: 100,
          databaseBytes: 9_000_000,
          sha256: '0'.repeat(64),
        };
        backups.unshift(backup);
        return { backup };
      },
      checkBackup: async ({ name }) => offerOf(find(name)),
      async restoreBackup({ id }) {
        restored.push(id);
        return {};
      },
      async moveFirstRun({ step }) {
        if (step === null) delete state.firstRun;
        else state.firstRun = step;
        tell();
        return {};
      },
      addSampleMenu: async () => ({ productCount: 11 }),
    },
  };
}
