import type { OrderStatus } from '../../../shared/contract/order-status.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { Db, Tx } from '../database/index.ts';

/** An order as a kitchen needs to know it. */
export interface KitchenOrder {
  readonly order: Order;
  readonly status: OrderStatus;
  readonly statusAtMs: number;
  readonly readyByMs: number | null;
  /** When it became the kitchen's. */
  readonly sinceMs: number;
}

/** What a display has done with a ticket. */
export interface TicketMarks {
  readonly orderId: string;
  readonly stationId: string;
  /** Places of lines. */
  readonly struck: readonly number[];
  readonly seen: readonly number[];
  readonly bumpedAtMs: number | null;
  readonly isRecalled: boolean;
}

interface OrderRow extends Omit<KitchenOrder, 'order' | 'sinceMs'> {
  readonly body: string;
  readonly receivedAtMs: number;
  readonly startAtMs: number | null;
  readonly acceptedAtMs: number | null;
}

interface MarksRow extends Omit<TicketMarks, 'struck' | 'seen' | 'isRecalled'> {
  readonly struck: string;
  readonly seen: string;
  readonly isRecalled: number;
}

const orderColumns = `status, status_at_ms AS statusAtMs, ready_by_ms AS readyByMs, body,
  received_at_ms AS receivedAtMs, start_at_ms AS startAtMs,
  (SELECT min(at_ms) FROM order_history WHERE order_id = orders.id AND taken = 1
     AND status IN ('confirmed', 'preparing')) AS acceptedAtMs`;

const marksColumns = `order_id AS orderId, station_id AS stationId, struck, seen,
  bumped_at_ms AS bumpedAtMs, is_recalled AS isRecalled`;

function toKitchenOrder(row: OrderRow): KitchenOrder {
  const { body, receivedAtMs, startAtMs, acceptedAtMs, ...rest } = row;
  const sinceMs = Math.max(acceptedAtMs ?? receivedAtMs, startAtMs ?? 0);
  return { ...rest, order: JSON.parse(body) as Order, sinceMs };
}

function toMarks({ struck, seen, isRecalled, ...rest }: MarksRow): TicketMarks {
  return {
    ...rest,
    struck: JSON.parse(struck) as number[],
    seen: JSON.parse(seen) as number[],
    isRecalled: isRecalled === 1,
  };
}

/**
 * What may be cooked now, what was called back after it was ready, and what was cancelled while it was cooked.
 *
 * @param withUnanswered the kitchen begins before the order is answered
 */
export function listKitchenOrders(
  db: Db,
  when: {
    readonly nowMs: number;
    readonly cancelledSinceMs: number;
    readonly withUnanswered: boolean;
  },
): KitchenOrder[] {
  return db
    .prepare<[object], OrderRow>(
      `SELECT ${orderColumns} FROM orders
        WHERE (is_open = 1 AND (
            status = 'preparing'
            OR (start_at_ms IS NULL OR start_at_ms <= @nowMs) AND
               (status = 'confirmed' OR (@withUnanswered AND status = 'pending' AND came_too_late = 0))
            OR (status = 'ready_for_pickup' AND EXISTS
                 (SELECT 1 FROM kitchen_tickets WHERE order_id = orders.id AND is_recalled = 1))))
          OR (is_open = 0 AND status = 'cancelled' AND status_at_ms > @cancelledSinceMs
            AND EXISTS (SELECT 1 FROM order_history WHERE order_id = orders.id AND taken = 1
                          AND status IN ('confirmed', 'preparing'))
            AND NOT EXISTS (SELECT 1 FROM order_history WHERE order_id = orders.id AND taken = 1
                          AND status IN ('ready_for_pickup', 'out_for_delivery', 'delivered')))`,
    )
    .all({ ...when, withUnanswered: when.withUnanswered ? 1 : 0 })
    .map(toKitchenOrder)
    .toSorted((a, b) => a.sinceMs - b.sinceMs || (a.order.id < b.order.id ? -1 : 1));
}

/** Orders that guests and couriers wait for. */
export function listAwaitedOrders(db: Db, nowMs: number): KitchenOrder[] {
  return db
    .prepare<[number], OrderRow>(
      `SELECT ${orderColumns} FROM orders
        WHERE is_open = 1 AND status IN ('confirmed', 'preparing', 'ready_for_pickup')
          AND (start_at_ms IS NULL OR start_at_ms <= ? OR status <> 'confirmed')`,
    )
    .all(nowMs)
    .map(toKitchenOrder);
}

export function marksOf(db: Db, orderIds: readonly string[]): TicketMarks[] {
  return db
    .prepare<[string], MarksRow>(
      `SELECT ${marksColumns} FROM kitchen_tickets
        WHERE order_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(orderIds))
    .map(toMarks);
}

/** Bumped tickets of orders that are still in the house, the last one first. */
export function listBumped(db: Db, sinceMs: number): (TicketMarks & { readonly number: string })[] {
  return db
    .prepare<[number], MarksRow & { number: string }>(
      `SELECT ${marksColumns}, json_extract(body, '$.displayNumber') AS number
         FROM kitchen_tickets JOIN orders ON orders.id = order_id
        WHERE bumped_at_ms > ? AND is_open = 1 ORDER BY bumped_at_ms DESC LIMIT 50`,
    )
    .all(sinceMs)
    .map((row) => ({ ...toMarks(row), number: row.number }));
}

export function saveMarks(tx: Tx, marks: TicketMarks): void {
  tx.prepare(
    `INSERT INTO kitchen_tickets (order_id, station_id, struck, seen, bumped_at_ms, is_recalled)
     VALUES (@orderId, @stationId, @struck, @seen, @bumpedAtMs, @isRecalled)
     ON CONFLICT (order_id, station_id) DO UPDATE
       SET struck = excluded.struck, seen = excluded.seen, bumped_at_ms = excluded.bumped_at_ms,
           is_recalled = excluded.is_recalled`,
  ).run({
    ...marks,
    struck: JSON.stringify(marks.struck),
    seen: JSON.stringify(marks.seen),
    isRecalled: marks.isRecalled ? 1 : 0,
  });
}
