import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Tx } from '../database/index.ts';

/** Small enough that no order and no tap ever waits for a step. */
const ordersPerStep = 50;
const rowsPerStep = 2_000;

/**
 * Deletes a few of the orders that ended before `beforeMs`, by this PC's clock and by the relay's, with
 * everything that belongs to them. An order whose paper is not settled stays.
 *
 * @returns how many
 */
export function forgetOrders(tx: Tx, beforeMs: EpochMs): number {
  const ids = tx
    .prepare<[number, number, number], { id: string }>(
      `SELECT id FROM orders
        WHERE is_open = 0 AND status_at_ms < ? AND relay_at_ms < ? AND NOT EXISTS
          (SELECT 1 FROM print_jobs WHERE order_id = orders.id AND (is_waiting = 1 OR state = 'sending'))
        ORDER BY status_at_ms LIMIT ?`,
    )
    .all(beforeMs, beforeMs, ordersPerStep);
  const list = JSON.stringify(ids.map(({ id }) => id));
  for (const table of [
    'order_history',
    'order_hops',
    'platform_answers',
    'print_jobs',
    'rule_decisions',
  ]) {
    tx.prepare(`DELETE FROM ${table} WHERE order_id IN (SELECT value FROM json_each(?))`).run(list);
  }
  tx.prepare('DELETE FROM orders WHERE id IN (SELECT value FROM json_each(?))').run(list);
  return ids.length;
}

/**
 * Deletes a few of the rows that only served the traffic of their day: ids of events, events whose order
 * never came, test prints. The up log forgets by itself what the relay has.
 *
 * @returns how many
 */
export function forgetTechnical(tx: Tx, beforeMs: EpochMs): number {
  const deletions = [
    `DELETE FROM seen_events WHERE event_id IN
       (SELECT event_id FROM seen_events WHERE at_ms < ? ORDER BY at_ms LIMIT ?)`,
    `DELETE FROM early_events WHERE id IN (SELECT id FROM early_events WHERE at_ms < ? LIMIT ?)`,
    `DELETE FROM print_jobs WHERE place IN
       (SELECT place FROM print_jobs WHERE order_id IS NULL AND is_waiting = 0 AND state <> 'sending'
         AND created_at_ms < ? LIMIT ?)`,
  ];
  return deletions.reduce(
    (rows, deletion) => rows + tx.prepare(deletion).run(beforeMs, rowsPerStep).changes,
    0,
  );
}

/**
 * Deletes a few rows of the books of shifts that were closed before `beforeMs`. Their Z reports stay for ever: every
 * figure of them was frozen at the close.
 *
 * @returns how many
 */
export function forgetShiftBooks(tx: Tx, beforeMs: EpochMs): number {
  const old = 'SELECT id FROM shifts WHERE closed_at_ms < ?';
  const deletions = [
    `DELETE FROM shift_entries WHERE place IN
       (SELECT place FROM shift_entries WHERE shift_id IN (${old}) LIMIT ?)`,
    `DELETE FROM shift_commands WHERE id IN
       (SELECT id FROM shift_commands WHERE shift_id IN (${old}) LIMIT ?)`,
  ];
  return deletions.reduce(
    (rows, deletion) => rows + tx.prepare(deletion).run(beforeMs, rowsPerStep).changes,
    0,
  );
}
