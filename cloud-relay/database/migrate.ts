import { type Kysely, sql } from 'kysely';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { Migration } from './migrations/index.ts';
import type { SqlWords } from './migrations/words.ts';

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  readonly words: SqlWords;
  /** Called before the first change to a database that already holds something. */
  readonly backup: (firstPending: string) => Promise<void>;
}

/**
 * Applies what is missing, each migration in a transaction of its own together with its record.
 *
 * @returns the names of those applied now
 * @throws AppError `database.newer` when a newer build has been here; nothing is changed then
 */
export async function migrate(db: Kysely<unknown>, options: MigrateOptions): Promise<string[]> {
  const done = await appliedMigrations(db);
  const known = new Set(options.migrations.map(({ name }) => name));
  const strange = done.filter((name) => !known.has(name));
  if (strange.length > 0) {
    throw new AppError('database.newer', `made by a newer build: ${strange.join(', ')}`);
  }
  const pending = options.migrations.filter(({ name }) => !done.includes(name));
  if (done.length > 0 && pending[0]) await options.backup(pending[0].name);
  for (const migration of pending) {
    await db.transaction().execute(async (tx) => {
      await migration.up(tx, options.words);
      await sql`insert into applied_migrations (name) values (${migration.name})`.execute(tx);
    });
  }
  return pending.map(({ name }) => name);
}

async function appliedMigrations(db: Kysely<unknown>): Promise<string[]> {
  await sql`create table if not exists applied_migrations (name text primary key not null)`.execute(
    db,
  );
  const { rows } = await sql<{ name: string }>`select name from applied_migrations`.execute(db);
  return rows.map(({ name }) => name);
}
