import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';

/** Takes the folder for this process alone; the operating system frees it however the process ends. */
export function lockDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = new Database(join(dataDir, 'lock'), { timeout: 0 });
  try {
    // An exclusive SQLite transaction is an operating system lock: unlike a file with a process id, a
    // killed process leaves nothing behind.
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new AppError('database.in_use', `another branch server uses ${dataDir}`, { cause });
  }
  return { release: () => lock.close() };
}
