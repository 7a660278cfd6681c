import { Courier, Order, StatusChange } from '../../src/shared/contract/order.ts';
import {
  type Inbound,
  type InboundFact,
  type PlatformAdapter,
  type RawWebhook,
  UnreadableWebhook,
} from '../adapters/adapter.ts';
import { orderIdOf } from '../orders/index.ts';
import type { LiveConnection } from '../tenancy/connections.ts';

/** What a stored call means; `why` is for the log and for support. */
export type Understood =
  | { readonly kind: 'read'; readonly inbound: Inbound }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Asks the adapter what a call means. Never throws; whatever goes wrong is a reason to keep the call. */
export function understand(
  adapter: PlatformAdapter,
  hook: RawWebhook,
  connection: LiveConnection,
): Understood {
  try {
    const { view, menu } = connection;
    const orderId = (externalId: string) => orderIdOf(view.id, externalId);
    return { kind: 'read', inbound: adapter.parse(hook, { connection: view, menu, orderId }) };
  } catch (error) {
    if (error instanceof UnreadableWebhook) return { kind: 'unreadable', why: error.message };
    return { kind: 'unreadable', why: `adapter failed: ${String(error)}` };
  }
}

/**
 * Checks what was understood against the contract: an order that the branch could not read would stop
 * its log.
 */
export function checked(understood: Understood, connectionId: string): Understood {
  if (understood.kind !== 'read' || understood.inbound.kind !== 'facts') return understood;
  try {
    for (const fact of understood.inbound.facts) check(fact, connectionId);
    return understood;
  } catch (error) {
    return { kind: 'unreadable', why: `not as the contract has it: ${String(error)}` };
  }
}

function check(fact: InboundFact, connectionId: string): void {
  switch (fact.kind) {
    case 'order':
      // Everything else about the order is found by this id.
      if (fact.order.id !== orderIdOf(connectionId, fact.externalId)) throw new Error('order id');
      Order.parse(fact.order);
      StatusChange.parse(fact.standing);
      return;
    case 'status':
      StatusChange.parse(fact.change);
      return;
    case 'courier':
      Courier.parse(fact.courier);
  }
}

/** Whether the body claims to be JSON and is not; only such a call is the sender's mistake for certain. */
export function isMalformedJson(hook: RawWebhook): boolean {
  if (hook.body.length === 0) return false;
  try {
    JSON.parse(Buffer.from(hook.body).toString());
    return false;
  } catch {
    return true;
  }
}
