import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Inbound, InboundFact, OutboundAction, OwedCall } from '../adapters/adapter.ts';
import { orderIdOf } from '../orders/index.ts';
import type { LiveConnection } from '../tenancy/connections.ts';
import type { Outcome } from './calls-repo.ts';
import type { Understood } from './understand.ts';

/** A durable, verified call whose turn it is. */
export interface ReadyCall {
  readonly id: number;
  readonly connection: LiveConnection;
  readonly receivedAtMs: EpochMs;
  readonly understood: Understood;
}

/** What has to be known of an order to decide about news of it. */
export interface KnownOrder {
  readonly id: string;
  readonly companyId: string;
  readonly branchId: string;
  readonly connectionId: string;
  readonly externalId: string;
  readonly status: OrderStatus;
  /** When the courier last moved; null before there is one. */
  readonly courierAtMs: EpochMs | null;
}

/** One piece of news that has its order or brings it. Whether it is new is not known yet. */
export interface Candidate {
  readonly call: ReadyCall;
  readonly orderId: string;
  readonly externalId: string;
  readonly branchId: string;
  readonly eventKey: string;
  readonly news: InboundFact | { readonly kind: 'owed'; readonly action: OutboundAction };
}

export interface Sorted {
  readonly candidates: readonly Candidate[];
  /** What is settled already: ignored, unreadable, waiting. Other calls depend on what is new. */
  readonly outcomes: ReadonlyMap<number, Outcome>;
}

type Facts = Extract<Inbound, { kind: 'facts' }>;

/** Our ids of the orders a call is about. */
export function orderIdsOf(call: ReadyCall): string[] {
  const connectionId = call.connection.view.id;
  const { facts = [], owed = [] } = saidBy(call) ?? {};
  return [
    ...facts.map((fact) => orderIdOfFact(fact, connectionId)),
    ...owed.map(({ externalId }) => orderIdOf(connectionId, externalId)),
  ];
}

function orderIdOfFact(fact: InboundFact, connectionId: string): string {
  if (fact.kind === 'order') return fact.order.id;
  return fact.orderId ?? orderIdOf(connectionId, fact.externalId);
}

/** What a call says, undefined when it says nothing that concerns an order. */
export function saidBy({ understood }: ReadyCall): Facts | undefined {
  if (understood.kind !== 'read' || understood.inbound.kind !== 'facts') return undefined;
  return understood.inbound;
}

/**
 * Finds each fact its order and branch, in the order of the calls, so that an order may bring what later
 * calls are about. What has neither waits.
 */
export function sortFacts(
  calls: readonly ReadyCall[],
  known: ReadonlyMap<string, KnownOrder>,
  branchOf: (connectionId: string, storeId: string) => string | undefined,
): Sorted {
  const candidates: Candidate[] = [];
  const outcomes = new Map<number, Outcome>();
  const brought = new Map<string, Pick<Candidate, 'orderId' | 'externalId' | 'branchId'>>();
  const placeOf = (orderId: string, connectionId: string) => {
    const order = known.get(orderId);
    if (!order) return brought.get(orderId);
    // The id is what the sender wrote: it counts within its own connection only.
    if (order.connectionId !== connectionId) return undefined;
    return { orderId, externalId: order.externalId, branchId: order.branchId };
  };
  const wait = (call: ReadyCall, note: string, externalId: string) =>
    outcomes.set(call.id, { callId: call.id, state: 'waiting', note, externalId });

  const sortFact = (call: ReadyCall, fact: InboundFact) => {
    const connectionId = call.connection.view.id;
    const orderId = orderIdOfFact(fact, connectionId);
    const { eventKey, externalId } = fact;
    let place = placeOf(orderId, connectionId);
    if (!place && fact.kind === 'order') {
      const branchId = branchOf(connectionId, fact.storeId);
      if (branchId === undefined) {
        wait(call, `store ${fact.storeId} is linked to no branch`, externalId);
        return;
      }
      place = { orderId, externalId, branchId };
      brought.set(orderId, place);
    }
    if (place) candidates.push({ ...place, call, eventKey, news: fact });
    else wait(call, 'its order has not arrived', externalId || orderId);
  };
  const sortOwed = (call: ReadyCall, { externalId, action }: OwedCall) => {
    const connectionId = call.connection.view.id;
    const place = placeOf(orderIdOf(connectionId, externalId), connectionId);
    const eventKey = `owed:${action.action}`;
    if (place) candidates.push({ ...place, call, eventKey, news: { kind: 'owed', action } });
  };
  for (const call of calls) {
    const settled = settledOutcome(call);
    if (settled) outcomes.set(call.id, settled);
    const { facts = [], owed = [] } = saidBy(call) ?? {};
    for (const fact of facts) sortFact(call, fact);
    for (const due of owed) sortOwed(call, due);
  }
  return { candidates, outcomes };
}

function settledOutcome({ id, understood }: ReadyCall): Outcome | undefined {
  if (understood.kind === 'unreadable') {
    return { callId: id, state: 'unreadable', note: understood.why, externalId: null };
  }
  if (understood.inbound.kind === 'ignored') {
    return { callId: id, state: 'ignored', note: understood.inbound.why, externalId: null };
  }
  if (understood.inbound.facts.length > 0) return undefined;
  return { callId: id, state: 'ignored', note: 'nothing in it', externalId: null };
}
