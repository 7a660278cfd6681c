import { join } from 'node:path';
import { compose, type Part } from '../../shared/kit/lifecycle.ts';
import { exchangeRestored } from './backup/index.ts';
import type { BranchConfig } from './config.ts';
import { lockDataDir, migrate, openDatabase, transact, type Db } from './database/index.ts';
import type { BranchDeps } from './deps.ts';
import { openDoor } from './door.ts';
import { tokenFileOf } from './http/index.ts';
import { createModules } from './modules.ts';
import { insertCursors } from './relay-link/index.ts';

export { readEnv, type BranchConfig } from './config.ts';
export { openLogFile } from './log-file.ts';
export { tokenLink } from './http/index.ts';
export { systemDeps, type BranchDeps } from './deps.ts';
export { printerHardware, type PrinterHardware } from './printing/index.ts';

/** A whole branch server: orders, paper, the link to the relay, and the door for tills. */
export interface Branch extends Part {
  /** Known once started. */
  addresses(): { readonly url: string; readonly tokenFile: string };
}

/** Long enough for the answer to whoever asked for it. */
const restartAfterMs = 500;

/** @throws AppError `database.in_use`, `database.newer` (as cause) when started on such a data folder */
export function createBranch(config: BranchConfig, deps: BranchDeps): Branch {
  let parts: Part | undefined;
  let url = '';
  let cancelRestart: () => void = () => undefined;
  const start = async (at: BranchConfig) => {
    const storage = openStorage(at, deps);
    const door = await openDoor(at, deps, createModules(at, { ...deps, startAnew }, storage.db));
    parts = compose('branch', [storage, ...door.parts]);
    await parts.start();
    url = door.url();
    deps.logger.info({ url }, 'the branch serves');
  };
  const stop = async () => {
    cancelRestart();
    await parts?.stop();
    parts = undefined;
  };
  const startAnew = () => {
    // At the same port, where the tills look for it. What fails here ends the program: whoever watches it starts it again.
    const again = async () => {
      await stop();
      await start({ ...config, port: Number(new URL(url).port) });
    };
    cancelRestart = deps.clock.after(restartAfterMs, () => void again());
  };
  return {
    name: 'branch',
    start: () => start(config),
    stop,
    addresses: () => ({ url, tokenFile: tokenFileOf(config.dataDir) }),
  };
}

/** The data folder, taken and opened at once, because everything else is built on it. */
function openStorage(config: BranchConfig, deps: BranchDeps): Part & { readonly db: Db } {
  const lock = lockDataDir(config.dataDir);
  try {
    const kept = exchangeRestored(config.dataDir);
    if (kept !== undefined) deps.logger.warn({ kept }, 'the data was put back from a backup');
    const db = openDatabase(join(config.dataDir, 'branch.db'));
    migrate(db);
    transact(db, (tx) => insertCursors(tx, deps.ids));
    return {
      name: 'storage',
      db,
      start: async () => undefined,
      async stop() {
        db.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
