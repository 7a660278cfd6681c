import type { Order, OrderAction, RejectReason } from '../../../src/shared/contract/order.ts';
import { minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import type {
  CallVerdict,
  HttpRequest,
  HttpResponse,
  OutboundAction,
  OutboundContext,
  OutboundPort,
} from '../adapter.ts';
import { rejectText } from '../facts.ts';
import {
  bearerCall,
  formCall,
  judgeByStatus,
  originOf,
  originsOf,
  readToken,
  urlOf,
  wordsOf,
} from '../http-calls.ts';
import { type Credentials, type Settings, baseUrlOf } from './connection.ts';

type Context = OutboundContext<Credentials, Settings>;

/** Our words to the middleware's list of 24; it has no word for a reason of one's own. */
const reasonWords: Record<RejectReason, string> = {
  item_unavailable: 'ITEM_UNAVAILABLE',
  too_busy: 'TOO_BUSY',
  closed: 'CLOSED',
  out_of_area: 'OUTSIDE_DELIVERY_AREA',
  test_order: 'TEST_ORDER',
  branch_offline: 'TECHNICAL_PROBLEM',
  no_answer: 'NO_RESPONSE',
  other: 'TECHNICAL_PROBLEM',
};
export const rejectReasons = Object.keys(reasonWords) as RejectReason[];

/** The platform's rider is told that food is ready; whoever else carries it, that it was picked up. */
export function actionsOf({ by }: Order['fulfilment']): OrderAction[] {
  return ['accept', 'reject', by === 'platform' ? 'ready' : 'picked_up'];
}

function request(action: OutboundAction, context: Context): HttpRequest | null {
  const { connection, order, accessToken } = context;
  const isOffered = actionsOf(order.fulfilment).includes(action.action);
  if (connection.settings.mode === 'indirect' || !isOffered) return null;
  const base = baseUrlOf(connection);
  const token = order.externalId;
  const call = (name: string, fallback: string, body?: object) =>
    bearerCall({ method: 'POST', url: callbackUrl(context, name) ?? fallback }, accessToken, body);
  const statusUrl = urlOf(base, 'v2', 'order', 'status', token);
  switch (action.action) {
    case 'accept':
      return call('orderAcceptedUrl', statusUrl, {
        status: 'order_accepted',
        acceptanceTime: new Date(acceptanceMs(action, context)).toISOString(),
        remoteOrderId: order.id,
      });
    case 'reject':
      return call('orderRejectedUrl', statusUrl, {
        status: 'order_rejected',
        reason: reasonWords[action.rejectReason ?? 'other'],
        message: rejectText(action, order),
      });
    case 'picked_up':
      return call('orderPickedUpUrl', statusUrl, { status: 'order_picked_up' });
    case 'ready':
      return call('orderPreparedUrl', urlOf(base, 'v2', 'orders', token, 'preparation-completed'));
    case 'preparing':
    case 'delivered':
    case 'delay':
    case 'cancel':
      return null;
  }
}

/** The order's own callback, but only at the middleware we log in to: the token goes nowhere else. */
function callbackUrl({ connection, platformData }: Context, name: string): string | undefined {
  const urls = platformData['callbackUrls'] as Readonly<Record<string, unknown>> | undefined;
  const url = urls?.[name];
  if (typeof url !== 'string') return undefined;
  return originOf(url) === originOf(baseUrlOf(connection)) ? url : undefined;
}

/** The middleware refuses a time less than two minutes ahead; the third is for the way there. */
const soonestMs = 3 * minuteMs;
const usualPrepMs = 20 * minuteMs;

/**
 * When the food is ready (pickup) or at the door (own delivery); platform riders ignore it. An own
 * driver cannot arrive before the kitchen is done nor should he before the promised time.
 */
function acceptanceMs({ prepMinutes }: OutboundAction, { order, nowMs }: Context): number {
  const readyMs = prepMinutes === undefined ? order.dueAtMs : nowMs + prepMinutes * minuteMs;
  const wishedMs = readyMs ?? nowMs + usualPrepMs;
  const promisedMs = order.fulfilment.by === 'restaurant' ? (order.dueAtMs ?? 0) : 0;
  return Math.max(wishedMs, promisedMs, nowMs + soonestMs);
}

/** In these states the middleware is still passing the order on and asks to be called again. */
const passingStates = /ASSIGNED_TO_TRANSPORT|WAITING_FOR_ACKNOWLEDGEMENT/;

function judge(action: OutboundAction, response: HttpResponse): CallVerdict {
  if (response.status !== 409 || !passingStates.test(response.body)) return judgeByStatus(response);
  return {
    kind: 'retry',
    detail: wordsOf(response),
    afterMs: 10 * secondMs,
    untilMs: action.atMs + 5 * minuteMs,
  };
}

export const outbound: OutboundPort<Credentials, Settings> = {
  token: {
    request: (connection) =>
      formCall(urlOf(baseUrlOf(connection), 'v2', 'login'), {
        username: connection.credentials.username,
        password: connection.credentials.password,
        grant_type: 'client_credentials',
      }),
    read: readToken,
  },
  limits: [{ scope: 'connection', actions: [], calls: 40, perMs: minuteMs }],
  request,
  judge,
  allowedOrigins: (connection) => originsOf(baseUrlOf(connection)),
};
