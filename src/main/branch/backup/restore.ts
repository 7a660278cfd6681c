import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RestoreOffer } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import { migrate, openDatabase, transact, type Db, type Tx } from '../database/index.ts';
import { unpackBackup } from './backup-file.ts';
import { demandSound } from './sound-copy.ts';
import { syncFolderOf } from './sync-folder.ts';

const folderOf = (dataDir: string) => join(dataDir, 'restore');
const readyName = 'ready.db';

export interface RestoreDeps {
  readonly db: Db;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** What a database must know of itself once it is an older copy. */
  noteRestored(tx: Tx): void;
}

/** Brings back an older state: checked first, then made ready, then exchanged at the next start. */
export class Restore {
  readonly #deps: RestoreDeps;
  readonly #folder: string;
  readonly #offers = new Map<string, RestoreOffer>();

  constructor(deps: RestoreDeps) {
    this.#deps = deps;
    this.#folder = folderOf(deps.dataDir);
    // Whatever was ready has been exchanged before the database was opened.
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** Where an upload may be written; it is checked afterwards. */
  uploadPath(): string {
    return join(this.#folder, `${this.#deps.ids('upl')}.upload`);
  }

  /** @throws AppError `backup.damaged`, `database.newer` */
  async check(file: string): Promise<RestoreOffer> {
    const id = this.#deps.ids('rst');
    const candidate = this.#candidate(id);
    try {
      const backup = await unpackBackup(file, candidate);
      await demandSound(candidate);
      // Done now, so that nothing can go wrong between the old database and the new one.
      this.#bringUpToDate(candidate);
      const offer = { id, backup };
      this.#offers.set(id, offer);
      return offer;
    } catch (error) {
      rmSync(candidate, { force: true });
      throw error;
    }
  }

  /** After this the next start exchanges the databases. @throws AppError `backup.not_found` when it was not checked */
  makeReady(id: string): void {
    const offer = this.#offers.get(id);
    if (!offer) throw new AppError('backup.not_found', 'nothing was checked under that id');
    const candidate = this.#candidate(id);
    this.#write(candidate, (tx) => {
      this.#deps.noteRestored(tx);
      this.#keepCounting(tx);
      const restored = { madeAtMs: offer.backup.madeAtMs, restoredAtMs: this.#deps.clock.now() };
      tx.prepare(
        `INSERT INTO settings (name, value) VALUES ('restored', ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      ).run(JSON.stringify(restored));
    });
    const ready = join(this.#folder, readyName);
    renameSync(candidate, ready);
    syncFolderOf(ready);
  }

  #candidate(id: string): string {
    return join(this.#folder, `${id}.db`);
  }

  #bringUpToDate(file: string): void {
    const db = openDatabase(file);
    try {
      migrate(db);
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
      for (const name of readdirSync(this.#folder)) {
        if (name.includes('.db.before-')) rmSync(join(this.#folder, name));
      }
    }
  }

  #write(file: string, work: (tx: Tx) => void): void {
    const db = openDatabase(file);
    try {
      transact(db, work);
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
  }

  /** A number that stands on somebody's receipt is not given a second time. */
  #keepCounting(tx: Tx): void {
    const counters = this.#deps.db
      .prepare<[], { name: string; value: number }>('SELECT name, value FROM counters')
      .all();
    for (const { name, value } of counters) {
      tx.prepare(
        `INSERT INTO counters (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
      ).run(name, value);
    }
  }
}

/**
 * Before the database is opened: puts the one that was made ready in its place and keeps the old one beside it.
 * Each step is one rename, and a start after a kill goes on with the step that is missing.
 *
 * @returns the file that holds what was there before; undefined when nothing was exchanged
 */
export function exchangeRestored(dataDir: string): string | undefined {
  const ready = join(folderOf(dataDir), readyName);
  if (!existsSync(ready)) return undefined;
  const database = join(dataDir, 'branch.db');
  const kept = keptName(dataDir);
  // The log first: a database must never meet the log of another.
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(database + ending)) renameSync(database + ending, kept + ending);
  }
  syncFolderOf(database);
  renameSync(ready, database);
  syncFolderOf(database);
  return kept;
}

/** The lowest number that is free; the one begun by a killed start, which has no database yet, is taken up again. */
function keptName(dataDir: string): string {
  for (let number = 1; ; number++) {
    const name = join(dataDir, `branch.db.before-restore-${number}`);
    if (!existsSync(name)) return name;
  }
}
