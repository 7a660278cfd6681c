import { canMove } from '../../src/shared/contract/order-status.ts';
import type { Courier, StatusChange } from '../../src/shared/contract/order.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import { missingCase } from '../../src/shared/kit/missing-case.ts';
import type { InboundFact, OutboundAction } from '../adapters/adapter.ts';
import type { DownNews, NewDownEvent } from '../branch-log/index.ts';
import type { NewOrder, OrderChange } from '../orders/index.ts';
import { eventKeyOf, type Outcome } from './calls-repo.ts';
import type { Candidate, KnownOrder, ReadyCall, Sorted } from './sort-facts.ts';

/** A call to the platform that an order brought with it. */
export interface OwedAction {
  readonly orderId: string;
  readonly action: OutboundAction;
}

export interface DownOfBranch {
  readonly companyId: string;
  readonly events: NewDownEvent[];
}

/** Everything that a batch of calls changes. */
export interface Effects {
  readonly orders: NewOrder[];
  /** Orders as they stand afterwards, of those that were there before. */
  readonly moved: Map<string, KnownOrder>;
  readonly couriers: Map<string, Courier>;
  readonly changes: OrderChange[];
  readonly down: Map<string, DownOfBranch>;
  readonly owed: OwedAction[];
  readonly outcomes: Outcome[];
}

export interface Situation {
  readonly known: ReadonlyMap<string, KnownOrder>;
  /** Keys (`eventKeyOf`) of events that were never applied before. */
  readonly fresh: ReadonlySet<string>;
  readonly nowMs: EpochMs;
}

/**
 * What sorted news changes, in its order. An event seen before changes nothing; neither does a move that
 * the status table does not allow, nor courier news older than what is known.
 */
export function decideEffects(
  calls: readonly ReadyCall[],
  { candidates, outcomes }: Sorted,
  situation: Situation,
): Effects {
  const batch = startBatch(situation);
  const fresh = new Set(situation.fresh);
  const changed = new Set<number>();
  const orderOf = new Map<number, string>();
  for (const candidate of candidates) {
    const { call, externalId, eventKey } = candidate;
    orderOf.set(call.id, externalId);
    // Deleted, because the same event may be in the batch twice.
    if (!fresh.delete(eventKeyOf(call.connection.view.id, externalId, eventKey))) continue;
    changed.add(call.id);
    apply(batch, candidate);
  }
  for (const { id } of calls) {
    batch.effects.outcomes.push(
      outcomes.get(id) ?? {
        callId: id,
        state: changed.has(id) ? 'applied' : 'repeated',
        note: '',
        externalId: orderOf.get(id) ?? null,
      },
    );
  }
  return batch.effects;
}

/** Orders and effects as the batch has changed them so far. */
interface Batch {
  readonly orders: Map<string, KnownOrder>;
  readonly effects: Effects;
  readonly nowMs: EpochMs;
}

function startBatch({ known, nowMs }: Situation): Batch {
  const effects: Effects = {
    orders: [],
    moved: new Map(),
    couriers: new Map(),
    changes: [],
    down: new Map(),
    owed: [],
    outcomes: [],
  };
  return { orders: new Map(known), effects, nowMs };
}

function apply(batch: Batch, candidate: Candidate): void {
  const { news, eventKey, orderId } = candidate;
  const order = batch.orders.get(orderId);
  if (!order) {
    if (news.kind === 'order') place(batch, candidate, news);
    return;
  }
  switch (news.kind) {
    case 'order':
      return move(batch, order, eventKey, news.standing);
    case 'status':
      return move(batch, order, eventKey, news.change);
    case 'courier':
      return follow(batch, order, eventKey, news.courier);
    case 'owed':
      batch.effects.owed.push({ orderId, action: news.action });
      return;
    default:
      return missingCase(news);
  }
}

function place(
  batch: Batch,
  { call, branchId, eventKey }: Candidate,
  { order, standing, storeId, platformData }: Extract<InboundFact, { kind: 'order' }>,
): void {
  const { effects, nowMs } = batch;
  const { companyId, view } = call.connection;
  const where = { companyId, branchId, connectionId: view.id };
  const { id, externalId } = order;
  const placed = { ...where, id, externalId, status: standing.status, courierAtMs: null };
  batch.orders.set(id, placed);
  const times = { receivedAtMs: call.receivedAtMs, queuedAtMs: nowMs };
  effects.orders.push({ ...where, ...times, order, standing, storeId, platformData });
  tell(batch, placed, eventKey, { kind: 'order.placed' });
}

function move(batch: Batch, order: KnownOrder, eventKey: string, change: StatusChange): void {
  if (!canMove(order.status, change.status)) return;
  const { id, companyId } = order;
  const moved = { ...order, status: change.status };
  batch.orders.set(id, moved);
  batch.effects.moved.set(id, moved);
  batch.effects.changes.push({ orderId: id, companyId, change });
  tell(batch, order, eventKey, { kind: 'order.platform_status', orderId: id, change });
}

function follow(batch: Batch, order: KnownOrder, eventKey: string, courier: Courier): void {
  if (order.courierAtMs !== null && courier.atMs < order.courierAtMs) return;
  batch.orders.set(order.id, { ...order, courierAtMs: courier.atMs });
  batch.effects.couriers.set(order.id, courier);
  tell(batch, order, eventKey, { kind: 'order.courier', orderId: order.id, courier });
}

function tell(
  { effects, nowMs }: Batch,
  order: KnownOrder,
  eventKey: string,
  body: DownNews,
): void {
  const { branchId, companyId, id } = order;
  const ofBranch = effects.down.get(branchId) ?? { companyId, events: [] };
  effects.down.set(branchId, ofBranch);
  // Foreseeable, so that a branch knows the event again even from a restored relay.
  ofBranch.events.push({ eventId: `${id}/${eventKey}`, orderId: id, body, atMs: nowMs });
}
