import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, type Transaction } from 'kysely';
import { AppError } from '../../src/shared/contract/errors.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import { migrate } from './migrate.ts';
import { type Migration, migrations as allMigrations } from './migrations/index.ts';
import { sqliteWords } from './migrations/words.ts';
import type { RelayDatabase } from './schema.ts';
import { RelaySqliteDialect } from './sqlite-dialect.ts';

/** Proof that a transaction is open; only `transact` makes one. */
export type Tx = Transaction<RelayDatabase>;

export interface RelayStore {
  /** For reading, and for single statements. Never inside `transact`: the one connection is taken there. */
  readonly db: Kysely<RelayDatabase>;
  /** Runs `work` alone; its writes are on the disk when the promise resolves, or gone when it rejects. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Lets what is running end, then closes; safe to call twice. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Path of the SQLite file, made when it is not there; `:memory:` for one that vanishes. */
  readonly file: string;
  readonly logger: Logger;
  /** Only for tests of the upgrade itself. */
  readonly migrations?: readonly Migration[];
}

const slowQueryMs = 250;

/**
 * Opens the relay's store and brings its tables up to date.
 *
 * @throws AppError `database.in_use` when another relay has the file, `database.newer` when a newer
 *   build wrote it
 */
export async function openStore(options: StoreOptions): Promise<RelayStore> {
  const { file, logger, migrations = allMigrations } = options;
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const release = file === ':memory:' ? () => undefined : claim(file);
  try {
    const sqlite = openSqlite(file);
    const db = queryBuilder(sqlite, logger);
    await bringUpToDate(db, sqlite, { logger, migrations }).catch((error: unknown) => {
      sqlite.close();
      throw error;
    });
    let closing: Promise<void> | undefined;
    const close = async () => {
      // Taking the one connection waits for the transaction that has it.
      await db.connection().execute(async () => undefined);
      await db.destroy();
      release();
    };
    return {
      db,
      transact: (work) => db.transaction().execute(work),
      close: () => (closing ??= close()),
    };
  } catch (error) {
    release();
    throw error;
  }
}

function queryBuilder(sqlite: Database.Database, logger: Logger): Kysely<RelayDatabase> {
  return new Kysely<RelayDatabase>({
    dialect: new RelaySqliteDialect(sqlite),
    log(event) {
      const { sql: query } = event.query;
      const durationMs = Math.round(event.queryDurationMillis);
      if (event.level === 'error') {
        logger.warn({ query, ...errorFields(event.error) }, 'query failed');
      } else if (durationMs > slowQueryMs) {
        logger.warn({ query, durationMs }, 'slow query');
      }
    },
  });
}

function openSqlite(file: string): Database.Database {
  const sqlite = new Database(file, { timeout: 5_000 });
  sqlite.pragma('journal_mode = WAL');
  // A file already in WAL reopens at NORMAL, which may lose the last commits on a power cut.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  // 16 MB between checkpoints: each one costs two more syncs in the middle of a platform's wait.
  sqlite.pragma('wal_autocheckpoint = 4000');
  sqlite.pragma('journal_size_limit = 67108864');
  sqlite.pragma('cache_size = -32000');
  return sqlite;
}

async function bringUpToDate(
  db: Kysely<RelayDatabase>,
  sqlite: Database.Database,
  { logger, migrations }: { logger: Logger; migrations: readonly Migration[] },
): Promise<void> {
  const applied = await migrate(db as Kysely<unknown>, {
    migrations,
    words: sqliteWords,
    async backup(firstPending) {
      const copy = `${sqlite.name}.before-${firstPending}`;
      await sqlite.backup(copy);
      logger.info({ copy }, 'database copied before its tables change');
    },
  });
  if (applied.length > 0) logger.info({ applied }, 'database brought up to date');
}

/**
 * Two relays on one file would each trust their own memory of it. A locked file beside it keeps the
 * second one out and, unlike a file with a process number, is free again the moment the first one dies.
 */
function claim(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    throw new AppError('database.in_use', `another relay has ${file} open`, { cause });
  }
  return () => lock.close();
}
