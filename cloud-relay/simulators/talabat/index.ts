import { minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import type { ApiRoute, Call } from '../engine/api-server.ts';
import type { Delivery, Verdict, WebhookAnswer } from '../engine/deliver.ts';
import { createEngine, newOrder, type Engine, type SimulatorOptions } from '../engine/engine.ts';
import type { Entry } from '../engine/order-book.ts';
import { parseJson, readForm, readJson } from '../engine/read-body.ts';
import { Refused } from '../engine/refused.ts';
import { newUuid } from '../engine/uuid.ts';
import type { Basket } from '../orders/basket.ts';
import type { CourierStep, SimulatedOrder, Simulator } from '../simulator.ts';
import { buildDhOrder } from './build-order.ts';
import type { TalabatCredentials } from './credentials.ts';
import { signMiddlewareToken } from './middleware-token.ts';
import { judgeAdjustment, judgePrepared, judgeStatus, notYetAcknowledged } from './order-rules.ts';
import { createDhStore, type DhStore } from './store.ts';
import { adjustCall, dispatchReply, statusCall, type DhOrder } from './wire.ts';

export interface TalabatOptions extends SimulatorOptions<TalabatCredentials> {
  /** How long the platform waits for accept or reject. Documented as "about 15 minutes". */
  readonly answerWithinMs?: number;
  /** Documented as "repeated" misses; default 3 in a row. */
  readonly missesBeforeClosing?: number;
}

interface Own {
  readonly dispatched: DhOrder;
  /** A cancellation that came before the relay had given its order id: told as soon as it has. */
  untold: StatusUpdate | null;
}

interface StatusUpdate {
  readonly status: string;
  readonly message: string;
}

type Dh = Engine<Own> & { readonly options: TalabatOptions; readonly store: DhStore };

/**
 * The Delivery Hero POS middleware for one vendor in direct mode: Talabat by default, any sister brand by
 * `platformKey`. An order counts as acknowledged when a 200 reply brings `remoteResponse.remoteOrderId`.
 */
export function createTalabatSimulator(options: TalabatOptions): Simulator & {
  /** The next `count` status calls find the order ASSIGNED_TO_TRANSPORT, to be tried again. */
  holdInTransport(count: number): void;
} {
  const engine = createEngine<Own>(options, {
    platform: 'talabat',
    tokenLifetimeMs: 30 * minuteMs,
  });
  const authorise = (call: Call) => engine.tokens.check(call.headers['authorization']);
  const store = createDhStore({
    vendor: options.credentials,
    missesBeforeClosing: options.missesBeforeClosing ?? 3,
    authorise,
    after: engine.after,
  });
  const dh: Dh = { ...engine, options, store };
  let held = 0;
  const whileHeld = () => {
    if (held === 0) return;
    held -= 1;
    throw notYetAcknowledged('ASSIGNED_TO_TRANSPORT');
  };
  const simulator: Simulator = engine.simulator({
    routes: [loginRoute(dh), ...orderRoutes(dh, { authorise, whileHeld }), ...store.routes],
    send: (basket) => dispatch(dh, basket, simulator.apiUrl),
    cancel: (externalId, reason) => cancel(dh, dh.book.get(externalId), reason),
    courier: (externalId, step) => courier(dh, dh.book.get(externalId), step),
    resend: (externalId) => {
      const entry = dh.book.get(externalId);
      return dh.deliver(entry, { ...dispatchDelivery(dh, entry), wanted: () => true });
    },
    storeOpen: () => store.open(),
  });
  return Object.assign(simulator, {
    holdInTransport: (count: number) => {
      held = count;
    },
  });
}

async function dispatch(dh: Dh, basket: Basket, apiUrl: string): Promise<SimulatedOrder> {
  const { clock, options } = dh;
  const placedAt = clock.now();
  const waitMs = (options.answerWithinMs ?? 15 * minuteMs) / dh.deadlineSpeed;
  const token = newUuid(dh.ids);
  const displayId = String(dh.nextDisplayNumber());
  const dispatched = buildDhOrder(basket, {
    token,
    code: `${options.credentials.platformKey.toLowerCase()}-${token.slice(0, 8)}`,
    shortCode: displayId,
    createdAt: placedAt,
    expiresAt: placedAt + waitMs,
    apiUrl,
    vendor: options.credentials,
  });
  const entry = dh.book.add(
    newOrder({
      platform: 'talabat',
      externalId: token,
      displayId,
      basket,
      body: JSON.stringify(dispatched),
      placedAt,
      answerBy: placedAt + waitMs,
    }),
    { dispatched, untold: null },
  );
  dh.after(waitMs, () => void expire(dh, entry));
  await dh.deliver(entry, dispatchDelivery(dh, entry));
  return entry.order;
}

function dispatchDelivery(dh: Dh, entry: Entry<Own>): Delivery {
  const { relayUrl, credentials } = dh.options;
  return {
    event: 'order dispatch',
    announcesOrder: true,
    request: async () => ({
      method: 'POST',
      url: `${relayUrl}/order/${encodeURIComponent(credentials.remoteId)}`,
      headers: await headers(dh),
      body: entry.order.body,
    }),
    judge: (answer) => judgeAnswer(dh, entry, answer, (body) => acknowledge(dh, entry, body)),
    waitMs: retryWaitMs,
    wanted: () => entry.order.state === 'placed' && entry.order.acknowledgedAt === null,
  };
}

/** Only 429, 5xx and silence are tried again. */
function judgeAnswer(
  dh: Dh,
  entry: Entry<Own>,
  answer: WebhookAnswer | null,
  onOk: (body: string) => Verdict,
): Verdict {
  if (answer === null || answer.status === 429 || answer.status >= 500) return 'retry';
  if (answer.status === 200) return onOk(answer.body);
  dh.book.violate('webhook_refused', entry.order.externalId, `answered ${answer.status}`);
  return 'give_up';
}

/** Every reply must bring a remote order id, and repetitions the same one. */
function acknowledge(dh: Dh, entry: Entry<Own>, body: string): Verdict {
  const { externalId, remoteOrderId } = entry.order;
  const reply = dispatchReply.safeParse(parseJson(body));
  if (!reply.success) {
    dh.book.violate('webhook_reply_invalid', externalId, 'no remoteResponse.remoteOrderId');
    return 'give_up';
  }
  const given = reply.data.remoteResponse.remoteOrderId;
  if (remoteOrderId !== null && given !== remoteOrderId) {
    dh.book.violate('remote_order_id_changed', externalId, `${remoteOrderId}, then ${given}`);
    return 'done';
  }
  dh.book.change(entry, { remoteOrderId: given });
  const { untold } = entry.own;
  entry.own.untold = null;
  if (untold) void tell(dh, entry, untold);
  return 'done';
}

async function expire(dh: Dh, entry: Entry<Own>): Promise<void> {
  if (entry.order.state !== 'placed') return;
  dh.book.violate('deadline_missed', entry.order.externalId, 'neither accepted nor rejected');
  dh.book.change(entry, { state: 'expired' });
  dh.store.missed();
  await tell(dh, entry, { status: 'ORDER_CANCELLED', message: 'NO_RESPONSE' });
}

async function cancel(dh: Dh, entry: Entry<Own>, reason?: string): Promise<void> {
  dh.book.change(entry, { state: 'cancelled' });
  await tell(dh, entry, {
    status: 'ORDER_CANCELLED',
    message: reason ?? 'Order cancelled by the customer',
  });
}

const courierEvents: Partial<Record<CourierStep, string>> = {
  arrived: 'COURIER_ARRIVED_AT_VENDOR',
  picked_up: 'ORDER_PICKED_UP',
};

async function courier(dh: Dh, entry: Entry<Own>, step: CourierStep): Promise<void> {
  const status = courierEvents[step];
  if (status === undefined) throw new Error(`Delivery Hero does not announce "${step}"`);
  const gone = step === 'picked_up' ? ({ state: 'picked_up' } as const) : {};
  dh.book.change(entry, { courier: step, ...gone });
  await tell(dh, entry, { status, message: '' });
}

/** Tells a status. Without a remote order id there is no address yet to tell it to. */
async function tell(dh: Dh, entry: Entry<Own>, update: StatusUpdate): Promise<void> {
  const { remoteOrderId } = entry.order;
  if (remoteOrderId === null) {
    entry.own.untold = update;
    return;
  }
  const { relayUrl, credentials } = dh.options;
  const vendor = encodeURIComponent(credentials.remoteId);
  const order = encodeURIComponent(remoteOrderId);
  await dh.deliver(entry, {
    event: update.status,
    request: async () => ({
      method: 'PUT',
      url: `${relayUrl}/remoteId/${vendor}/remoteOrder/${order}/posOrderStatus`,
      headers: await headers(dh),
      body: JSON.stringify(update),
    }),
    judge: (answer) => judgeAnswer(dh, entry, answer, () => 'done'),
    waitMs: retryWaitMs,
    wanted: () => true,
  });
}

const headers = async (dh: Dh) => ({
  authorization: `Bearer ${await signMiddlewareToken(dh.options.credentials.webhookSecret, dh.clock.now())}`,
  'content-type': 'application/json',
});

/** Up to ten repetitions, 30 seconds apart at least, doubling. */
function retryWaitMs(failures: number): number | null {
  return failures > 10 ? null : 30 * secondMs * 2 ** (failures - 1);
}

function loginRoute(dh: Dh): ApiRoute {
  const { username, password } = dh.options.credentials;
  return {
    method: 'POST',
    path: '/v2/login',
    login: true,
    async handle(call) {
      const form = await readForm(call);
      const known =
        form['username'] === username &&
        form['password'] === password &&
        form['grant_type'] === 'client_credentials';
      if (known) return { status: 200, body: dh.tokens.issue() };
      throw new Refused(
        { status: 401, body: { code: 'UNAUTHORIZED', message: 'wrong credentials' } },
        'login_refused',
        'wrong user name, password or grant type',
      );
    },
  };
}

function orderRoutes(
  dh: Dh,
  gate: { authorise: (call: Call) => void; whileHeld: () => void },
): ApiRoute[] {
  const find = (call: Call): Entry<Own> => {
    gate.authorise(call);
    const entry = dh.book.find(call.params['id'] ?? '');
    if (entry) return entry;
    const body = { code: 'NOT_FOUND', message: 'Order Not Found' };
    throw new Refused({ status: 404, body }, 'unknown_order', 'no such order');
  };
  const stateOf = ({ order, own }: Entry<Own>) => ({
    order,
    dispatched: own.dispatched,
    now: dh.clock.now(),
  });
  return [
    {
      method: 'POST',
      path: '/v2/order/status/:id',
      handle(call) {
        const entry = find(call);
        const wish = readJson(call, statusCall);
        gate.whileHeld();
        const state = judgeStatus(stateOf(entry), wish);
        const first = entry.order.answeredAt ?? dh.clock.now();
        dh.book.change(entry, { state, answeredAt: first });
        dh.store.answered();
        return { status: 200, body: { message: 'Order status successfully changed.' } };
      },
    },
    {
      method: 'POST',
      path: '/v2/orders/:id/preparation-completed',
      handle(call) {
        const entry = find(call);
        dh.book.change(entry, { state: judgePrepared(stateOf(entry)) });
        return { status: 200, body: { code: 'OK' } };
      },
    },
    {
      method: 'POST',
      path: '/v2/orders/:id/adjust-preparation-time',
      handle(call) {
        const entry = find(call);
        const { expectedPickupAt } = readJson(call, adjustCall);
        judgeAdjustment(stateOf(entry), Date.parse(expectedPickupAt));
        return { status: 204 };
      },
    },
  ];
}
