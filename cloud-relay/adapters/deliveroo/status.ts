import type { OrderStatus } from '../../../src/shared/contract/order-status.ts';
import type { Courier, StatusChange } from '../../../src/shared/contract/order.ts';
import type { InboundFact } from '../adapter.ts';
import { courierFacts, platformSays, statusFact } from '../facts.ts';
import { instant } from '../fields.ts';
import type { LogEntry, OrderEvent, Rider } from './payload.ts';

/** `confirmed` is said of scheduled orders whose preparation starts; they were accepted before. */
const statuses = new Map<string, OrderStatus>([
  ['accepted', 'confirmed'],
  ['confirmed', 'confirmed'],
  ['rejected', 'rejected'],
  ['canceled', 'cancelled'],
  ['delivered', 'delivered'],
]);

const riderStates = new Map<string, Courier['state']>([
  ['rider_assigned', 'assigned'],
  ['rider_arrived', 'arrived'],
  ['rider_confirmed_at_restaurant', 'arrived'],
  ['rider_in_transit', 'picked_up'],
  ['rider_unassigned', 'unassigned'],
]);

interface Step {
  readonly word: string;
  readonly at: string;
  readonly atMs: number;
}

/** Calls come twice and out of order, so the log tells what happened, not the call's own status. */
function stepsOf(log: readonly LogEntry[], receivedAtMs: number): Step[] {
  return log
    .map(({ at, status }) => ({ word: status, at, atMs: instant(at) ?? receivedAtMs }))
    .sort((a, b) => a.atMs - b.atMs);
}

/** The order's log, oldest first; an event without one stands for itself. */
export function orderSteps(event: OrderEvent, receivedAtMs: number): Step[] {
  const log = event.status_log.length > 0 ? event.status_log : [{ at: '', status: event.status }];
  return stepsOf(log, receivedAtMs);
}

/** How the order stands: its last step that means anything here, else waiting for an answer. */
export function standingOf(steps: readonly Step[], placedAtMs: number): StatusChange {
  const last = steps.findLast((step) => statuses.has(step.word));
  const status = last ? statuses.get(last.word) : undefined;
  return platformSays(status ?? 'pending', last?.atMs ?? placedAtMs);
}

/** When the order was placed, from its log. */
export function placedAt(steps: readonly Step[], receivedAtMs: number): number {
  return (steps.find((step) => step.word === 'placed') ?? steps[0])?.atMs ?? receivedAtMs;
}

/** When staff took the order on the tablet, if they did. */
export function acceptedAt(steps: readonly Step[]): number | undefined {
  return steps.find((step) => step.word === 'accepted')?.atMs;
}

export function statusFacts(externalId: string, steps: readonly Step[]): InboundFact[] {
  return steps.flatMap(({ word, at, atMs }) => {
    const status = statuses.get(word);
    if (!status) return [];
    const eventKey = `status:${word}:${at}`;
    return [statusFact({ externalId, eventKey }, platformSays(status, atMs))];
  });
}

export function riderFacts(
  externalId: string,
  riders: readonly Rider[],
  receivedAtMs: number,
): InboundFact[] {
  const told = riders.flatMap((rider) =>
    stepsOf(rider.status_log, receivedAtMs).map((step) => ({ rider, step })),
  );
  return told
    .sort((a, b) => a.step.atMs - b.step.atMs)
    .flatMap(({ rider, step }) => {
      const state = riderStates.get(step.word);
      if (!state) return [];
      const eventKey = `courier:${step.word}:${step.at}`;
      const etaMs = instant(rider.estimated_arrival_time);
      const courier = {
        state,
        name: rider.full_name,
        phone: phoneOf(rider),
        etaMs,
        atMs: step.atMs,
      };
      return courierFacts({ externalId, eventKey }, courier);
    });
}

/** The rider's own number, or the bridge that asks for a code. */
function phoneOf(rider: Rider): string {
  if (rider.contact_number) return rider.contact_number;
  return rider.bridge_code ? `${rider.bridge_number} (${rider.bridge_code})` : rider.bridge_number;
}
