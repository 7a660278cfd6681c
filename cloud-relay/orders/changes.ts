import type { Kysely } from 'kysely';
import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { StatusChange } from '../../src/shared/contract/order.ts';
import type { Tx } from '../database/database.ts';
import type { RelayDatabase } from '../database/schema.ts';
import { manyRows } from '../database/many-rows.ts';

export interface OrderChange {
  readonly orderId: string;
  readonly companyId: string;
  readonly change: StatusChange;
}

const insertChanges = manyRows(6, (tx, count) =>
  tx
    .insertInto('order_changes')
    .values(
      Array.from({ length: count }, () => ({
        order_id: '',
        company_id: '',
        status: '',
        at_ms: 0,
        by: '',
        reason: '',
      })),
    )
    .compile(),
);

/** Appends to the orders' histories; whether a move is legal was decided before. */
export async function addChanges(tx: Tx, changes: readonly OrderChange[]): Promise<void> {
  await insertChanges(
    tx,
    changes.map(({ orderId, companyId, change }) => [
      orderId,
      companyId,
      change.status,
      change.atMs,
      change.by,
      change.reason,
    ]),
  );
}

/** The histories of several orders, oldest first; the last entry of each is how the order stands. */
export async function listChanges(
  db: Kysely<RelayDatabase>,
  orderIds: readonly string[],
): Promise<Map<string, StatusChange[]>> {
  const changes = new Map<string, StatusChange[]>();
  if (orderIds.length === 0) return changes;
  const placed = await db
    .selectFrom('orders')
    .select(['id', 'placed_standing'])
    .where('id', 'in', orderIds)
    .execute();
  for (const { id, placed_standing: standing } of placed) {
    changes.set(id, [JSON.parse(standing) as StatusChange]);
  }
  const rows = await db
    .selectFrom('order_changes')
    .select(['order_id', 'status', 'at_ms', 'by', 'reason'])
    .where('order_id', 'in', orderIds)
    .orderBy('id')
    .execute();
  for (const { order_id: orderId, status, at_ms: atMs, by, reason } of rows) {
    changes.get(orderId)?.push({ status: status as OrderStatus, atMs, by, reason });
  }
  return changes;
}
