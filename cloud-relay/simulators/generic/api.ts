import { minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import type { ApiRoute, Call } from '../engine/api-server.ts';
import type { Engine } from '../engine/engine.ts';
import { parseJson, readJson } from '../engine/read-body.ts';
import { Refused, type Reply } from '../engine/refused.ts';
import type { SimulatedState, ViolationRule } from '../simulator.ts';
import type { GenericCredentials } from './credentials.ts';
import { isSigned } from './standard-webhooks.ts';
import { answerEvent, type AnswerEvent } from './wire.ts';

/** The specification leaves the tolerance open; five minutes are customary. */
const toleranceMs = 5 * minuteMs;

/** `POST /events`: the relay's answers, signed like any Standard Webhook. */
export function genericRoutes<Own>(
  engine: Engine<Own>,
  credentials: GenericCredentials,
): ApiRoute[] {
  const seen = new Set<string>();
  return [
    {
      method: 'POST',
      path: '/events',
      handle(call) {
        const id = verified(call, credentials, engine.clock.now());
        if (seen.has(id)) return { status: 204 };
        const reply = apply(engine, readJson(call, answerEvent));
        seen.add(id);
        return reply;
      },
    },
  ];
}

/** The order that a call says it is about, whether or not it can be believed. */
export function orderOf(call: Call): string | undefined {
  const parsed = parseJson(call.body.toString('utf8')) as
    { data?: { id?: unknown } | null } | null | undefined;
  const id = parsed?.data?.id;
  return typeof id === 'string' ? id : undefined;
}

function verified(call: Call, credentials: GenericCredentials, now: number): string {
  const id = call.headers['webhook-id'];
  const timestamp = Number(call.headers['webhook-timestamp']);
  const signatures = call.headers['webhook-signature'];
  if (!id || !signatures || !Number.isInteger(timestamp)) {
    throw refusal(401, 'signature_invalid', 'webhook headers are missing');
  }
  if (Math.abs(now - timestamp * secondMs) > toleranceMs) {
    throw refusal(401, 'signature_invalid', 'webhook-timestamp is over five minutes off');
  }
  const message = { id, timestamp, body: call.body };
  if (!isSigned(credentials.verifyingKeys, message, signatures)) {
    throw refusal(401, 'signature_invalid', 'no signature of a known key');
  }
  return id;
}

function apply<Own>(engine: Engine<Own>, event: AnswerEvent): Reply {
  const entry = engine.book.find(event.data.id);
  if (!entry) throw refusal(404, 'unknown_order', 'no such order');
  const state = next(entry.order.state, event.type);
  engine.book.change(entry, {
    state,
    answeredAt: entry.order.answeredAt ?? engine.clock.now(),
  });
  return { status: 204 };
}

/** From which states each event may come, and where it leads; a delay leads nowhere. */
const moves: Record<AnswerEvent['type'], { from: readonly SimulatedState[]; to?: SimulatedState }> =
  {
    'order.accepted': { from: ['placed'], to: 'accepted' },
    'order.rejected': { from: ['placed'], to: 'rejected' },
    'order.preparing': { from: ['accepted'], to: 'preparing' },
    'order.ready': { from: ['accepted', 'preparing'], to: 'ready' },
    'order.picked_up': { from: ['accepted', 'preparing', 'ready'], to: 'picked_up' },
    'order.delivered': { from: ['accepted', 'preparing', 'ready', 'picked_up'], to: 'delivered' },
    'order.delayed': { from: ['accepted', 'preparing'] },
    'order.cancelled': { from: ['placed', 'accepted', 'preparing', 'ready'], to: 'cancelled' },
  };

function next(state: SimulatedState, type: AnswerEvent['type']): SimulatedState {
  const move = moves[type];
  if (move.from.includes(state)) return move.to ?? state;
  const rule = state === move.to ? 'repeated_call' : 'illegal_transition';
  throw refusal(409, rule, `${type} of an order that is ${state}`);
}

function refusal(status: number, rule: ViolationRule, message: string): Refused {
  return new Refused({ status, body: { message } }, rule, message);
}
