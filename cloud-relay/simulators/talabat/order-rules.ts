import { minuteMs, type EpochMs } from '../../../src/shared/kit/clock.ts';
import { Refused } from '../engine/refused.ts';
import type { SimulatedOrder, SimulatedState } from '../simulator.ts';
import type { DhOrder, StatusCall } from './wire.ts';

/** What the middleware knows when a call about an order arrives. */
export interface DhOrderState {
  readonly order: SimulatedOrder;
  readonly dispatched: DhOrder;
  readonly now: EpochMs;
}

/**
 * Judges accept, reject and picked up.
 *
 * @returns the state that follows
 * @throws Refused as documented: 409 with the current state, 400 for what the order does not allow
 */
export function judgeStatus(state: DhOrderState, call: StatusCall): SimulatedState {
  const { order } = state;
  if (call.status === 'order_picked_up') return judgePickedUp(state);
  if (order.state !== 'placed') throw conflict(order, wantedState(call));
  if (order.acknowledgedAt === null) throw notYetAcknowledged();
  if (call.status === 'order_rejected') return 'rejected';
  if (call.remoteOrderId !== order.remoteOrderId) {
    throw invalid(`remoteOrderId ${call.remoteOrderId} is not the one given at dispatch`);
  }
  if (Date.parse(call.acceptanceTime) < state.now + 2 * minuteMs) {
    throw invalid('acceptanceTime must be at least two minutes ahead');
  }
  return 'accepted';
}

/** Judges "preparation completed", which only orders with a platform rider know. */
export function judgePrepared({ order, dispatched }: DhOrderState): SimulatedState {
  if (!byPlatformRider(dispatched)) {
    throw new Refused(
      { status: 409, body: { code: 'CONFLICT', message: 'only for platform riders' } },
      'illegal_transition',
      'prepared on an order that no platform rider collects',
    );
  }
  if (order.state !== 'accepted') throw conflict(order, 'ready');
  return 'ready';
}

/** Judges a new preparation time: within the order's own range, until vendor and rider have both accepted. */
export function judgeAdjustment(state: DhOrderState, expectedPickupAt: EpochMs): void {
  const { order, dispatched } = state;
  const range = dispatched.preparationTimeAdjustments;
  const open = order.state === 'placed' || (order.state === 'accepted' && order.courier === null);
  if (range === null || !open) {
    throw new Refused(
      { status: 409, body: { code: 'CONFLICT', message: 'order state does not allow it' } },
      'illegal_transition',
      `preparation time of an order that is ${order.state}`,
    );
  }
  if (expectedPickupAt < Math.max(Date.parse(range.minPickupTimestamp), state.now)) {
    throw invalid('too early', 'PREPARATION_TIME_BELOW_ALLOWED_MIN_TIME');
  }
  if (expectedPickupAt > Date.parse(range.maxPickUpTimestamp)) {
    throw invalid('too late', 'PREPARATION_TIME_EXCEEDS_ALLOWED_MAX_TIME');
  }
}

/** The middleware's answer while its own dispatch is under way: the documents say to try again. */
export function notYetAcknowledged(
  currentState:
    'WAITING_FOR_ACKNOWLEDGEMENT' | 'ASSIGNED_TO_TRANSPORT' = 'WAITING_FOR_ACKNOWLEDGEMENT',
): Refused {
  const body = { code: 'CONFLICT', message: 'dispatch is not acknowledged yet', currentState };
  return new Refused({ status: 409, body }, null, 'dispatch is not acknowledged yet');
}

function judgePickedUp({ order, dispatched }: DhOrderState): SimulatedState {
  if (byPlatformRider(dispatched)) throw invalid('order_picked_up on an order of a platform rider');
  if (order.state !== 'accepted') throw conflict(order, 'picked_up');
  return 'picked_up';
}

const byPlatformRider = (order: DhOrder) => order.delivery?.riderPickupTime != null;

const wantedState = (call: StatusCall): SimulatedState =>
  call.status === 'order_accepted' ? 'accepted' : 'rejected';

const currentStates: Record<SimulatedState, string> = {
  placed: 'RECEIVED',
  accepted: 'ACCEPTED',
  rejected: 'CANCELLED',
  preparing: 'ACCEPTED',
  ready: 'PREPARED',
  picked_up: 'PICKED_UP',
  delivered: 'PICKED_UP',
  cancelled: 'CANCELLED',
  expired: 'CANCELLED',
};

function conflict(order: SimulatedOrder, wanted: SimulatedState): Refused {
  const currentState = currentStates[order.state];
  return new Refused(
    { status: 409, body: { code: 'CONFLICT', message: 'invalid transition', currentState } },
    order.state === wanted ? 'repeated_call' : 'illegal_transition',
    `${wanted} asked of an order that is ${order.state}`,
  );
}

function invalid(message: string, code = 'INVALID_REQUEST'): Refused {
  return new Refused({ status: 400, body: { code, message } }, 'body_invalid', message);
}
