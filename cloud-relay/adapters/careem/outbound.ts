import type { CancelReason, RejectReason } from '../../../src/shared/contract/order.ts';
import { minuteMs } from '../../../src/shared/kit/clock.ts';
import type { HttpRequest, OutboundAction, OutboundContext, OutboundPort } from '../adapter.ts';
import { bearerCall, formCall, judgeByStatus, originsOf, readToken, urlOf } from '../http-calls.ts';
import { type Credentials, type Settings, addressesOf } from './connection.ts';

type Context = OutboundContext<Credentials, Settings>;

const reasonWords: Record<RejectReason, string> = {
  item_unavailable: 'ITEM_TEMPORARILY_UNAVAILABLE',
  too_busy: 'KITCHEN_TOO_BUSY_TO_PREPARE_ORDER',
  closed: 'OUTLET_CLOSED',
  out_of_area: 'OTHER',
  test_order: 'OTHER',
  branch_offline: 'PARTNER_POS_OUTAGE',
  no_answer: 'PARTNER_ORDER_TIMEOUT',
  other: 'OTHER',
};
export const rejectReasons = Object.keys(reasonWords) as RejectReason[];

const cancelWords: Record<CancelReason, string> = {
  customer_asked: 'OTHER',
  item_unavailable: 'ITEM_TEMPORARILY_UNAVAILABLE',
  too_busy: 'KITCHEN_TOO_BUSY_TO_PREPARE_ORDER',
  closed: 'OUTLET_CLOSED',
  mistake: 'OTHER',
  other: 'OTHER',
};

/** Careem demands a cancellation reason on every change of state, acceptance included. */
function request(action: OutboundAction, context: Context): HttpRequest | null {
  switch (action.action) {
    case 'accept':
      return put(context, [], { state: 'accepted', cancellation_reason: 'OTHER' });
    case 'ready':
      return put(context, [], { state: 'ready', cancellation_reason: 'OTHER' });
    case 'reject':
      return put(context, [], {
        state: 'cancelled',
        cancellation_reason: reasonWords[action.rejectReason ?? 'other'],
      });
    case 'cancel':
      return put(context, [], {
        state: 'cancelled',
        cancellation_reason: cancelWords[action.cancelReason ?? 'other'],
      });
    case 'delay':
      return delay(action.delayMinutes, context);
    case 'preparing':
    case 'picked_up':
    case 'delivered':
      return null;
  }
}

/** Careem takes one delay per order and an hour at most. */
function delay(minutes: number | undefined, context: Context): HttpRequest | null {
  if (minutes === undefined) return null;
  return put(context, ['delay-request'], { delay_in_minutes: Math.min(minutes, 60) });
}

function put(context: Context, below: readonly string[], body: object): HttpRequest {
  const { connection, order, storeId, platformData, accessToken } = context;
  const { settings } = connection;
  const url = urlOf(addressesOf(connection).api, 'orders', order.externalId, ...below);
  const call = bearerCall({ method: 'PUT', url }, accessToken, body);
  const sentBrand = platformData['brandId'];
  const isHeaderText = typeof sentBrand === 'string' && /^[\x21-\x7e]+$/.test(sentBrand);
  const brandId = isHeaderText ? sentBrand : settings.brandId;
  return {
    ...call,
    headers: {
      ...call.headers,
      'user-agent': settings.userAgent,
      'brand-id': brandId,
      'branch-id': storeId,
    },
  };
}

export const outbound: OutboundPort<Credentials, Settings> = {
  token: {
    request: (connection) =>
      formCall(
        addressesOf(connection).token,
        {
          grant_type: 'client_credentials',
          client_id: connection.credentials.clientId,
          client_secret: connection.credentials.clientSecret,
          scope: 'pos',
        },
        { 'user-agent': connection.settings.userAgent },
      ),
    read: readToken,
  },
  limits: [{ scope: 'connection', actions: [], calls: 60, perMs: minuteMs }],
  request,
  judge: (_action, response) => judgeByStatus(response),
  allowedOrigins: (connection) => originsOf(...Object.values(addressesOf(connection))),
};
