import type { OrderLane } from '../../../shared/contract/branch-api.ts';
import type { OrderStatus } from '../../../shared/contract/order-status.ts';
import type { Courier, Order } from '../../../shared/contract/order.ts';
import type { Db, Tx } from '../database/index.ts';
import { indexNewOrder, indexOrder } from '../search/index.ts';

/** An order with what this branch knows about it. */
export interface StoredOrder {
  readonly order: Order;
  readonly status: OrderStatus;
  readonly statusAtMs: number;
  readonly receivedAtMs: number;
  /** When the relay wrote it into its log, by the relay's clock. */
  readonly relayAtMs: number;
  readonly urgentAtMs: number;
  readonly cameTooLate: boolean;
  readonly prepMinutes: number | null;
  readonly readyByMs: number | null;
  readonly courier: Courier | null;
}

interface Row {
  status: OrderStatus;
  statusAtMs: number;
  receivedAtMs: number;
  relayAtMs: number;
  urgentAtMs: number;
  cameTooLate: number;
  prepMinutes: number | null;
  readyByMs: number | null;
  courier: string | null;
  body: string;
}

const columns = `status, status_at_ms AS statusAtMs, received_at_ms AS receivedAtMs,
  relay_at_ms AS relayAtMs,
  urgent_at_ms AS urgentAtMs, came_too_late AS cameTooLate, prep_minutes AS prepMinutes,
  ready_by_ms AS readyByMs, courier, body`;

function toStored({ body, courier, cameTooLate, ...row }: Row): StoredOrder {
  return {
    ...row,
    order: JSON.parse(body) as Order,
    courier: courier === null ? null : (JSON.parse(courier) as Courier),
    cameTooLate: cameTooLate === 1,
  };
}

export function findOrder(db: Db, id: string): StoredOrder | undefined {
  const row = db.prepare<[string], Row>(`SELECT ${columns} FROM orders WHERE id = ?`).get(id);
  return row && toStored(row);
}

/** Nobody has anything to do before the start: not an order that needs an answer or is begun early. */
const waitsForStart = `(status = 'confirmed' OR
  (status = 'pending' AND instr(json_extract(body, '$.actions'), '"accept"') = 0))`;

/** The queries of the lanes; a test asks SQLite that each is answered from an index. */
export const laneQueries = {
  /** Least time left first. */
  open: `SELECT ${columns} FROM orders WHERE is_open = 1
            AND (start_at_ms IS NULL OR start_at_ms <= @nowMs OR NOT ${waitsForStart})
          ORDER BY urgent_at_ms`,
  /** Next to start first. */
  scheduled: `SELECT ${columns} FROM orders WHERE is_open = 1
                 AND start_at_ms > @nowMs AND ${waitsForStart}
               ORDER BY start_at_ms`,
  /** Last ended first. */
  done: `SELECT ${columns} FROM orders WHERE is_open = 0 ORDER BY status_at_ms DESC LIMIT 200`,
} as const;

export function listLane(db: Db, lane: keyof typeof laneQueries, nowMs: number): StoredOrder[] {
  return db.prepare<[{ nowMs: number }], Row>(laneQueries[lane]).all({ nowMs }).map(toStored);
}

/** The orders of these ids that are kept, each with the lane it stands in. */
export function listByIds(
  db: Db,
  ids: readonly string[],
  nowMs: number,
): { lane: OrderLane; stored: StoredOrder }[] {
  return db
    .prepare<[{ ids: string; nowMs: number }], Row & { lane: OrderLane }>(
      `SELECT ${columns},
              CASE WHEN is_open = 0 THEN 'done'
                   WHEN start_at_ms > @nowMs AND ${waitsForStart} THEN 'scheduled'
                   ELSE 'open' END AS lane
         FROM orders WHERE id IN (SELECT value FROM json_each(@ids))`,
    )
    .all({ ids: JSON.stringify(ids), nowMs })
    .map(({ lane, ...row }) => ({ lane, stored: toStored(row) }));
}

/** Orders that came at that time or later. */
export function listOrdersSince(db: Db, atMs: number): StoredOrder[] {
  return db
    .prepare<[number], Row>(`SELECT ${columns} FROM orders WHERE received_at_ms >= ?`)
    .all(atMs)
    .map(toStored);
}

export function countOpenOrders(db: Db): number {
  const row = db
    .prepare<[], { count: number }>('SELECT count(*) AS count FROM orders WHERE is_open = 1')
    .get();
  return row?.count ?? 0;
}

/** When the next scheduled order may be started. */
export function findNextStart(db: Db, nowMs: number): number | undefined {
  return db
    .prepare<[number], { startAtMs: number }>(
      `SELECT start_at_ms AS startAtMs FROM orders
        WHERE is_open = 1 AND start_at_ms > ? ORDER BY start_at_ms LIMIT 1`,
    )
    .get(nowMs)?.startAtMs;
}

export function insertOrder(tx: Tx, stored: StoredOrder): void {
  tx.prepare(
    `INSERT INTO orders (id, status, status_at_ms, received_at_ms, relay_at_ms, urgent_at_ms, start_at_ms,
                         came_too_late, place, channel, total_minor, body)
     VALUES (@id, @status, @statusAtMs, @receivedAtMs, @relayAtMs, @urgentAtMs, @startAtMs,
             @cameTooLate, @place, @channel, @totalMinor, @body)`,
  ).run({
    id: stored.order.id,
    status: stored.status,
    statusAtMs: stored.statusAtMs,
    receivedAtMs: stored.receivedAtMs,
    relayAtMs: stored.relayAtMs,
    urgentAtMs: stored.urgentAtMs,
    startAtMs: stored.order.startAtMs,
    cameTooLate: stored.cameTooLate ? 1 : 0,
    body: JSON.stringify(stored.order),
    ...indexNewOrder(tx, stored.order, stored.receivedAtMs),
  });
}

/** Replaces what the order says; its status and times stay. */
export function updateOrder(tx: Tx, { order, receivedAtMs }: StoredOrder): void {
  tx.prepare('UPDATE orders SET body = ? WHERE id = ?').run(JSON.stringify(order), order.id);
  indexOrder(tx, order, receivedAtMs);
}

export type OrderProgress = Pick<
  StoredOrder,
  'status' | 'statusAtMs' | 'urgentAtMs' | 'prepMinutes' | 'readyByMs'
>;

export function updateProgress(tx: Tx, id: string, progress: OrderProgress): void {
  tx.prepare(
    `UPDATE orders SET status = @status, status_at_ms = @statusAtMs, urgent_at_ms = @urgentAtMs,
            prep_minutes = @prepMinutes, ready_by_ms = @readyByMs WHERE id = @id`,
  ).run({
    id,
    status: progress.status,
    statusAtMs: progress.statusAtMs,
    urgentAtMs: progress.urgentAtMs,
    prepMinutes: progress.prepMinutes,
    readyByMs: progress.readyByMs,
  });
}

export function updateCourier(tx: Tx, id: string, courier: Courier): void {
  tx.prepare('UPDATE orders SET courier = ? WHERE id = ?').run(JSON.stringify(courier), id);
}
