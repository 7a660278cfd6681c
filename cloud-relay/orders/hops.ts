import type { Kysely } from 'kysely';
import type { Hop } from '../../src/shared/contract/order.ts';
import type { Tx } from '../database/database.ts';
import type { RelayDatabase } from '../database/schema.ts';
import { manyRows } from '../database/many-rows.ts';

export interface OrderHop extends Hop {
  readonly orderId: string;
  readonly companyId: string;
}

const insertHops = manyRows(5, (tx, count) =>
  tx
    .insertInto('order_hops')
    .values(
      Array.from({ length: count }, () => ({
        order_id: '',
        company_id: '',
        hop: '',
        at_ms: 0,
        detail: '',
      })),
    )
    .compile(),
);

/** Adds steps to the lives of recorded orders. */
export async function addHops(tx: Tx, hops: readonly OrderHop[]): Promise<void> {
  await insertHops(
    tx,
    hops.map(({ orderId, companyId, hop, atMs, detail }) => [
      orderId,
      companyId,
      hop,
      atMs,
      detail,
    ]),
  );
}

/** The steps of several orders, each order's in the order in which they were told. */
export async function listHops(
  db: Kysely<RelayDatabase>,
  orderIds: readonly string[],
): Promise<Map<string, Hop[]>> {
  const hops = new Map<string, Hop[]>();
  if (orderIds.length === 0) return hops;
  const orders = await db
    .selectFrom('orders')
    .select(['id', 'placed_at_ms', 'received_at_ms', 'queued_at_ms'])
    .where('id', 'in', orderIds)
    .execute();
  for (const order of orders) {
    hops.set(order.id, [
      { hop: 'platform_sent', atMs: order.placed_at_ms, detail: '' },
      { hop: 'relay_stored', atMs: order.received_at_ms, detail: '' },
      { hop: 'relay_queued', atMs: order.queued_at_ms, detail: '' },
    ]);
  }
  const rows = await db
    .selectFrom('order_hops')
    .select(['order_id', 'hop', 'at_ms', 'detail'])
    .where('order_id', 'in', orderIds)
    .orderBy('id')
    .execute();
  for (const { order_id: orderId, hop, at_ms: atMs, detail } of rows) {
    hops.get(orderId)?.push({ hop: hop as Hop['hop'], atMs, detail });
  }
  return hops;
}
