import type { OrderStatus } from '../../../src/shared/contract/order-status.ts';
import type { Courier } from '../../../src/shared/contract/order.ts';
import type { Inbound } from '../adapter.ts';
import { courierFacts, ignored, platformSays, statusFact } from '../facts.ts';
import { instant } from '../fields.ts';
import type { Event } from './payload.ts';

/** Careem's states, and the hub's, which are the words of our own status list. */
const statuses: ReadonlyMap<string, OrderStatus> = new Map([
  ['accepted', 'confirmed'],
  ['confirmed', 'confirmed'],
  ['preparing', 'preparing'],
  ['ready', 'ready_for_pickup'],
  ['ready_for_pickup', 'ready_for_pickup'],
  ['out_for_delivery', 'out_for_delivery'],
  ['delivered', 'delivered'],
  ['rejected', 'rejected'],
  ['cancelled', 'cancelled'],
  ['refunded', 'refunded'],
]);

const courierStates: ReadonlyMap<string, Courier['state']> = new Map([
  ['driver_coming', 'assigned'],
  ['driver_here', 'arrived'],
  ['trip_started', 'picked_up'],
  ['trip_ended', 'delivered'],
]);

/** How an order stands that arrives in this state; an unknown state waits for an answer. */
export function standingOf(status: string): OrderStatus {
  const courier = courierStates.get(status);
  if (courier === 'delivered') return 'delivered';
  if (courier === 'picked_up') return 'out_for_delivery';
  return courier ? 'confirmed' : (statuses.get(status) ?? 'pending');
}

/** `slot_upcoming` and `slot_started` change nothing: cooking waits for the order's own start time. */
export function readStatus(event: Event, receivedAtMs: number): Inbound {
  const atMs = instant(event.updated_at) ?? receivedAtMs;
  const { id: externalId, status } = event;
  const courier = courierStates.get(status);
  if (courier) {
    // A second captain goes through the same states, so the time is part of the event's name.
    const eventKey = `courier:${courier}:${event.updated_at}`;
    const facts = courierFacts(
      { externalId, eventKey },
      { ...captainOf(event), state: courier, atMs },
    );
    return { kind: 'facts', facts };
  }
  const moved = statuses.get(status);
  if (!moved) return ignored(`status ${status || 'missing'} changes nothing here`);
  const change = platformSays(moved, atMs, event.cancellation_reason);
  return {
    kind: 'facts',
    facts: [statusFact({ externalId, eventKey: `status:${moved}` }, change)],
  };
}

function captainOf({ captain }: Event): Pick<Courier, 'name' | 'phone' | 'etaMs'> {
  return {
    name: captain.name,
    phone: phoneOf(captain.phone_number),
    etaMs: instant(captain.eta),
  };
}

/** Careem writes "no number" as the number 0. */
export function phoneOf(sent: string): string {
  return /^0*$/.test(sent) ? '' : sent;
}
