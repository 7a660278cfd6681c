import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/shared/contract/errors.ts';
import { silentLogger } from '../../src/shared/kit/logger.ts';
import { openStore, type RelayStore } from './database.ts';
import { migrate } from './migrate.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { sqliteWords } from './migrations/words.ts';

let folder: string;
let stores: RelayStore[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-store-'));
  stores = [];
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, 'data', 'relay.sqlite');
async function open(known: readonly Migration[] = migrations): Promise<RelayStore> {
  const store = await openStore({ file: file(), logger: silentLogger, migrations: known });
  stores.push(store);
  return store;
}
const meta = (store: RelayStore) => store.db.selectFrom('relay_meta').selectAll().execute();

describe('durability', () => {
  test('is stated, not inherited: a file that is in WAL already is opened with full syncs again', async () => {
    await (await open()).close();
    const store = await open();
    const read = async (name: string) => {
      const { rows } = await sql<object>`${sql.raw(`pragma ${name}`)}`.execute(store.db);
      return Object.values(rows[0] ?? {})[0] as unknown;
    };
    expect(await read('journal_mode')).toBe('wal');
    expect(await read('synchronous')).toBe(2);
    expect(await read('foreign_keys')).toBe(1);
  });

  test('what a transaction wrote is there for the next opening', async () => {
    const store = await open();
    await store.transact(async (tx) => {
      await tx.insertInto('relay_meta').values({ key: 'a', value: '1' }).execute();
    });
    await store.close();
    expect(await meta(await open())).toEqual([{ key: 'a', value: '1' }]);
  });
});

describe('transactions', () => {
  test('leave nothing behind when the work fails', async () => {
    const store = await open();
    const work = store.transact(async (tx) => {
      await tx.insertInto('relay_meta').values({ key: 'a', value: '1' }).execute();
      throw new Error('half-way');
    });
    await expect(work).rejects.toThrow('half-way');
    expect(await meta(store)).toEqual([]);
  });

  test('never mix: each waits for the one before it', async () => {
    const store = await open();
    const order: string[] = [];
    const slow = store.transact(async (tx) => {
      order.push('first begins');
      await new Promise((resolve) => setImmediate(resolve));
      await tx.insertInto('relay_meta').values({ key: 'a', value: '1' }).execute();
      order.push('first ends');
    });
    const next = store.transact(async (tx) => {
      const rows = await tx.selectFrom('relay_meta').selectAll().execute();
      order.push(`second sees ${rows.length}`);
    });
    await Promise.all([slow, next]);
    expect(order).toEqual(['first begins', 'first ends', 'second sees 1']);
  });

  test('a number up to the largest safe integer comes back as it went in', async () => {
    const store = await open();
    await store.db
      .insertInto('companies')
      .values({
        id: 'c',
        name: 'C',
        country: 'JO',
        currency: 'JOD',
        created_at_ms: Number.MAX_SAFE_INTEGER,
      })
      .execute();
    const row = await store.db.selectFrom('companies').selectAll().executeTakeFirstOrThrow();
    expect(row.created_at_ms).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('closing', () => {
  test('lets a transaction that is running end', async () => {
    const store = await open();
    const work = store.transact(async (tx) => {
      await new Promise((resolve) => setImmediate(resolve));
      await tx.insertInto('relay_meta').values({ key: 'a', value: '1' }).execute();
    });
    await Promise.all([work, store.close(), store.close()]);
    expect(await meta(await open())).toHaveLength(1);
  });
});

describe('one file, one relay', () => {
  test('a second relay on the same file is told so', async () => {
    await open();
    await expect(open()).rejects.toMatchObject({ code: 'database.in_use' });
  });

  test('the file is free again once the first has closed', async () => {
    await (await open()).close();
    await expect(open()).resolves.toBeDefined();
  });
});

describe('migrations', () => {
  const later = {
    name: '9990-later',
    async up(db: Kysely<unknown>) {
      await db.schema.createTable('later').addColumn('id', 'text').execute();
    },
  };

  test('are numbered in order and named once', () => {
    const names = migrations.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names.every((name) => /^\d{3}0-[a-z-]+$/.test(name))).toBe(true);
  });

  test('a database of a newer build is refused and left as it is', async () => {
    await (await open()).close();
    const sqlite = new Database(file());
    sqlite.exec(`insert into applied_migrations values ('9990-later')`);
    sqlite.close();
    await expect(open()).rejects.toMatchObject({ code: 'database.newer' });
    await expect(open()).rejects.toThrow(AppError);
  });

  test('a database with something in it is copied before it changes, a new one is not', async () => {
    const store = await open();
    const copies: string[] = [];
    const backup = async (first: string) => void copies.push(first);
    const options = { words: sqliteWords, backup };
    const db = store.db as Kysely<unknown>;
    expect(await migrate(db, { ...options, migrations })).toEqual([]);
    expect(await migrate(db, { ...options, migrations: [...migrations, later] })).toEqual([
      '9990-later',
    ]);
    expect(copies).toEqual(['9990-later']);
  });

  test('one that fails leaves no trace and is tried again at the next start', async () => {
    const store = await open();
    const backup = async () => undefined;
    const failing = {
      name: '9990-later',
      async up(db: Kysely<unknown>) {
        await later.up(db);
        throw new Error('disk full');
      },
    };
    const run = (last: typeof later) =>
      migrate(store.db as Kysely<unknown>, {
        migrations: [...migrations, last],
        words: sqliteWords,
        backup,
      });
    await expect(run(failing)).rejects.toThrow('disk full');
    expect(await run(later)).toEqual(['9990-later']);
  });

  test('the copy beside the file holds what was there before', async () => {
    const before = await open();
    await before.db.insertInto('relay_meta').values({ key: 'a', value: '1' }).execute();
    await before.close();
    await open([...migrations, later]);
    const copy = new Database(`${file()}.before-9990-later`, { readonly: true });
    expect(copy.prepare('select * from relay_meta').all()).toEqual([{ key: 'a', value: '1' }]);
    expect(() => copy.prepare('select * from later')).toThrow('no such table');
    copy.close();
  });
});
