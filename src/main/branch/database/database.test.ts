import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isOpen, orderStatuses } from '../../../shared/contract/order-status.ts';
import { laneQueries } from '../orders/orders-repo.ts';
import { lockDataDir } from './data-dir.ts';
import { openDatabase, transact, type Db } from './database.ts';
import { migrate, migrations, versionOf } from './migrate.ts';

let dataDir: string;
let db: Db;
const file = () => join(dataDir, 'branch.db');

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'wasla-database-'));
  db = openDatabase(file());
});
afterEach(() => {
  db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('opening', () => {
  test('a commit is on the disk, also when the file is opened again', () => {
    migrate(db);
    db.close();
    db = openDatabase(file());
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('a failed transaction inside another undoes only itself', () => {
    db.exec('CREATE TABLE notes (text TEXT)');
    transact(db, (tx) => {
      tx.exec(`INSERT INTO notes VALUES ('kept')`);
      expect(() =>
        transact(tx, (inner) => {
          inner.exec(`INSERT INTO notes VALUES ('undone')`);
          throw new Error('no');
        }),
      ).toThrow('no');
    });
    expect(db.prepare('SELECT text FROM notes').all()).toEqual([{ text: 'kept' }]);
  });
});

describe('migrations', () => {
  test('are numbered in tens, say why, and lead to strict tables', () => {
    expect(migrations.map((step) => step.id % 10)).toEqual(migrations.map(() => 0));
    expect(migrations.every((step) => step.reason.length > 10)).toBe(true);
    migrate(db);
    const loose = db
      .prepare(
        `SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0
                 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
  });

  test('a file of a newer program is refused and left alone', () => {
    migrate(db);
    db.pragma('user_version = 999990');
    db.pragma('application_id = 999990');
    expect(() => migrate(db)).toThrow(expect.objectContaining({ code: 'database.newer' }) as Error);
    expect(versionOf(db)).toBe(999_990);
  });

  test('a program that was put back works with a file that a newer one only added to', () => {
    migrate(db);
    const more = {
      id: 999_980,
      reason: 'a step of this test',
      sql: 'CREATE TABLE more (a TEXT) STRICT; ALTER TABLE settings ADD COLUMN note TEXT',
      addsOnly: true,
    } as const;
    migrate(db, [...migrations, more]);
    db.exec(`INSERT INTO more VALUES ('kept')`);

    migrate(db);
    db.exec(`INSERT INTO settings (name, value) VALUES ('ticketLanguage', '"ar"')`);
    migrate(db, [...migrations, more]);

    expect(versionOf(db)).toBe(999_980);
    expect(db.prepare('SELECT a FROM more').all()).toEqual([{ a: 'kept' }]);
  });

  test('a file with data is copied before it changes, and keeps what it holds', () => {
    migrate(db);
    db.exec(`INSERT INTO settings (name, value) VALUES ('ticketLanguage', '"ar"')`);
    const next = {
      id: 999_980,
      reason: 'a step of this test',
      sql: 'CREATE TABLE more (a TEXT) STRICT',
    };

    migrate(db, [...migrations, next]);

    expect(versionOf(db)).toBe(999_980);
    const copy = openDatabase(`${file()}.before-999980`);
    expect(copy.prepare('SELECT value FROM settings').all()).toEqual([{ value: '"ar"' }]);
    copy.close();
    expect(db.prepare('SELECT value FROM settings').all()).toEqual([{ value: '"ar"' }]);
  });

  test('a step that fails leaves the version and the tables before it', () => {
    const broken = {
      id: 999_980,
      reason: 'a step of this test',
      sql: 'CREATE TABLE more (a NOTHING) STRICT',
    };
    expect(() => migrate(db, [...migrations, broken])).toThrow();
    expect(versionOf(db)).toBe(migrations.at(-1)?.id);
    expect(existsSync(`${file()}.before-999980`)).toBe(false);
  });
});

describe('queries', () => {
  const plan = (sql: string) =>
    db
      .prepare<[{ nowMs: number }], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all({ nowMs: 0 })
      .map((step) => step.detail)
      .join('; ');

  test('the lanes of the board are read in order from an index', () => {
    migrate(db);
    expect(plan(laneQueries.open)).toMatch(/USING INDEX orders_by_urgency \(is_open=\?\)$/);
    expect(plan(laneQueries.scheduled)).toMatch(
      /USING INDEX orders_by_start \(is_open=\? AND start_at_ms>\?\)$/,
    );
    expect(
      db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${laneQueries.done}`).all()[0]?.detail,
    ).toMatch(/USING INDEX orders_by_end \(is_open=\?\)$/);
  });

  test('the column of open orders means the same as the contract', () => {
    migrate(db);
    const insert = db.prepare(
      `INSERT INTO orders (id, status, status_at_ms, received_at_ms, relay_at_ms, urgent_at_ms, came_too_late, body)
       VALUES (?, ?, 0, 0, 0, 0, 0, '{}')`,
    );
    for (const status of orderStatuses) insert.run(status, status);
    const open = db
      .prepare<[], { status: string }>('SELECT status FROM orders WHERE is_open = 1')
      .all();
    expect(open.map((row) => row.status).sort()).toEqual(orderStatuses.filter(isOpen).sort());
  });
});

test('a data folder serves one program at a time', () => {
  const first = lockDataDir(dataDir);
  expect(() => lockDataDir(dataDir)).toThrow(
    expect.objectContaining({ code: 'database.in_use' }) as Error,
  );
  first.release();
  lockDataDir(dataDir).release();
});
