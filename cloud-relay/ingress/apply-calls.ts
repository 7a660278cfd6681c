import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { Courier } from '../../src/shared/contract/order.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import { appendDown } from '../branch-log/index.ts';
import type { Tx } from '../database/database.ts';
import { addChanges, getOrder, recordOrders, setCourier, setStatus } from '../orders/index.ts';
import { manyRows } from '../database/many-rows.ts';
import { enqueueAction } from '../outbound/index.ts';
import type { ConnectionDirectory } from '../tenancy/connections.ts';
import { markCalls, type Outcome, rememberEvents } from './calls-repo.ts';
import { decideEffects, type Effects } from './decide-effects.ts';
import { type KnownOrder, orderIdsOf, type ReadyCall, sortFacts } from './sort-facts.ts';

export interface ApplyDeps {
  readonly connections: Pick<ConnectionDirectory, 'branchOf'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface AppliedCalls {
  readonly outcomes: readonly Outcome[];
  /** Branches whose log has grown; wake them after the commit. */
  readonly branches: readonly string[];
  /** Whether calls to platforms were queued; wake their worker after the commit. */
  readonly queued: boolean;
  /** Orders that are here now and were not before, by connection. */
  readonly placed: readonly { connectionId: string; orderId: string; externalId: string }[];
}

/** Applies a batch of calls, in its order and in one transaction: orders, histories, logs, queue, call states. */
export async function applyCalls(
  tx: Tx,
  calls: readonly ReadyCall[],
  deps: ApplyDeps,
): Promise<AppliedCalls> {
  const nowMs = deps.clock.now();
  const known = await loadOrders(tx, calls);
  const sorted = sortFacts(calls, known, deps.connections.branchOf);
  const fresh = await rememberEvents(
    tx,
    sorted.candidates.map(({ call, externalId, eventKey }) => [
      call.connection.view.id,
      externalId,
      eventKey,
      call.id,
      nowMs,
    ]),
  );
  const effects = decideEffects(calls, sorted, { known, fresh, nowMs });
  await write(tx, effects, deps);
  await markCalls(tx, effects.outcomes, nowMs);
  return {
    outcomes: effects.outcomes,
    branches: [...effects.down.keys()],
    queued: effects.owed.length > 0,
    placed: effects.orders.map(({ connectionId, order }) => ({
      connectionId,
      orderId: order.id,
      externalId: order.externalId,
    })),
  };
}

async function write(tx: Tx, effects: Effects, { clock, ids }: ApplyDeps): Promise<void> {
  const nowMs = clock.now();
  await recordOrders(tx, effects.orders);
  await addChanges(tx, effects.changes);
  for (const { id, status } of effects.moved.values()) await setStatus(tx, id, status, nowMs);
  for (const [id, courier] of effects.couriers) await setCourier(tx, id, courier, nowMs);
  for (const [branchId, { companyId, events }] of effects.down) {
    await appendDown(tx, { branchId, companyId, ids }, events);
  }
  for (const { orderId, action } of effects.owed) {
    const order = await getOrder(tx, orderId);
    await enqueueAction(tx, { order, action, cause: 'owed', nowMs });
  }
}

const selectOrders = manyRows(1, (tx, count) =>
  tx
    .selectFrom('orders')
    .select(['id', 'company_id', 'branch_id', 'connection_id', 'external_id', 'status', 'courier'])
    .where(
      'id',
      'in',
      Array.from({ length: count }, () => ''),
    )
    .compile(),
);

/** The orders that the calls are about and that are here already. */
async function loadOrders(tx: Tx, calls: readonly ReadyCall[]): Promise<Map<string, KnownOrder>> {
  const ids = new Set(calls.flatMap(orderIdsOf));
  const rows = await selectOrders(
    tx,
    [...ids].map((id) => [id]),
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        companyId: row.company_id,
        branchId: row.branch_id,
        connectionId: row.connection_id,
        externalId: row.external_id,
        status: row.status as OrderStatus,
        courierAtMs: row.courier === '' ? null : (JSON.parse(row.courier) as Courier).atMs,
      },
    ]),
  );
}
