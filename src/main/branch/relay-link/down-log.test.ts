import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DownBody } from '../../../shared/contract/relay.ts';
import { systemIds } from '../../../shared/kit/ids.ts';
import { silentLogger } from '../../../shared/kit/logger.ts';
import { createFakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import { migrate, openDatabase, transact, type Db, type Tx } from '../database/index.ts';
import { platformStatus } from '../testing/builders.ts';
import { beginDownEpoch, getCursors, insertCursors } from './cursors-repo.ts';
import { countUnreadable, receiveBatch } from './down-log.ts';
import { planSession } from './session-plan.ts';

let dataDir: string;
let db: Db;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'wasla-down-'));
  db = openDatabase(join(dataDir, 'branch.db'));
  migrate(db);
  transact(db, (tx) => {
    insertCursors(tx, systemIds);
    beginDownEpoch(tx, 'down-1');
  });
});
afterEach(() => {
  db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const event = (seq: number, id = `ev-${seq}`) => ({
  seq,
  id,
  atMs: 0,
  body: platformStatus(`o-${seq}`, 'cancelled'),
});

function receive(batch: unknown, apply?: (tx: Tx, body: DownBody) => void) {
  const applied: string[] = [];
  const note = (tx: Tx, body: DownBody) => {
    if ('orderId' in body) applied.push(body.orderId);
    apply?.(tx, body);
  };
  const deps = { db, logger: silentLogger, clock: createFakeClock() };
  return { reply: receiveBatch(deps, batch, note), applied };
}

test('what was applied is skipped, and a gap ends the batch', () => {
  expect(receive({ epoch: 'down-1', events: [event(1), event(2)] }).reply.cursor).toBe(2);
  const { reply, applied } = receive({ epoch: 'down-1', events: [event(2), event(3), event(5)] });
  expect(applied).toEqual(['o-3']);
  expect(reply).toEqual({ epoch: 'down-1', cursor: 3 });
});

test('a batch of another life of the log is not applied', () => {
  const { reply, applied } = receive({ epoch: 'down-2', events: [event(1)] });
  expect(applied).toEqual([]);
  expect(reply).toEqual({ epoch: 'down-1', cursor: 0 });
});

test('an event that breaks its own handling is undone and put aside, the others stay', () => {
  const { reply } = receive(
    { epoch: 'down-1', events: [event(1), event(2), event(3)] },
    (tx, body) => {
      if (!('orderId' in body)) return;
      tx.prepare('INSERT INTO settings (name, value) VALUES (?, ?)').run(body.orderId, '1');
      if (body.orderId === 'o-2') throw new TypeError('a mistake of ours');
    },
  );
  expect(reply.cursor).toBe(3);
  expect(countUnreadable(db)).toBe(1);
  const names = db.prepare<[], { name: string }>('SELECT name FROM settings ORDER BY name').all();
  expect(names.map((row) => row.name)).toEqual(['o-1', 'o-3']);
});

test('a full disk moves nothing, and the same batch is applied once there is room', () => {
  const pages = db.pragma('page_count', { simple: true }) as number;
  db.pragma(`max_page_count = ${pages}`);
  const batch = { epoch: 'down-1', events: [event(1)] };
  const write = (tx: Tx) => {
    tx.prepare('INSERT INTO settings (name, value) VALUES (?, ?)').run('big', 'x'.repeat(100_000));
  };
  expect(() => receive(batch, write)).toThrow('full');
  expect(getCursors(db).downCursor).toBe(0);
  expect(countUnreadable(db)).toBe(0);

  db.pragma('max_page_count = 1000000');

  expect(receive(batch, write).reply.cursor).toBe(1);
});

describe('the plan of a session', () => {
  const cursors = {
    branchEpoch: 'up-1',
    upHead: 10,
    upSent: 8,
    upAcknowledged: 6,
    downEpoch: 'down-1',
    downCursor: 3,
  };
  const plan = (upCursor: number, upMustRestart = false, downEpoch = 'down-1') =>
    planSession({ upCursor, upMustRestart, downEpoch }, cursors, (cursor) => cursor >= 2);

  test('goes on from anywhere between what is still kept and what was sent', () => {
    for (const upCursor of [2, 6, 8]) {
      expect(plan(upCursor)).toMatchObject({ restartUp: false, restartDown: false });
    }
  });

  test('begins a new up log when the relay knows more than was sent, or less than is kept', () => {
    expect(plan(9)).toMatchObject({ restartUp: true, isCopy: true });
    expect(plan(6, true)).toMatchObject({ restartUp: true, isCopy: true });
    expect(plan(1)).toMatchObject({ restartUp: true, isCopy: false });
  });

  test("reads the relay's log from the start when it is another", () => {
    expect(plan(6, false, 'down-2')).toMatchObject({ restartUp: false, restartDown: true });
  });
});
