import {
  type OrderAction,
  type RejectReason,
  orderActions,
  rejectReasons as allReasons,
} from '../../../src/shared/contract/order.ts';
import { secondMs } from '../../../src/shared/kit/clock.ts';
import type {
  CallVerdict,
  HttpRequest,
  HttpResponse,
  OutboundAction,
  OutboundContext,
  OutboundPort,
} from '../adapter.ts';
import { judgeByStatus, originsOf, wordsOf } from '../http-calls.ts';
import { rememberPer } from '../secrets.ts';
import type { Connection, Credentials, Settings } from './connection.ts';
import { signatureOf, toSigningKey } from './standard-webhooks.ts';

type Context = OutboundContext<Credentials, Settings>;

export const rejectReasons: readonly RejectReason[] = allReasons;

/** Without an address or a key to sign with, the partner can be told nothing: no button is shown. */
export function actionsOf({ settings, credentials }: Connection): OrderAction[] {
  return settings.callbackUrl && credentials.signingKey ? [...orderActions] : [];
}

/** What happened, as the partner reads it in `type`. */
const eventTypes: Record<OrderAction, string> = {
  accept: 'order.accepted',
  reject: 'order.rejected',
  preparing: 'order.preparing',
  ready: 'order.ready',
  picked_up: 'order.picked_up',
  delivered: 'order.delivered',
  delay: 'order.delayed',
  cancel: 'order.cancelled',
};

const signingKey = rememberPer(({ signingKey: key }: Credentials) =>
  key ? toSigningKey(key) : undefined,
);

/** A Standard Webhooks call; every try has the same id and its own time stamp. */
function request(action: OutboundAction, context: Context): HttpRequest | null {
  const { connection, callId, nowMs } = context;
  const key = signingKey(connection.credentials);
  const { callbackUrl: url } = connection.settings;
  if (!url || !key) return null;
  const body = JSON.stringify(bodyOf(action, context));
  const timestamp = String(Math.floor(nowMs / secondMs));
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': callId,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatureOf(key, { id: callId, timestamp, body }),
    },
    body,
  };
}

function bodyOf(action: OutboundAction, { order, storeId }: Context): object {
  return {
    type: eventTypes[action.action],
    timestamp: new Date(action.atMs).toISOString(),
    data: {
      id: order.externalId,
      orderId: order.id,
      storeId,
      prepMinutes: action.prepMinutes,
      rejectReason: action.rejectReason,
      unavailableItemIds: action.unavailableItemIds,
      delayMinutes: action.delayMinutes,
      cancelReason: action.cancelReason,
    },
  };
}

/** 410 means that the receiver wants no more calls; trying again would be rude. */
function judge(_action: OutboundAction, response: HttpResponse): CallVerdict {
  if (response.status !== 410) return judgeByStatus(response);
  return { kind: 'misconfigured', detail: wordsOf(response) };
}

export const outbound: OutboundPort<Credentials, Settings> = {
  limits: [],
  request,
  judge,
  allowedOrigins: ({ settings }) => originsOf(settings.callbackUrl),
};
