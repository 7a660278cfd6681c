import { batchLimits, type UpBody, type UpEvent } from '../../../shared/contract/relay.ts';
import { dayMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import type { Db, Tx } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import { getCursors } from './cursors-repo.ts';

/** The branch's say: what is appended in the cause's transaction reaches the relay, whenever that is. */
export interface UpLog {
  append(tx: Tx, body: UpBody): void;
}

export function createUpLog(deps: { clock: Clock; ids: Ids; signals: Signals }): UpLog {
  return {
    append(tx, body) {
      const seq = tx
        .prepare<[], { seq: number }>(
          'UPDATE cursors SET up_head = up_head + 1 RETURNING up_head AS seq',
        )
        .get()?.seq;
      tx.prepare('INSERT INTO up_log (seq, event_id, at_ms, body) VALUES (?, ?, ?, ?)').run(
        seq,
        deps.ids('up'),
        deps.clock.now(),
        JSON.stringify(body),
      );
      deps.signals.raise({ upLog: true });
    },
  };
}

interface UpRow {
  seq: number;
  event_id: string;
  at_ms: number;
  body: string;
}

/** What the relay has not applied, oldest first, as much as one batch may hold and at least one event. */
export function listUnacknowledged(db: Db): UpEvent[] {
  const rows = db
    .prepare<[number], UpRow>(
      `SELECT seq, event_id, at_ms, body FROM up_log
        WHERE seq > (SELECT up_acknowledged FROM cursors) ORDER BY seq LIMIT ?`,
    )
    .all(batchLimits.events);
  let bytes = 0;
  const fitting = rows.filter((row, index) => {
    bytes += Buffer.byteLength(row.body) + 200;
    return index === 0 || bytes <= batchLimits.bytes;
  });
  return fitting.map((row) => ({
    seq: row.seq,
    id: row.event_id,
    atMs: row.at_ms,
    body: JSON.parse(row.body) as UpBody,
  }));
}

/** How many events wait for the relay, and since when. */
export function waitingUp(db: Db): { waiting: number; oldestAtMs: number | null } {
  const row = db
    .prepare<[], { waiting: number; oldestAtMs: number | null }>(
      `SELECT count(*) AS waiting, min(at_ms) AS oldestAtMs FROM up_log
        WHERE seq > (SELECT up_acknowledged FROM cursors)`,
    )
    .get();
  return row ?? { waiting: 0, oldestAtMs: null };
}

/** Acknowledged events stay this long, to be said again when a restored relay has forgotten them. */
const keepMs = 2 * dayMs;

/** Believes the relay's cursor, which may also go back when the relay itself was restored. */
export function acknowledgeUp(tx: Tx, cursor: number, nowMs: number): void {
  tx.prepare('UPDATE cursors SET up_acknowledged = ?').run(cursor);
  tx.prepare(
    `DELETE FROM up_log WHERE at_ms < ? AND seq IN
       (SELECT seq FROM up_log WHERE seq <= ? ORDER BY seq LIMIT 500)`,
  ).run(nowMs - keepMs, cursor);
}

/**
 * Begins a new life of the log because the relay and this file disagree about the old one. What the relay
 * may not have is said again with its old event ids: everything unacknowledged and the last 24 hours.
 */
export function restartUpLog(tx: Tx, epoch: string, nowMs: number): void {
  const { upAcknowledged } = getCursors(tx);
  tx.prepare('DELETE FROM up_log WHERE seq <= ? AND at_ms < ?').run(upAcknowledged, nowMs - dayMs);
  const rows = tx.prepare<[], UpRow>('SELECT * FROM up_log ORDER BY seq').all();
  tx.exec('DELETE FROM up_log');
  const insert = tx.prepare('INSERT INTO up_log (seq, event_id, at_ms, body) VALUES (?, ?, ?, ?)');
  rows.forEach((row, index) => insert.run(index + 1, row.event_id, row.at_ms, row.body));
  tx.prepare(
    'UPDATE cursors SET branch_epoch = ?, up_head = ?, up_sent = 0, up_acknowledged = 0',
  ).run(epoch, rows.length);
}

/** True while every event after `cursor` is still here, so that the log can go on from it. */
export function reachesBackTo(db: Db, cursor: number): boolean {
  const { upHead } = getCursors(db);
  if (cursor === upHead) return true;
  return db.prepare('SELECT 1 FROM up_log WHERE seq = ?').get(cursor + 1) !== undefined;
}

/** Forgets everything said: the branch now belongs to somebody else. */
export function emptyUpLog(tx: Tx, epoch: string): void {
  tx.exec('DELETE FROM up_log');
  tx.prepare(
    `UPDATE cursors SET branch_epoch = ?, up_head = 0, up_sent = 0, up_acknowledged = 0,
            down_epoch = '', down_cursor = 0`,
  ).run(epoch);
}
