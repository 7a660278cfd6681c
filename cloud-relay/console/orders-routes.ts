import { consoleApi, type OrderRow } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { Courier, Order } from '../../src/shared/contract/order.ts';
import { type Scope, scopeOf } from '../auth/scope.ts';
import type { RelayStore } from '../database/database.ts';
import type { Api } from '../http/serve.ts';
import { listChanges, listHops } from '../orders/index.ts';
import { type Db, inScope, pageOf } from '../tenancy/scoped.ts';

/** Orders of every branch, and the life of one of them hop by hop. */
export function ordersRoutes(api: Api, { db }: RelayStore): void {
  api.serve(consoleApi.listOrders, 'orders.read', (query, { user }) => {
    const { branchId, status, search } = query;
    const matching = db
      .selectFrom('orders')
      .where(inScope(scopeOf(user, query.companyId), 'orders.company_id'))
      .$if(branchId !== undefined, (q) => q.where('branch_id', '=', branchId ?? ''))
      .$if(status !== undefined, (q) => q.where('status', '=', status ?? ''))
      .$if(search !== undefined && search !== '', (q) =>
        q.where((eb) =>
          eb.or([
            eb('external_id', '=', search ?? ''),
            eb('display_number', 'like', `%${(search ?? '').replaceAll(/[%_]/g, '')}%`),
          ]),
        ),
      );
    return pageOf(query, {
      rows: matching
        .innerJoin('branches', 'branches.id', 'orders.branch_id')
        .selectAll('orders')
        .select('branches.name as branch_name')
        .orderBy('received_at_ms', 'desc')
        .orderBy('orders.id'),
      count: matching.select((eb) => eb.fn.countAll().as('total')),
      toItem: toRow,
    });
  });
  api.serve(consoleApi.getOrder, 'orders.read', ({ id }, { user }) =>
    lifeOf(db, scopeOf(user), id),
  );
}

/** @throws AppError `order.not_found` */
async function findRow(db: Db, scope: Scope, id: string) {
  const row = await db
    .selectFrom('orders')
    .innerJoin('branches', 'branches.id', 'orders.branch_id')
    .selectAll('orders')
    .select('branches.name as branch_name')
    .where('orders.id', '=', id)
    .where(inScope(scope, 'orders.company_id'))
    .executeTakeFirst();
  if (!row) throw new AppError('order.not_found', `no order ${id} in this scope`);
  return row;
}

async function lifeOf(db: Db, scope: Scope, id: string) {
  const row = await findRow(db, scope, id);
  const history = await listChanges(db, [id]);
  const hops = await listHops(db, [id]);
  const outbound = await db
    .selectFrom('outbound_calls')
    .selectAll()
    .where('order_id', '=', id)
    .orderBy('created_at_ms')
    .execute();
  return {
    ...toRow(row),
    order: JSON.parse(row.body) as Order,
    courier: row.courier === '' ? null : (JSON.parse(row.courier) as Courier),
    history: history.get(id) ?? [],
    hops: hops.get(id) ?? [],
    outbound: outbound.map((call) => ({
      id: call.id,
      action: call.action,
      state: call.state,
      attempts: call.attempts,
      detail: call.last_detail,
      createdAtMs: call.created_at_ms,
      dueAtMs: call.due_at_ms,
      doneAtMs: call.done_at_ms,
    })),
  };
}

function toRow(row: Awaited<ReturnType<typeof findRow>>): OrderRow {
  const order = JSON.parse(row.body) as Order;
  return {
    id: row.id,
    branchId: row.branch_id,
    branchName: row.branch_name,
    connectionId: row.connection_id,
    platform: row.platform,
    externalId: row.external_id,
    displayNumber: row.display_number,
    status: row.status as OrderStatus,
    isTest: row.is_test === 1,
    currency: order.currency,
    totalMinor: order.totalMinor,
    receivedAtMs: row.received_at_ms,
    updatedAtMs: row.updated_at_ms,
    acceptByMs: row.accept_by_ms,
  };
}
