import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { AppError } from '../../src/shared/contract/errors.ts';
import { canMove, type OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { Courier, Order, StatusChange } from '../../src/shared/contract/order.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Tx } from '../database/database.ts';
import type { OrdersTable, RelayDatabase } from '../database/schema.ts';
import { addChanges } from './changes.ts';
import { manyRows } from '../database/many-rows.ts';

/** One order as the relay keeps it. */
export interface StoredOrder {
  readonly id: string;
  readonly companyId: string;
  readonly branchId: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly externalId: string;
  readonly storeId: string;
  readonly status: OrderStatus;
  readonly order: Order;
  readonly platformData: Readonly<Record<string, unknown>>;
  readonly courier: Courier | null;
  readonly receivedAtMs: EpochMs;
  readonly updatedAtMs: EpochMs;
}

export interface NewOrder {
  readonly order: Order;
  readonly companyId: string;
  readonly branchId: string;
  readonly connectionId: string;
  readonly storeId: string;
  /** How it stands on the platform already. */
  readonly standing: StatusChange;
  readonly platformData: Readonly<Record<string, unknown>>;
  readonly receivedAtMs: EpochMs;
  /** When it goes into the branch's log. */
  readonly queuedAtMs: EpochMs;
}

const insertOrders = manyRows(19, (tx, count) =>
  tx
    .insertInto('orders')
    .values(
      Array.from({ length: count }, () => ({
        id: '',
        company_id: '',
        branch_id: '',
        connection_id: '',
        platform: '',
        external_id: '',
        store_id: '',
        display_number: '',
        status: '',
        accept_by_ms: 0,
        is_test: 0,
        body: '',
        platform_data: '',
        courier: '',
        placed_standing: '',
        placed_at_ms: 0,
        received_at_ms: 0,
        queued_at_ms: 0,
        updated_at_ms: 0,
      })),
    )
    .compile(),
);

/**
 * Records orders that are not recorded yet. The first entry of their history and the first steps of their
 * lives are columns of the same row: a rush of orders pays for one row each, not for six.
 */
export async function recordOrders(tx: Tx, orders: readonly NewOrder[]): Promise<void> {
  await insertOrders(
    tx,
    orders.map(({ order, ...about }) => [
      order.id,
      about.companyId,
      about.branchId,
      about.connectionId,
      order.platform,
      order.externalId,
      about.storeId,
      order.displayNumber,
      about.standing.status,
      order.acceptByMs,
      order.isTest ? 1 : 0,
      JSON.stringify(order),
      JSON.stringify(about.platformData),
      '',
      JSON.stringify(about.standing),
      order.placedAtMs,
      about.receivedAtMs,
      about.queuedAtMs,
      about.receivedAtMs,
    ]),
  );
}

export async function findOrder(
  db: Kysely<RelayDatabase>,
  orderId: string,
): Promise<StoredOrder | undefined> {
  const row = await db
    .selectFrom('orders')
    .selectAll()
    .where('id', '=', orderId)
    .executeTakeFirst();
  return row && toStoredOrder(row);
}

/** @throws AppError `order.not_found` */
export async function getOrder(db: Kysely<RelayDatabase>, orderId: string): Promise<StoredOrder> {
  const order = await findOrder(db, orderId);
  if (!order) throw new AppError('order.not_found', `no order ${orderId}`);
  return order;
}

export interface OrderFilter {
  /** Null sees every company and is for super_admin alone. */
  readonly companyId: string | null;
  readonly branchId?: string;
  readonly status?: OrderStatus;
  readonly page: number;
  readonly limit: number;
}

/** One page of orders, newest first, and how many there are in all. */
export async function listOrders(
  db: Kysely<RelayDatabase>,
  filter: OrderFilter,
): Promise<{ orders: StoredOrder[]; total: number }> {
  const { companyId, branchId, status, page, limit } = filter;
  const matching = <O>(query: SelectQueryBuilder<RelayDatabase, 'orders', O>) =>
    query
      .$if(companyId !== null, (q) => q.where('company_id', '=', companyId ?? ''))
      .$if(branchId !== undefined, (q) => q.where('branch_id', '=', branchId ?? ''))
      .$if(status !== undefined, (q) => q.where('status', '=', status ?? ''));
  const rows = await matching(db.selectFrom('orders').selectAll())
    .orderBy('received_at_ms', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset((page - 1) * limit)
    .execute();
  const counted = await matching(
    db.selectFrom('orders').select(sql<number>`count(*)`.as('total')),
  ).executeTakeFirstOrThrow();
  return { orders: rows.map(toStoredOrder), total: counted.total };
}

export interface MoveScope {
  readonly from: 'platform' | 'branch';
  /** Whose order it must be: an order of another branch is not there. */
  readonly branchId?: string;
  readonly nowMs: EpochMs;
}

/**
 * Moves an order along the status table. What the table does not allow changes nothing: the order was
 * there already, has gone further, or has ended; cancellation wins over every step of the kitchen.
 *
 * @returns the order as it stands afterwards, and whether the change was applied
 * @throws AppError `order.not_found`
 */
export async function applyChange(
  tx: Tx,
  orderId: string,
  change: StatusChange,
  scope: MoveScope,
): Promise<{ applied: boolean; order: StoredOrder }> {
  const order = await getOrder(tx, orderId);
  if (scope.branchId !== undefined && scope.branchId !== order.branchId) {
    throw new AppError('order.not_found', `order ${orderId} is not of branch ${scope.branchId}`);
  }
  if (!canMove(order.status, change.status)) return { applied: false, order };
  await setStatus(tx, orderId, change.status, scope.nowMs);
  await addChanges(tx, [{ orderId, companyId: order.companyId, change }]);
  return { applied: true, order: { ...order, status: change.status, updatedAtMs: scope.nowMs } };
}

export async function setStatus(
  tx: Tx,
  orderId: string,
  status: OrderStatus,
  nowMs: EpochMs,
): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ status, updated_at_ms: nowMs })
    .where('id', '=', orderId)
    .execute();
}

export async function setCourier(
  tx: Tx,
  orderId: string,
  courier: Courier,
  nowMs: EpochMs,
): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ courier: JSON.stringify(courier), updated_at_ms: nowMs })
    .where('id', '=', orderId)
    .execute();
}

function toStoredOrder(row: OrdersTable): StoredOrder {
  return {
    id: row.id,
    companyId: row.company_id,
    branchId: row.branch_id,
    connectionId: row.connection_id,
    platform: row.platform,
    externalId: row.external_id,
    storeId: row.store_id,
    status: row.status as OrderStatus,
    order: JSON.parse(row.body) as Order,
    platformData: JSON.parse(row.platform_data) as Record<string, unknown>,
    courier: row.courier === '' ? null : (JSON.parse(row.courier) as Courier),
    receivedAtMs: row.received_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}
