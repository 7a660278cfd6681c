import { setImmediate } from 'node:timers/promises';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedOrder } from '../simulator.ts';
import { untilOrder } from '../simulator.ts';
import { startFakeRelay, type FakeRelay } from '../testing/fake-relay.ts';
import { callApi, deliveries, rules, stateOf, testDeps } from '../testing/play.ts';
import { talabatCredentials } from './credentials.ts';
import { createTalabatSimulator, type TalabatOptions } from './index.ts';
import { dhOrder } from './wire.ts';

const credentials = talabatCredentials.parse({
  webhookSecret: 'a-secret-of-the-middleware-that-is-long-enough-for-hs512-0123456789',
  username: 'plugin',
  password: 'p&ss=wörd',
  remoteId: 'abdoun branch',
});
const acknowledged = { status: 200, body: { remoteResponse: { remoteOrderId: 'pos-1' } } };
const minuteMs = 60_000;

let relay: FakeRelay;
let play: ReturnType<typeof testDeps>;
let talabat: ReturnType<typeof createTalabatSimulator>;

async function open(options: Partial<TalabatOptions> = {}) {
  talabat = createTalabatSimulator({ ...play, credentials, ...options });
  await talabat.start();
}

beforeEach(async () => {
  relay = await startFakeRelay(() => acknowledged);
  play = testDeps(relay);
  await open();
});
afterEach(async () => {
  await talabat.stop();
  await relay.stop();
});

async function login(): Promise<Record<string, string>> {
  const form = { username: 'plugin', password: 'p&ss=wörd', grant_type: 'client_credentials' };
  const { json } = await callApi(talabat, 'POST /v2/login', { form });
  return { authorization: `Bearer ${String(json['access_token'])}` };
}

const inMinutes = (minutes: number) =>
  new Date(play.clock.now() + minutes * minuteMs).toISOString();

async function status(order: SimulatedOrder, json: object) {
  return callApi(talabat, `POST /v2/order/status/${order.externalId}`, {
    json,
    headers: await login(),
  });
}

const accept = (order: SimulatedOrder, changed: object = {}) =>
  status(order, {
    status: 'order_accepted',
    acceptanceTime: inMinutes(20),
    remoteOrderId: 'pos-1',
    ...changed,
  });

describe('dispatch', () => {
  test('goes to the vendor with a fresh HS512 token of the middleware', async () => {
    const order = await talabat.sendOrder();

    const [dispatch] = relay.received;
    expect(dispatch).toMatchObject({ method: 'POST', path: '/hook/order/abdoun%20branch' });
    expect(dhOrder.parse(dispatch?.json).token).toBe(order.externalId);
    const token = dispatch?.headers['authorization']?.replace('Bearer ', '') ?? '';
    expect(decodeProtectedHeader(token).alg).toBe('HS512');
    const { payload } = await jwtVerify(
      token,
      new TextEncoder().encode(credentials.webhookSecret),
      { currentDate: new Date(play.clock.now()) },
    );
    expect(payload).toMatchObject({ service: 'middleware', exp: (payload.iat ?? 0) + 300 });
    expect(order).toMatchObject({ remoteOrderId: 'pos-1', acknowledgedAt: play.clock.now() });
  });

  test('is repeated on 5xx and 429, thirty seconds apart and doubling, until it is taken', async () => {
    relay.answerWith(() => ({ status: 503 }));
    const { externalId } = await talabat.sendOrder();
    relay.answerWith(() => ({ status: 429 }));
    play.clock.advance(29_999);
    await setImmediate();
    play.clock.advance(1);
    await deliveries(talabat, externalId, 2);
    relay.answerWith(() => acknowledged);
    play.clock.advance(60_000);

    const order = await untilOrder(talabat, externalId, (one) => one.acknowledgedAt !== null);

    const tried = order.deliveries.map((one) => [one.status, one.at - order.placedAt]);
    expect(tried).toEqual([
      [503, 0],
      [429, 30_000],
      [200, 90_000],
    ]);
    expect(rules(talabat)).toEqual([]);
  });

  test('is not repeated once the order is cancelled', async () => {
    relay.answerWith(() => ({ status: 503 }));
    const { externalId } = await talabat.sendOrder();
    await talabat.cancelOrder(externalId);
    play.clock.advance(30_000);
    await setImmediate();
    // Goes the same way a repetition would, and after it.
    await talabat.resend(externalId);
    expect(talabat.order(externalId)?.deliveries).toHaveLength(2);
  });

  test('is repeated ten times at most', async () => {
    await talabat.stop();
    await open({ answerWithinMs: 100 * 60 * minuteMs });
    relay.answerWith(() => ({ status: 500 }));
    const { externalId } = await talabat.sendOrder();
    for (let repetition = 1; repetition <= 10; repetition += 1) {
      play.clock.advance(30_000 * 2 ** (repetition - 1));
      await deliveries(talabat, externalId, repetition + 1);
    }
    play.clock.advance(24 * 60 * minuteMs);

    expect(relay.received).toHaveLength(11);
    expect(talabat.orders()[0]).toMatchObject({ undeliverable: true, acknowledgedAt: null });
  });

  test('that gets no answer at all counts as failed and comes again', async () => {
    await relay.stop();
    const order = await talabat.sendOrder();
    expect(order.deliveries[0]?.status).toBeNull();
    expect(order.undeliverable).toBe(false);
  });

  test('that the relay refuses is given up and held against it', async () => {
    relay.answerWith(() => ({ status: 401 }));
    const order = await talabat.sendOrder();
    expect(order.undeliverable).toBe(true);
    expect(rules(talabat)).toEqual(['webhook_refused']);
  });

  test('needs a remote order id in the reply', async () => {
    relay.answerWith(() => ({ status: 200, body: { ok: true } }));
    const order = await talabat.sendOrder();
    expect(order.acknowledgedAt).toBeNull();
    expect(rules(talabat)).toEqual(['webhook_reply_invalid']);
  });

  test('sent once more must be answered with the same remote order id', async () => {
    const { externalId } = await talabat.sendOrder();
    await talabat.resend(externalId);
    expect(rules(talabat)).toEqual([]);
    expect(relay.received[1]?.body).toBe(relay.received[0]?.body);

    relay.answerWith(() => ({
      status: 200,
      body: { remoteResponse: { remoteOrderId: 'pos-2' } },
    }));
    await talabat.resend(externalId);

    expect(rules(talabat)).toEqual(['remote_order_id_changed']);
    expect(talabat.orders()[0]?.remoteOrderId).toBe('pos-1');
  });
});

describe('login', () => {
  test('gives a token that expires after thirty minutes', async () => {
    const order = await talabat.sendOrder();
    const headers = await login();
    play.clock.advance(30 * minuteMs);

    const late = await callApi(talabat, `POST /v2/order/status/${order.externalId}`, {
      json: { status: 'order_picked_up' },
      headers,
    });

    expect(late.status).toBe(401);
    expect(rules(talabat)).toContain('token_expired');
  });

  test('with a wrong password is refused', async () => {
    const form = { username: 'plugin', password: 'guess', grant_type: 'client_credentials' };
    expect((await callApi(talabat, 'POST /v2/login', { form })).status).toBe(401);
    expect(rules(talabat)).toEqual(['login_refused']);
  });
});

describe('accept and reject', () => {
  test('an order is accepted once, and a second time is a conflict that names the state', async () => {
    const order = await talabat.sendOrder();

    const first = await accept(order);
    const second = await accept(order);

    expect(first).toMatchObject({
      status: 200,
      json: { message: 'Order status successfully changed.' },
    });
    expect(second).toMatchObject({ status: 409, json: { currentState: 'ACCEPTED' } });
    expect(stateOf(talabat, order.externalId)).toBe('accepted');
    expect(rules(talabat)).toEqual(['repeated_call']);
  });

  test.each([
    ['a time less than two minutes ahead', () => ({ acceptanceTime: inMinutes(1) })],
    ['a time that is not RFC 3339', () => ({ acceptanceTime: '15/01/2026 12:30' })],
    ['no remote order id', () => ({ remoteOrderId: undefined })],
    ['a remote order id that was never given', () => ({ remoteOrderId: 'pos-9' })],
  ])('acceptance with %s is refused', async (_what, change) => {
    const order = await talabat.sendOrder();
    expect((await accept(order, change())).status).toBe(400);
    expect(rules(talabat)).toEqual(['body_invalid']);
    expect(stateOf(talabat, order.externalId)).toBe('placed');
  });

  test('rejection needs one of the documented reasons and a message', async () => {
    const order = await talabat.sendOrder();
    const reject = (json: object) => status(order, { status: 'order_rejected', ...json });

    expect((await reject({ reason: 'BUSY', message: 'x' })).status).toBe(400);
    expect((await reject({ reason: 'TOO_BUSY' })).status).toBe(400);
    expect((await reject({ reason: 'TOO_BUSY', message: 'نعتذر' })).status).toBe(200);
    expect(stateOf(talabat, order.externalId)).toBe('rejected');
    expect((await accept(order)).json['currentState']).toBe('CANCELLED');
    expect(rules(talabat)).toEqual(['body_invalid', 'body_invalid', 'illegal_transition']);
  });

  test('before the dispatch is acknowledged the middleware says to try again, without blame', async () => {
    relay.answerWith(() => ({ status: 503 }));
    const order = await talabat.sendOrder();

    const early = await accept(order);

    expect(early.json['currentState']).toBe('WAITING_FOR_ACKNOWLEDGEMENT');
    expect(rules(talabat)).toEqual([]);
  });

  test('while the order is held in transport the same holds', async () => {
    const order = await talabat.sendOrder();
    talabat.holdInTransport(1);
    expect((await accept(order)).json['currentState']).toBe('ASSIGNED_TO_TRANSPORT');
    expect((await accept(order)).status).toBe(200);
    expect(rules(talabat)).toEqual([]);
  });

  test('an order that was never sent is not found', async () => {
    const headers = await login();
    const answer = await callApi(talabat, 'POST /v2/order/status/none', { json: {}, headers });
    expect(answer.status).toBe(404);
    expect(talabat.violations()).toMatchObject([{ rule: 'unknown_order', externalId: null }]);
  });
});

describe('after acceptance', () => {
  const prepared = async (order: SimulatedOrder) =>
    callApi(talabat, `POST /v2/orders/${order.externalId}/preparation-completed`, {
      headers: await login(),
    });
  const adjust = async (order: SimulatedOrder, expectedPickupAt: string) =>
    callApi(talabat, `POST /v2/orders/${order.externalId}/adjust-preparation-time`, {
      json: { expectedPickupAt },
      headers: await login(),
    });

  test('"prepared" is for platform riders, "picked up" for everybody else', async () => {
    const rider = await talabat.sendOrder({ handover: 'platform_rider' });
    const pickup = await talabat.sendOrder({ handover: 'pickup' });
    await accept(rider);
    await accept(pickup);

    expect((await prepared(rider)).json).toEqual({ code: 'OK' });
    expect((await status(pickup, { status: 'order_picked_up' })).status).toBe(200);
    expect(rules(talabat)).toEqual([]);
    expect((await status(rider, { status: 'order_picked_up' })).status).toBe(400);
    expect((await prepared(pickup)).status).toBe(409);
    expect(rules(talabat)).toEqual(['body_invalid', 'illegal_transition']);
  });

  test('the preparation time moves within the range of the order until a rider comes', async () => {
    const order = await talabat.sendOrder({ handover: 'platform_rider' });
    await accept(order);

    expect((await adjust(order, inMinutes(30))).status).toBe(204);
    expect((await adjust(order, inMinutes(60))).json['code']).toBe(
      'PREPARATION_TIME_EXCEEDS_ALLOWED_MAX_TIME',
    );
    expect((await adjust(order, inMinutes(1))).json['code']).toBe(
      'PREPARATION_TIME_BELOW_ALLOWED_MIN_TIME',
    );
    await talabat.courier(order.externalId, 'arrived');
    expect((await adjust(order, inMinutes(30))).status).toBe(409);
  });

  test('the courier and a cancellation are told at the address of the remote order', async () => {
    const order = await talabat.sendOrder();
    await accept(order);
    await talabat.courier(order.externalId, 'arrived');
    await talabat.cancelOrder(order.externalId, 'customer changed their mind');

    const [, arrived, cancelled] = relay.received;
    expect(arrived).toMatchObject({
      method: 'PUT',
      path: '/hook/remoteId/abdoun%20branch/remoteOrder/pos-1/posOrderStatus',
      json: { status: 'COURIER_ARRIVED_AT_VENDOR' },
    });
    expect(cancelled?.json).toEqual({
      status: 'ORDER_CANCELLED',
      message: 'customer changed their mind',
    });
    await expect(talabat.courier(order.externalId, 'assigned')).rejects.toThrow('assigned');
  });

  test('a cancellation before the acknowledgement is told as soon as there is an address', async () => {
    relay.answerWith(() => ({ status: 503 }));
    const { externalId } = await talabat.sendOrder();
    await talabat.cancelOrder(externalId);
    expect(relay.received).toHaveLength(1);
    relay.answerWith(() => acknowledged);
    await talabat.resend(externalId);
    await relay.untilReceived(3);
    expect(relay.received[2]?.json['status']).toBe('ORDER_CANCELLED');
  });
});

describe('nobody answers', () => {
  test('at its expiry the order is cancelled as NO_RESPONSE', async () => {
    const order = await talabat.sendOrder();
    play.clock.advance(15 * minuteMs - 1);
    expect(stateOf(talabat, order.externalId)).toBe('placed');
    play.clock.advance(1);

    await relay.untilReceived(2);
    expect(relay.received[1]?.json).toEqual({ status: 'ORDER_CANCELLED', message: 'NO_RESPONSE' });
    expect(rules(talabat)).toEqual(['deadline_missed']);
    expect((await accept(order)).json['currentState']).toBe('CANCELLED');
  });

  test('three times in a row, the platform closes the store until it is opened again', async () => {
    for (let miss = 0; miss < 3; miss += 1) {
      await talabat.sendOrder();
      play.clock.advance(15 * minuteMs);
    }
    expect(talabat.storeOpen).toBe(false);
    await expect(talabat.sendOrder()).rejects.toThrow('closed the store');

    const vendor = { platformKey: 'TB_JO', platformRestaurantId: '600417' };
    const path = '/v2/chains/sample-chain/remoteVendors/abdoun%20branch/availability';
    const opened = await callApi(talabat, `PUT ${path}`, {
      json: { availabilityState: 'OPEN', ...vendor },
      headers: await login(),
    });
    expect(opened.status).toBe(200);
    expect(talabat.storeOpen).toBe(true);
  });

  test('an answer in between starts the count anew', async () => {
    for (const answered of [false, false, true, false]) {
      const order = await talabat.sendOrder();
      if (answered) await accept(order);
      play.clock.advance(15 * minuteMs);
    }
    expect(talabat.storeOpen).toBe(true);
  });

  test('deadlines shrink with the speed, in the payload as well', async () => {
    await talabat.stop();
    await open({ deadlineSpeed: 60 });
    const order = await talabat.sendOrder();
    const { createdAt, expiryDate } = dhOrder.parse(relay.received.at(-1)?.json);
    expect(Date.parse(expiryDate) - Date.parse(createdAt)).toBe(15_000);
    play.clock.advance(15_000);
    expect(stateOf(talabat, order.externalId)).toBe('expired');
  });
});

describe('availability', () => {
  const path = '/v2/chains/sample-chain/remoteVendors/abdoun%20branch/availability';
  const vendor = { platformKey: 'TB_JO', platformRestaurantId: '600417' };

  test('a store closed for an allowed time opens by itself', async () => {
    const headers = await login();
    const close = (closingMinutes: number) =>
      callApi(talabat, `PUT ${path}`, {
        json: {
          availabilityState: 'CLOSED_UNTIL',
          closedReason: 'TOO_BUSY_KITCHEN',
          closingMinutes,
          ...vendor,
        },
        headers,
      });
    expect((await close(17)).status).toBe(400);
    expect((await close(30)).status).toBe(200);
    expect(talabat.storeOpen).toBe(false);
    play.clock.advance(30 * minuteMs);
    expect(talabat.storeOpen).toBe(true);
  });

  test('is shown with what may be changed', async () => {
    const shown = await callApi(talabat, `GET ${path}`, { headers: await login() });
    expect(shown.json).toMatchObject([{ availabilityState: 'OPEN', changeable: true, ...vendor }]);
  });
});

describe('a platform that misbehaves', () => {
  test('fails the next calls with any status, which is nobody’s violation', async () => {
    const order = await talabat.sendOrder();
    talabat.faults.failNext(2, 502);
    expect((await accept(order)).status).toBe(502);
    expect((await accept(order)).status).toBe(502);
    expect((await accept(order)).status).toBe(200);
    expect(rules(talabat)).toEqual([]);
    expect(talabat.orders()[0]?.calls.map((call) => call.status)).toEqual([502, 502, 200]);
  });

  test('hangs up, refuses logins, forgets tokens', async () => {
    const order = await talabat.sendOrder();
    talabat.faults.failNext(1, 'hang_up');
    await expect(accept(order)).rejects.toThrow('fetch failed');
    const headers = await login();
    talabat.faults.revokeTokens();
    const revoked = await callApi(talabat, `POST /v2/order/status/${order.externalId}`, {
      json: { status: 'order_picked_up' },
      headers,
    });
    expect(revoked.status).toBe(401);
    talabat.faults.refuseLogins(true);
    expect((await callApi(talabat, 'POST /v2/login', { form: {} })).status).toBe(401);
    expect(rules(talabat)).toEqual([]);
  });
});
