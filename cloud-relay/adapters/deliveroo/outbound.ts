import type { OrderAction, RejectReason } from '../../../src/shared/contract/order.ts';
import { minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import type { HttpRequest, OutboundAction, OutboundContext, OutboundPort } from '../adapter.ts';
import { rejectText } from '../facts.ts';
import { bearerCall, formCall, judgeByStatus, originsOf, readToken, urlOf } from '../http-calls.ts';
import { type Credentials, type Settings, addressesOf } from './connection.ts';

type Context = OutboundContext<Credentials, Settings>;

const reasonWords: Record<RejectReason, string> = {
  item_unavailable: 'ingredient_unavailable',
  too_busy: 'busy',
  closed: 'closing_early',
  out_of_area: 'other',
  test_order: 'other',
  branch_offline: 'other',
  no_answer: 'other',
  other: 'other',
};
export const rejectReasons = Object.keys(reasonWords) as RejectReason[];

/** Minutes Deliveroo takes with `in_kitchen`. */
export const delayMinutes = [2, 4, 6, 8, 10];

const tabletlessActions: readonly OrderAction[] = [
  'accept',
  'reject',
  'preparing',
  'ready',
  'picked_up',
  'delay',
];

/** With a tablet in the shop, its staff answer there and the till only mirrors. */
export function actionsOf(isTabletless: boolean): OrderAction[] {
  return isTabletless ? [...tabletlessActions] : [];
}

function request(action: OutboundAction, context: Context): HttpRequest | null {
  const { order, platformData } = context;
  if (platformData['isTabletless'] === false) return mirrorRequest(action, context);
  switch (action.action) {
    case 'accept':
      return changeStatus(context, { status: 'accepted' });
    case 'reject':
      return changeStatus(context, {
        status: 'rejected',
        reject_reason: reasonWords[action.rejectReason ?? 'other'],
        notes: rejectText(action, order),
      });
    case 'preparing':
      return startCooking(action, context);
    case 'delay':
      return prepStage(action, context, {
        stage: 'in_kitchen',
        delay: nearestDelay(action.delayMinutes ?? 0),
      });
    case 'ready':
      return prepStage(action, context, { stage: 'ready_for_collection' });
    case 'picked_up':
      return prepStage(action, context, { stage: 'collected' });
    case 'delivered':
    case 'cancel':
      return null;
  }
}

/** A scheduled order is accepted long before; starting it is a status of its own. */
function startCooking(action: OutboundAction, context: Context): HttpRequest | null {
  return context.platformData['isScheduled'] === true
    ? changeStatus(context, { status: 'confirmed' })
    : prepStage(action, context, { stage: 'in_kitchen' });
}

/** The tablet wants to hear within three minutes of an acceptance that the till has the order. */
function mirrorRequest(action: OutboundAction, context: Context): HttpRequest | null {
  if (action.action !== 'accept') return null;
  return call(context, ['sync_status'], {
    status: 'succeeded',
    occurred_at: new Date(action.atMs).toISOString(),
  });
}

function changeStatus(context: Context, body: object): HttpRequest {
  return call(context, [], body);
}

function prepStage(action: OutboundAction, context: Context, stage: object): HttpRequest {
  // Deliveroo takes times up to an hour old; a call held up longer says the oldest it may.
  const atMs = Math.max(action.atMs, context.nowMs - 59 * minuteMs);
  const occurredAt = new Date(Math.min(atMs, context.nowMs)).toISOString();
  return call(context, ['prep_stage'], { ...stage, occurred_at: occurredAt });
}

function nearestDelay(minutes: number): number {
  return delayMinutes.find((allowed) => allowed >= minutes) ?? 10;
}

/** The order itself is changed with PATCH, what lies below it with POST. */
function call(context: Context, below: readonly string[], body: object): HttpRequest {
  const { connection, order, accessToken } = context;
  const { api } = addressesOf(connection);
  const url = urlOf(api, 'order', 'v1', 'orders', order.externalId, ...below);
  return bearerCall({ method: below.length === 0 ? 'PATCH' : 'POST', url }, accessToken, body);
}

export const outbound: OutboundPort<Credentials, Settings> = {
  token: {
    request: (connection) => {
      const { clientId, clientSecret } = connection.credentials;
      const login = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
      const fields = { grant_type: 'client_credentials' };
      return formCall(addressesOf(connection).token, fields, { authorization: `Basic ${login}` });
    },
    read: readToken,
  },
  limits: [
    { scope: 'order', actions: ['accept', 'reject', 'preparing'], calls: 5, perMs: minuteMs },
    // In tablet mode `accept` is `sync_status`, which may be told once in ten seconds.
    { scope: 'order', actions: ['accept'], calls: 1, perMs: 10 * secondMs },
  ],
  request,
  judge: (_action, response) => judgeByStatus(response),
  allowedOrigins: (connection) => originsOf(...Object.values(addressesOf(connection))),
};
