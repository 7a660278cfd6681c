import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedOrder, Simulator } from '../simulator.ts';
import { startFakeRelay, type FakeRelay } from '../testing/fake-relay.ts';
import { callApi, deliveries, rules, stateOf, testDeps } from '../testing/play.ts';
import type { CareemOptions } from './events.ts';
import { signHubBody } from './events.ts';
import { createCareemSimulator } from './index.ts';
import { careemOrder, hubOrder } from './wire.ts';

const credentials = {
  webhookKey: 'static-key',
  clientId: 'client',
  clientSecret: 'secret',
  brandId: 'brand-1',
  branchId: 'abdoun',
  hubSecret: 'hub-secret-for-tests',
  merchantId: 'merchant-1',
};
const minuteMs = 60_000;

let relay: FakeRelay;
let play: ReturnType<typeof testDeps>;
let careem: Simulator;

async function open(options: Partial<CareemOptions> = {}) {
  careem = createCareemSimulator({ ...play, credentials, ...options });
  await careem.start();
}

beforeEach(async () => {
  relay = await startFakeRelay();
  play = testDeps(relay);
  await open();
});
afterEach(async () => {
  await careem.stop();
  await relay.stop();
});

const client = {
  grant_type: 'client_credentials',
  scope: 'pos',
  client_id: 'client',
  client_secret: 'secret',
};

async function partnerHeaders(): Promise<Record<string, string>> {
  const { json } = await callApi(careem, 'POST /token', { form: client });
  return {
    authorization: `Bearer ${String(json['access_token'])}`,
    'user-agent': 'wasla-tests',
    'brand-id': 'brand-1',
    'branch-id': 'abdoun',
  };
}

async function move(order: SimulatedOrder, json: object, headers?: Record<string, string>) {
  return callApi(careem, `PUT /pos/api/v1/orders/${order.externalId}`, {
    json,
    headers: headers ?? (await partnerHeaders()),
  });
}
const accept = (order: SimulatedOrder) =>
  move(order, { state: 'accepted', cancellation_reason: 'OTHER' });

describe('webhooks', () => {
  test('an order comes in the envelope, with the static key', async () => {
    const order = await careem.sendOrder();

    const [created] = relay.received;
    expect(created).toMatchObject({
      method: 'POST',
      path: '/hook',
      headers: { 'x-careem-api-key': 'static-key' },
      json: { event_type: 'ORDER_CREATED' },
    });
    expect(careemOrder.parse(created?.json['details']).id).toBe(Number(order.externalId));
    expect(order.acknowledgedAt).toBe(play.clock.now());
  });

  test('a failed one is delivered five times in all', async () => {
    relay.answerWith(() => ({ status: 500 }));
    const { externalId } = await careem.sendOrder();
    for (let sent = 2; sent <= 5; sent += 1) {
      play.clock.advance(5 * minuteMs);
      await deliveries(careem, externalId, sent);
    }
    play.clock.advance(60 * minuteMs);

    expect(relay.received).toHaveLength(5);
    expect(careem.orders()[0]?.undeliverable).toBe(true);
  });

  test('captain states come in order of the road, whatever the kitchen is at', async () => {
    const { externalId } = await careem.sendOrder();
    for (const step of ['assigned', 'arrived', 'picked_up', 'delivered'] as const) {
      await careem.courier(externalId, step);
    }
    const statuses = relay.received.slice(1).map(({ json }) => json['details']);
    expect(statuses).toMatchObject([
      { status: 'driver_coming', captain: { name: 'Captain Sami' } },
      { status: 'driver_here' },
      { status: 'trip_started' },
      { status: 'trip_ended' },
    ]);
  });

  test('a cancellation brings its reason', async () => {
    const { externalId } = await careem.sendOrder();
    await careem.cancelOrder(externalId, 'CUSTOMER');
    expect(relay.received[1]?.json).toMatchObject({
      event_type: 'ORDER_STATUS_UPDATED',
      details: {
        id: Number(externalId),
        status: 'cancelled',
        cancellation_reason: 'CUSTOMER',
        branch: { id: 'abdoun', brand_id: 'brand-1' },
      },
    });
  });

  test('a resent order is the same to the byte', async () => {
    const { externalId } = await careem.sendOrder();
    await careem.resend(externalId);
    expect(relay.received[1]?.body).toBe(relay.received[0]?.body);
  });
});

describe('the hub format', () => {
  test('is flat, signed over the raw body, and names the merchant', async () => {
    await careem.stop();
    await open({ format: 'hub' });
    const { externalId } = await careem.sendOrder();
    await careem.cancelOrder(externalId);

    const [created, cancelled] = relay.received;
    expect(hubOrder.parse(created?.json).id).toBe(externalId);
    expect(created?.headers).toMatchObject({
      'x-careem-signature': signHubBody('hub-secret-for-tests', created?.body ?? ''),
      'x-merchant-id': 'merchant-1',
    });
    expect(created?.headers['x-careem-api-key']).toBeUndefined();
    expect(cancelled?.json).toMatchObject({ id: externalId, status: 'cancelled' });
  });

  test('signs like any HMAC-SHA256 in lower-case hex', () => {
    // Computed with: printf '%s' "$body" | openssl dgst -sha256 -hmac "$secret"
    const body = '{"id":"1700000000001","status":"created","notes":"حساسية فستق"}';
    expect(signHubBody('hub-secret-for-tests', body)).toBe(
      '74d805367d734bae9cc0005545ba1ff53c52f1221fb25ab1df877d94c622d617',
    );
  });

  test('cannot be played without a secret', () => {
    const { hubSecret: _, ...rest } = credentials;
    expect(() => createCareemSimulator({ ...play, credentials: rest, format: 'hub' })).toThrow(
      'hubSecret',
    );
  });
});

describe('tokens', () => {
  test('are given for the scope "pos", also to a multipart form', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(client)) form.set(name, value);
    const answer = await fetch(`${careem.apiUrl}/token`, { method: 'POST', body: form });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3_600 });

    const { status } = await callApi(careem, 'POST /token', { form: { ...client, scope: 'all' } });
    expect(status).toBe(401);
    expect(rules(careem)).toEqual(['login_refused']);
  });

  test('asked for too often are refused', async () => {
    for (let asked = 0; asked < 10; asked += 1) {
      expect((await callApi(careem, 'POST /token', { form: client })).status).toBe(200);
    }
    expect((await callApi(careem, 'POST /token', { form: client })).status).toBe(429);
    expect(rules(careem)).toEqual(['too_many_logins']);
  });
});

describe('the relay’s answers', () => {
  test('accept, then ready; Careem echoes the acceptance', async () => {
    const order = await careem.sendOrder();

    expect((await accept(order)).status).toBe(200);
    await relay.untilReceived(2);
    expect(relay.received[1]?.json).toMatchObject({ details: { status: 'accepted' } });
    expect((await move(order, { state: 'ready', cancellation_reason: 'OTHER' })).status).toBe(200);

    expect(stateOf(careem, order.externalId)).toBe('ready');
    expect(rules(careem)).toEqual([]);
  });

  test.each([
    ['no reason, even for acceptance', { state: 'accepted' }],
    ['a reason in other letters', { state: 'cancelled', cancellation_reason: 'other' }],
    ['a state that cannot be sent', { state: 'preparing', cancellation_reason: 'OTHER' }],
  ])('%s is refused', async (_what, json) => {
    const order = await careem.sendOrder();
    expect((await move(order, json)).status).toBe(400);
    expect(rules(careem)).toEqual(['body_invalid']);
  });

  test.each(['user-agent', 'brand-id', 'branch-id'])('a call needs the header %s', async (name) => {
    const order = await careem.sendOrder();
    const headers = { ...(await partnerHeaders()), [name]: '' };
    const json = { state: 'accepted', cancellation_reason: 'OTHER' };
    expect((await move(order, json, headers)).status).toBe(400);
    expect(rules(careem)).toEqual(['header_missing']);
  });

  test('a branch that is not mapped is refused', async () => {
    const order = await careem.sendOrder();
    const headers = { ...(await partnerHeaders()), 'branch-id': 'elsewhere' };
    const answer = await move(order, { state: 'accepted', cancellation_reason: 'OTHER' }, headers);
    expect(answer.json['message']).toBe('branch_id is not mapped');
  });

  test('ready before acceptance, and acceptance after cancellation, are illegal', async () => {
    const order = await careem.sendOrder();
    expect((await move(order, { state: 'ready', cancellation_reason: 'OTHER' })).status).toBe(409);
    await careem.cancelOrder(order.externalId);
    expect((await accept(order)).status).toBe(409);
    expect(rules(careem)).toEqual(['illegal_transition', 'illegal_transition']);
  });

  test('asking twice is told apart from asking wrongly', async () => {
    const order = await careem.sendOrder();
    await accept(order);
    await accept(order);
    expect(rules(careem)).toEqual(['repeated_call']);
  });

  test('ready after the captain left is still taken', async () => {
    const order = await careem.sendOrder();
    await accept(order);
    await careem.courier(order.externalId, 'picked_up');
    expect((await move(order, { state: 'ready', cancellation_reason: 'OTHER' })).status).toBe(200);
    expect(stateOf(careem, order.externalId)).toBe('picked_up');
  });

  test('a delay is asked for once, sixty minutes at most', async () => {
    const order = await careem.sendOrder();
    await accept(order);
    const headers = await partnerHeaders();
    const delay = (delay_in_minutes: number) =>
      callApi(careem, `PUT /pos/api/v1/orders/${order.externalId}/delay-request`, {
        json: { delay_in_minutes },
        headers,
      });
    expect((await delay(61)).status).toBe(400);
    expect((await delay(15)).status).toBe(200);
    expect((await delay(15)).status).toBe(409);
    expect(rules(careem)).toEqual(['body_invalid', 'repeated_call']);
  });

  test('the sixty-first call in a minute has to wait as long as it is told', async () => {
    const headers = await partnerHeaders();
    const list = () => callApi(careem, 'GET /pos/api/v1/orders?page_size=1', { headers });
    for (let call = 0; call < 60; call += 1) expect((await list()).status).toBe(200);
    play.clock.advance(10_000);
    const refused = await list();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('50');
    expect(rules(careem)).toEqual(['rate_limited']);
    play.clock.advance(50_000);
    expect((await list()).status).toBe(200);
  });

  test('orders are listed newest first, twenty to a page at most', async () => {
    const first = await careem.sendOrder();
    const second = await careem.sendOrder();
    const headers = await partnerHeaders();
    const page = await callApi(careem, 'GET /pos/api/v1/orders?page_size=1', { headers });
    expect(page.json).toMatchObject({ total: 2, orders: [{ id: Number(second.externalId) }] });
    const one = await callApi(careem, `GET /pos/api/v1/orders/${first.externalId}`, { headers });
    expect(one.json['status']).toBe('pending');
    const wide = await callApi(careem, 'GET /pos/api/v1/orders?page_size=21', { headers });
    expect(wide.status).toBe(400);
  });
});

describe('time', () => {
  test('a scheduled order hears of its slot after acceptance', async () => {
    const order = await careem.sendOrder({ scheduled: true });
    await accept(order);
    await deliveries(careem, order.externalId, 2);
    const startsAt = order.basket.scheduledFor ?? 0;
    play.clock.advance(startsAt - 30 * minuteMs - play.clock.now());
    await deliveries(careem, order.externalId, 3);
    play.clock.advance(30 * minuteMs);
    await deliveries(careem, order.externalId, 4);
    const statuses = relay.received.map(({ json }) => json['details']);
    expect(statuses).toMatchObject([
      { status: 'pending', is_scheduled: true },
      { status: 'accepted' },
      { status: 'slot_upcoming' },
      { status: 'slot_started' },
    ]);
  });

  test('without a published limit Careem waits; with one it cancels by itself', async () => {
    const patient = await careem.sendOrder();
    play.clock.advance(24 * 60 * minuteMs);
    expect(stateOf(careem, patient.externalId)).toBe('placed');

    await careem.stop();
    await open({ answerWithinMs: 5 * minuteMs });
    const order = await careem.sendOrder();
    play.clock.advance(5 * minuteMs);
    await relay.untilReceived(3);
    expect(relay.received[2]?.json).toMatchObject({
      details: { status: 'cancelled', cancellation_reason: 'PARTNER_ORDER_TIMEOUT' },
    });
    expect(stateOf(careem, order.externalId)).toBe('expired');
    expect(rules(careem)).toEqual(['deadline_missed']);
  });
});

test('a branch made inactive for a while takes no orders until it is over', async () => {
  const headers = await partnerHeaders();
  const close = (branch: string, till_time: number) =>
    callApi(careem, `POST /pos/api/v1/branches/${branch}/visibility/status/expiries`, {
      json: { status_id: 2, till_time },
      headers,
    });
  expect((await close('elsewhere', 30)).status).toBe(400);
  expect((await close('abdoun', 30)).status).toBe(200);
  await expect(careem.sendOrder()).rejects.toThrow('closed the store');
  play.clock.advance(30 * minuteMs);
  expect(careem.storeOpen).toBe(true);

  const path = '/pos/api/v1/branches/abdoun/visibility/status';
  await callApi(careem, `POST ${path}`, { json: { status_id: 2 }, headers });
  expect(careem.storeOpen).toBe(false);
  await callApi(careem, `POST ${path}`, { json: { status_id: 1 }, headers });
  expect((await callApi(careem, `GET ${path}`, { headers })).json['status_id']).toBe(1);
});
