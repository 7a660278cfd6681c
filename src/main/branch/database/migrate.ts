import { existsSync, rmSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import { transact, type Db } from './database.ts';
import type { Migration } from './migration.ts';
import { first } from './migrations/0010-first.ts';
import { selling } from './migrations/0020-selling.ts';
import { staff } from './migrations/0030-staff.ts';
import { floor } from './migrations/0040-floor.ts';
import { shifts } from './migrations/0050-shifts.ts';
import { search } from './migrations/0060-search.ts';
import { rules } from './migrations/0080-rules.ts';
import { terminals } from './migrations/0090-terminals.ts';
import { daySums } from './migrations/0100-day-sums.ts';

export const migrations: readonly Migration[] = [
  first,
  selling,
  staff,
  floor,
  shifts,
  search,
  rules,
  terminals,
  daySums,
];

/**
 * Brings the file to the newest shape, one transaction per step. A file that already holds data is copied
 * first, to `<file>.before-<id>`. A newer one is left as it is: with one that only has more than this program knows it
 * goes on, because an update that was taken back must not cost what was sold meanwhile.
 *
 * @throws AppError `database.newer` when a newer version of the product changed what this one knows
 */
export function migrate(db: Db, steps: readonly Migration[] = migrations): void {
  const version = versionOf(db);
  const newest = Math.max(...steps.map((step) => step.id));
  if (neededBy(db) > newest) {
    throw new AppError(
      'database.newer',
      `file has version ${version}, this program knows ${newest}`,
    );
  }
  const missing = steps.filter((step) => step.id > version);
  if (missing.length > 0 && version > 0) copyBefore(db, newest);
  for (const step of missing) {
    transact(db, (tx) => {
      tx.exec(step.sql);
      tx.pragma(`user_version = ${step.id}`);
      if (!step.addsOnly) tx.pragma(`application_id = ${step.id}`);
    });
  }
}

export function versionOf(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** The newest step that a program has to know to work with the file. */
function neededBy(db: Db): number {
  return db.pragma('application_id', { simple: true }) as number;
}

function copyBefore(db: Db, id: number): void {
  if (db.memory) return;
  const copy = `${db.name}.before-${id}`;
  // Left by an attempt that was interrupted: it may be half a copy.
  if (existsSync(copy)) rmSync(copy);
  db.prepare('VACUUM INTO ?').run(copy);
}
