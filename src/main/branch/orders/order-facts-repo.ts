import type { HeardChange, PlatformAnswer } from '../../../shared/contract/branch-api.ts';
import type { OrderNews } from '../../../shared/contract/relay.ts';
import type { Hop, StatusChange } from '../../../shared/contract/order.ts';
import type { Db, Tx } from '../database/index.ts';

/** @param taken false for a step that was heard but is not allowed from where the order stands */
export function insertChange(tx: Tx, orderId: string, change: StatusChange, taken: boolean): void {
  tx.prepare(
    'INSERT INTO order_history (order_id, status, at_ms, by, reason, taken) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(orderId, change.status, change.atMs, change.by, change.reason, taken ? 1 : 0);
}

/** In the order they were heard, which is not always the order of their times. */
export function listChanges(db: Db, orderId: string): HeardChange[] {
  const rows = db
    .prepare<[string], StatusChange & { taken: number }>(
      `SELECT status, at_ms AS atMs, by, reason, taken FROM order_history
        WHERE order_id = ? ORDER BY id`,
    )
    .all(orderId);
  return rows.map((row) => ({ ...row, taken: row.taken === 1 }));
}

/** @returns false when the hop happens once per order and has happened */
export function insertHop(tx: Tx, orderId: string, hop: Hop): boolean {
  const { changes } = tx
    .prepare(
      `INSERT INTO order_hops (order_id, hop, at_ms, detail) VALUES (?, ?, ?, ?)
       ON CONFLICT (order_id) WHERE hop = 'till_shown' DO NOTHING`,
    )
    .run(orderId, hop.hop, hop.atMs, hop.detail);
  return changes === 1;
}

export function listHops(db: Db, orderId: string): Hop[] {
  return db
    .prepare<[string], Hop>(
      'SELECT hop, at_ms AS atMs, detail FROM order_hops WHERE order_id = ? ORDER BY at_ms, id',
    )
    .all(orderId);
}

export function saveAnswer(tx: Tx, orderId: string, answer: PlatformAnswer): void {
  tx.prepare(
    `INSERT INTO platform_answers (order_id, action, state, detail, at_ms)
     VALUES (@orderId, @action, @state, @detail, @atMs)
     ON CONFLICT (order_id, action) DO UPDATE
       SET state = excluded.state, detail = excluded.detail, at_ms = excluded.at_ms`,
  ).run({ orderId, ...answer });
}

export function answersByOrder(db: Db, orderIds: readonly string[]): Map<string, PlatformAnswer[]> {
  const rows = db
    .prepare<[string], PlatformAnswer & { orderId: string }>(
      `SELECT order_id AS orderId, action, state, detail, at_ms AS atMs FROM platform_answers
        WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY at_ms`,
    )
    .all(JSON.stringify(orderIds));
  return Map.groupBy(rows, (row) => row.orderId);
}

/** Keeps what was said about an order that has not come yet. */
export function insertEarlyEvent(tx: Tx, orderId: string, body: OrderNews, atMs: number): void {
  tx.prepare('INSERT INTO early_events (order_id, body, at_ms) VALUES (?, ?, ?)').run(
    orderId,
    JSON.stringify(body),
    atMs,
  );
}

export function takeEarlyEvents(tx: Tx, orderId: string): OrderNews[] {
  const rows = tx
    .prepare<[string], { body: string }>(
      'SELECT body FROM early_events WHERE order_id = ? ORDER BY id',
    )
    .all(orderId);
  tx.prepare('DELETE FROM early_events WHERE order_id = ?').run(orderId);
  return rows.map((row) => JSON.parse(row.body) as OrderNews);
}
