import { z } from 'zod';
import type { FastifyInstance } from 'fastify';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { Logger } from '../../../shared/kit/logger.ts';
import type { Db } from '../database/index.ts';
import { backupRoutes } from './backup-routes.ts';
import { BackupFolder, type BackupsDeps } from './backups.ts';
import { createDailyBackup } from './daily.ts';
import { Restore, type RestoreDeps } from './restore.ts';

export { exchangeRestored } from './restore.ts';

export interface SafeKeepingDeps extends BackupsDeps, RestoreDeps {
  readonly logger: Logger;
  keepDays(): number;
  /** Stops the branch server and starts it again, soon. */
  startAnew(): void;
}

/** Copies of everything this branch knows, and the way back to one of them. */
export function createSafeKeeping(
  deps: SafeKeepingDeps,
): Part & { routes(app: FastifyInstance): Promise<void> } {
  const folder = new BackupFolder(deps);
  const restore = new Restore(deps);
  const daily = createDailyBackup({ ...deps, folder });
  return {
    name: daily.name,
    start: () => daily.start(),
    stop: () => daily.stop(),
    routes: backupRoutes({
      folder,
      restore,
      startAnew: () => deps.startAnew(),
      list: async () => ({
        backups: await folder.list(),
        folder: folder.folder,
        failedAtMs: daily.failedAtMs(),
        restored: findRestored(deps.db),
      }),
    }),
  };
}

const Restored = z.object({ madeAtMs: z.int(), restoredAtMs: z.int() });

function findRestored(db: Db): z.infer<typeof Restored> | null {
  const row = db
    .prepare<[], { value: string }>(`SELECT value FROM settings WHERE name = 'restored'`)
    .get();
  const stored = Restored.safeParse(row && JSON.parse(row.value));
  return stored.success ? stored.data : null;
}
