import Database from 'better-sqlite3';

export type Db = Database.Database;

declare const inTx: unique symbol;
/** Proof that a transaction is open: only `transact` makes one, and every writing function asks for it. */
export type Tx = Db & { readonly [inTx]: true };

/**
 * Runs `work` in one transaction: all of it is durable when this returns, none of it when it throws.
 * Inside another transaction it becomes a savepoint, so that a failure undoes only this part.
 */
export function transact<T>(db: Db, work: (tx: Tx) => T): T {
  try {
    const result = db.transaction(() => work(db as Tx)).immediate();
    refused.delete(db);
    return result;
  } catch (error) {
    if (isStorageFailure(error)) refused.add(db);
    throw error;
  }
}

/** Databases whose last transaction the storage refused. */
const refused = new WeakSet<Db>();

/** True while nothing new can be kept, because the disk is full for example. */
export function isRefused(db: Db): boolean {
  return refused.has(db);
}

/** How long a statement waits for another process that holds the file, such as a backup tool. */
const busyTimeoutMs = 5_000;

export function openDatabase(file: string): Db {
  const db = new Database(file, { timeout: busyTimeoutMs });
  db.pragma('journal_mode = WAL');
  // A file already in WAL reopens at NORMAL, which may lose the last commits on a power cut.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  return keepStatements(db);
}

/**
 * Prepares each text once. Catching up after hours offline runs the same dozen statements thousands of
 * times, and preparing them anew was measured at half of that time.
 */
function keepStatements(db: Db): Db {
  const prepare = db.prepare.bind(db);
  const kept = new Map<string, Database.Statement>();
  db.prepare = ((text: string) => {
    const statement = kept.get(text) ?? prepare(text);
    kept.set(text, statement);
    return statement;
  }) as typeof db.prepare;
  return db;
}

/** True for what the storage itself refuses (disk full, input/output, busy): never the data's fault. */
export function isStorageFailure(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    /^SQLITE_(FULL|IOERR|BUSY|LOCKED|CORRUPT|READONLY|CANTOPEN|NOMEM|NOTADB)/.test(error.code)
  );
}
