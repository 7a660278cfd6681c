import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import { openDatabase, type Db } from '../database/index.ts';

/**
 * Reads a copied database whole, table by table with a pause between, so that nobody at the till waits for it.
 *
 * @returns the version of its shape
 * @throws AppError `backup.damaged`
 */
export async function demandSound(file: string): Promise<number> {
  const db = openCopy(file);
  try {
    const tables = db
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all();
    for (const { name } of tables) {
      const found = db.pragma(`integrity_check("${name}")`, { simple: true });
      if (found !== 'ok') throw new AppError('backup.damaged', `${name}: ${String(found)}`);
      await setImmediate();
    }
    // One file, with nothing of it in a log beside it.
    db.pragma('journal_mode = DELETE');
    return db.pragma('user_version', { simple: true }) as number;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('backup.damaged', 'this is no database', { cause });
  } finally {
    db.close();
  }
}

function openCopy(file: string): Db {
  try {
    return openDatabase(file);
  } catch (cause) {
    throw new AppError('backup.damaged', 'this is no database', { cause });
  }
}
