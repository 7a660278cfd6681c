import type { OrderStatus } from '../../src/shared/contract/order-status.ts';
import type {
  Courier,
  Order,
  RejectReason,
  StatusChange,
} from '../../src/shared/contract/order.ts';
import type { Inbound, InboundFact, OutboundAction } from './adapter.ts';

/** A change the platform made. */
export function platformSays(status: OrderStatus, atMs: number, reason = ''): StatusChange {
  return { status, atMs, by: 'platform', reason };
}

export function ignored(why: string): Inbound {
  return { kind: 'ignored', why };
}

/** How a later call names its order and itself. */
export interface EventName {
  readonly externalId: string;
  readonly orderId?: string;
  readonly eventKey: string;
}

export function statusFact(name: EventName, change: StatusChange): InboundFact {
  return { kind: 'status', ...name, change };
}

/**
 * A courier's step. Food that has left or arrived moves the order too, whatever the kitchen pressed:
 * couriers overtake kitchens, and nobody should wait for a ready that cannot come any more.
 */
export function courierFacts(name: EventName, courier: Courier): InboundFact[] {
  const facts: InboundFact[] = [{ kind: 'courier', ...name, courier }];
  const moved = statusByCourier[courier.state];
  if (moved) {
    const eventKey = `status:${moved}`;
    facts.push(statusFact({ ...name, eventKey }, platformSays(moved, courier.atMs)));
  }
  return facts;
}

const statusByCourier: Partial<Record<Courier['state'], OrderStatus>> = {
  picked_up: 'out_for_delivery',
  delivered: 'delivered',
};

const rejectWords: Record<RejectReason, string> = {
  item_unavailable: 'Item not available',
  too_busy: 'Kitchen too busy',
  closed: 'Restaurant closed',
  out_of_area: 'Outside the delivery area',
  test_order: 'Test order',
  branch_offline: 'Restaurant system offline',
  no_answer: 'Nobody answered in time',
  other: 'Rejected by the restaurant',
};

/** The reason in English for the platform's free text, with the items that are out. */
export function rejectText(action: OutboundAction, order: Order): string {
  const words = rejectWords[action.rejectReason ?? 'other'];
  const out = new Set(action.unavailableItemIds ?? []);
  const names = order.lines
    .filter((line) => line.itemId !== null && out.has(line.itemId))
    .map((line) => line.name.en ?? line.name.default);
  return names.length === 0 ? words : `${words}: ${[...new Set(names)].join(', ')}`;
}
