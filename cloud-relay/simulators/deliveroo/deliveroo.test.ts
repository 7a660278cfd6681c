import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedOrder } from '../simulator.ts';
import { startFakeRelay, type FakeRelay } from '../testing/fake-relay.ts';
import { callApi, deliveries, rules, stateOf, testDeps } from '../testing/play.ts';
import { deliverooCredentials } from './credentials.ts';
import { retryWaitMs, type DeliverooOptions } from './events.ts';
import { createDeliverooSimulator } from './index.ts';
import { signDelivery } from './signature.ts';
import { drooOrder } from './wire.ts';

const credentials = deliverooCredentials.parse({
  webhookSecret: 'portal-secret-for-tests',
  clientId: 'client',
  clientSecret: 'secret',
  brandId: 'brand-1',
  siteId: 'site-1',
  market: 'ae',
});
const minuteMs = 60_000;

let relay: FakeRelay;
let play: ReturnType<typeof testDeps>;
let deliveroo: ReturnType<typeof createDeliverooSimulator>;

async function open(options: Partial<DeliverooOptions> = {}) {
  await deliveroo?.stop();
  deliveroo = createDeliverooSimulator({ ...play, credentials, ...options });
  await deliveroo.start();
}

beforeEach(async () => {
  relay = await startFakeRelay();
  play = testDeps(relay);
  await open();
});
afterEach(async () => {
  await deliveroo.stop();
  await relay.stop();
});

const basic = (secret: string) => `Basic ${Buffer.from(`client:${secret}`).toString('base64')}`;
const grant = { grant_type: 'client_credentials' };

async function token(): Promise<Record<string, string>> {
  const { json } = await callApi(deliveroo, 'POST /oauth2/token', {
    form: grant,
    headers: { authorization: basic('secret') },
  });
  return { authorization: `Bearer ${String(json['access_token'])}` };
}

async function about(order: SimulatedOrder, line: string, json?: object) {
  const [method, rest = ''] = line.split(' ');
  const path = `/order/v1/orders/${encodeURIComponent(order.externalId)}${rest}`;
  return callApi(deliveroo, `${method} ${path}`, { json, headers: await token() });
}
const accept = (order: SimulatedOrder) => about(order, 'PATCH', { status: 'accepted' });
const at = (offsetMs = 0) => new Date(play.clock.now() + offsetMs).toISOString();
const orderOf = (index: number) => {
  const { body } = relay.received[index]?.json ?? {};
  return drooOrder.parse((body as { order?: unknown } | undefined)?.order);
};

describe('signatures', () => {
  // Computed with: printf '%s %s' "$guid" "$body" | openssl dgst -sha256 -hmac "$secret"
  const guid = '5b0c7a1e-2d3f-4a5b-8c6d-7e8f90a1b2c3';
  const body =
    '{"event":"order.new","body":{"order":{"id":"ae:7c1d3f52-90ab-4c6d-8e21-5f0a9b3c4d5e","order_notes":"بدون بصل 🌶"}}}';

  test('cover GUID, separator and raw body', () => {
    expect(signDelivery('portal-secret-for-tests', guid, body)).toBe(
      '911cd58409bdde4d5d6442da55b8413c1870fbd6074e1f1b01b8e4085794f42d',
    );
    expect(signDelivery('portal-secret-for-tests', guid, body, 'legacy')).toBe(
      '3b3b77bee7dfcd32999747f5b05117521e3714738cd799e0a8ba65e7f4f7c782',
    );
  });

  test('go out in the documented headers, with the separator asked for', async () => {
    await deliveroo.sendOrder();
    await open({ separator: 'legacy' });
    await deliveroo.sendOrder();

    const [event, legacy] = relay.received.map((webhook) => ({
      headers: webhook.headers,
      sign: (separator: 'events' | 'legacy') =>
        signDelivery(
          'portal-secret-for-tests',
          webhook.headers['x-deliveroo-sequence-guid'] ?? '',
          webhook.body,
          separator,
        ),
    }));
    expect(event?.headers).toMatchObject({
      'x-deliveroo-hmac-sha256': event?.sign('events'),
      'x-deliveroo-payload-type': 'event/order.new',
      'x-deliveroo-webhook-version': '1',
    });
    expect(legacy?.headers['x-deliveroo-hmac-sha256']).toBe(legacy?.sign('legacy'));
  });
});

describe('webhooks', () => {
  test('a new order comes as placed', async () => {
    const { externalId, acknowledgedAt } = await deliveroo.sendOrder();
    expect(orderOf(0)).toMatchObject({ id: externalId, status: 'placed', is_tabletless: true });
    expect(acknowledgedAt).toBe(play.clock.now());
  });

  test.each([
    ['an ASAP order six minutes', false, 6],
    ['a scheduled order thirty minutes', true, 30],
  ])('are repeated for %s', async (_what, scheduled, minutes) => {
    relay.answerWith(() => ({ status: 503 }));
    let order = await deliveroo.sendOrder({ scheduled });
    while (!order.undeliverable) {
      const tried = order.deliveries.length;
      play.clock.advance(retryWaitMs(tried, minutes * minuteMs) ?? 0);
      order = await deliveries(deliveroo, order.externalId, tried + 1);
    }
    const tookMs = play.clock.now() - order.placedAt;
    expect(tookMs).toBeLessThanOrEqual(minutes * minuteMs);
    expect(tookMs).toBeGreaterThan((minutes - 1) * minuteMs);
  });

  test('any answer but 200 counts as failed, and the same GUID comes again', async () => {
    relay.answerWith(() => ({ status: 202 }));
    const { externalId } = await deliveroo.sendOrder();
    relay.answerWith(() => ({ status: 200 }));
    play.clock.advance(5_000);
    const order = await deliveries(deliveroo, externalId, 2);
    expect(order.deliveries.map(({ status }) => status)).toEqual([202, 200]);
    const guids = relay.received.map(({ headers }) => headers['x-deliveroo-sequence-guid']);
    expect(new Set(guids).size).toBe(1);
  });

  test('every update brings the whole log', async () => {
    const order = await deliveroo.sendOrder();
    await accept(order);
    await relay.untilReceived(2);
    await deliveroo.cancelOrder(order.externalId);
    expect(relay.received[2]?.json['event']).toBe('order.status_update');
    expect(orderOf(2).status_log.map(({ status }) => status)).toEqual([
      'pending',
      'placed',
      'accepted',
      'canceled',
    ]);
  });

  test('the rider’s steps come as rider events, the delivery as an order event', async () => {
    const { externalId } = await deliveroo.sendOrder();
    await deliveroo.courier(externalId, 'assigned');
    await deliveroo.courier(externalId, 'arrived');
    await deliveroo.courier(externalId, 'picked_up');
    await deliveroo.courier(externalId, 'delivered');

    expect(relay.received[3]).toMatchObject({
      headers: { 'x-deliveroo-payload-type': 'event/rider.status_update' },
      json: {
        event: 'rider.status_update',
        body: {
          order_id: externalId,
          riders: [
            {
              status_log: [
                { status: 'rider_assigned' },
                { status: 'rider_arrived' },
                { status: 'rider_confirmed_at_restaurant' },
                { status: 'rider_in_transit' },
              ],
            },
          ],
        },
      },
    });
    expect(orderOf(4).status).toBe('delivered');
  });
});

describe('tokens', () => {
  test('live five minutes', async () => {
    const order = await deliveroo.sendOrder({ scheduled: true });
    const headers = await token();
    play.clock.advance(5 * minuteMs);
    const path = `/order/v2/orders/${encodeURIComponent(order.externalId)}`;
    expect((await callApi(deliveroo, `GET ${path}`, { headers })).status).toBe(401);
    const fresh = await callApi(deliveroo, `GET ${path}`, { headers: await token() });
    expect(drooOrder.parse(fresh.json).id).toBe(order.externalId);
    expect(rules(deliveroo)).toEqual(['token_expired']);
  });

  test('need the client’s secret, not the webhook’s', async () => {
    const { status } = await callApi(deliveroo, 'POST /oauth2/token', {
      form: grant,
      headers: { authorization: basic('portal-secret-for-tests') },
    });
    expect(status).toBe(401);
    expect(rules(deliveroo)).toEqual(['login_refused']);
  });
});

describe('accept and reject without a tablet', () => {
  test('an accepted order is accepted once', async () => {
    const order = await deliveroo.sendOrder();
    expect((await accept(order)).status).toBe(204);
    expect((await accept(order)).status).toBe(409);
    expect((await about(order, 'PATCH', { status: 'confirmed' })).status).toBe(409);
    expect(rules(deliveroo)).toEqual(['repeated_call', 'illegal_transition']);
  });

  test('a rejection needs one of four reasons', async () => {
    const order = await deliveroo.sendOrder();
    const reject = (change: object) => about(order, 'PATCH', { status: 'rejected', ...change });
    expect((await reject({})).status).toBe(400);
    expect((await reject({ reject_reason: 'TOO_BUSY' })).status).toBe(400);
    expect((await reject({ reject_reason: 'busy', notes: 'زحمة' })).status).toBe(204);
    expect(stateOf(deliveroo, order.externalId)).toBe('rejected');
  });

  test('a scheduled order is accepted, then confirmed, and never rejected by itself', async () => {
    const order = await deliveroo.sendOrder({ scheduled: true });
    expect(order.answerBy).toBeNull();
    expect((await about(order, 'PATCH', { status: 'confirmed' })).status).toBe(409);
    play.clock.advance(30 * minuteMs);
    expect((await accept(order)).status).toBe(204);
    expect((await about(order, 'PATCH', { status: 'confirmed' })).status).toBe(204);
    expect(rules(deliveroo)).toEqual(['illegal_transition']);
  });

  test('the sixth update of an order in a minute is too many', async () => {
    const order = await deliveroo.sendOrder();
    for (let call = 0; call < 5; call += 1) await accept(order);
    expect((await accept(order)).status).toBe(429);
    expect(rules(deliveroo).at(-1)).toBe('rate_limited');
    const other = await deliveroo.sendOrder();
    expect((await accept(other)).status).toBe(204);
  });
});

describe('nobody answers', () => {
  test.each([
    ['ae', 7],
    ['kw', 7],
    ['gb', 10],
  ] as const)('in market %s the order is rejected after %i minutes', async (market, minutes) => {
    await open({ credentials: { ...credentials, market } });
    const order = await deliveroo.sendOrder();
    play.clock.advance(minutes * minuteMs - 1);
    expect(stateOf(deliveroo, order.externalId)).toBe('placed');
    play.clock.advance(1);
    await relay.untilReceived(2);
    expect(orderOf(1).status).toBe('rejected');
    expect(rules(deliveroo)).toEqual(['deadline_missed']);
    expect((await accept(order)).status).toBe(409);
  });

  test('three times within fifteen minutes, the site closes', async () => {
    for (let order = 0; order < 3; order += 1) await deliveroo.sendOrder();
    play.clock.advance(7 * minuteMs);
    expect(deliveroo.storeOpen).toBe(false);
    await expect(deliveroo.sendOrder()).rejects.toThrow('closed the store');

    const path = '/site/v1/brands/brand-1/sites/site-1/status';
    const shown = await callApi(deliveroo, `GET ${path}`, { headers: await token() });
    expect(shown.json).toMatchObject({ status: 'CLOSED', closed_reason: 'CLOSED_PERIOD' });
    await callApi(deliveroo, `PUT ${path}`, { json: { status: 'open' }, headers: await token() });
    expect(deliveroo.storeOpen).toBe(true);
  });

  test('three times over a longer while, it stays open', async () => {
    for (let order = 0; order < 3; order += 1) {
      await deliveroo.sendOrder();
      play.clock.advance(8 * minuteMs);
    }
    expect(rules(deliveroo)).toHaveLength(3);
    expect(deliveroo.storeOpen).toBe(true);
  });
});

describe('a site with a tablet', () => {
  const sync = (order: SimulatedOrder, change: object = {}) =>
    about(order, 'POST /sync_status', { status: 'succeeded', occurred_at: at(), ...change });

  beforeEach(() => open({ tabletless: false }));

  test('the staff accept, and the sync status is due within three minutes', async () => {
    const order = await deliveroo.sendOrder();
    expect(orderOf(0).is_tabletless).toBe(false);
    expect((await accept(order)).status).toBe(409);
    expect((await sync(order)).status).toBe(409);
    await deliveroo.staffAccepts(order.externalId);
    expect(orderOf(1).status).toBe('accepted');
    play.clock.advance(3 * minuteMs - 1);
    expect((await sync(order)).status).toBe(200);
    play.clock.advance(minuteMs);
    expect(rules(deliveroo)).toEqual(['illegal_transition', 'illegal_transition']);
  });

  test('a sync status that comes later is a conflict', async () => {
    const order = await deliveroo.sendOrder();
    await deliveroo.staffAccepts(order.externalId);
    play.clock.advance(3 * minuteMs);
    expect((await sync(order)).status).toBe(409);
    expect(rules(deliveroo)).toEqual(['deadline_missed', 'deadline_missed']);
  });

  test('one sync status of an order in ten seconds, and a failure needs its reason', async () => {
    const order = await deliveroo.sendOrder();
    await deliveroo.staffAccepts(order.externalId);
    expect((await sync(order, { status: 'failed' })).status).toBe(400);
    play.clock.advance(9_999);
    expect((await sync(order)).status).toBe(429);
    play.clock.advance(1);
    expect((await sync(order, { status: 'failed', reason: 'pos_item_id_not_found' })).status).toBe(
      200,
    );
    expect(rules(deliveroo)).toEqual(['body_invalid', 'rate_limited']);
  });
});

describe('preparation stages', () => {
  const stage = (order: SimulatedOrder, name: string, change: object = {}) =>
    about(order, 'POST /prep_stage', { stage: name, occurred_at: at(), ...change });

  test('go forward on an accepted order and end with the collection', async () => {
    const order = await deliveroo.sendOrder();
    expect((await stage(order, 'in_kitchen')).status).toBe(409);
    await accept(order);
    expect((await stage(order, 'in_kitchen', { delay: 4 })).status).toBe(200);
    expect((await stage(order, 'ready_for_collection')).status).toBe(200);
    expect(stateOf(deliveroo, order.externalId)).toBe('ready');
    expect((await stage(order, 'ready_for_collection_soon')).status).toBe(409);
    expect((await stage(order, 'ready_for_collection')).status).toBe(409);
    expect((await stage(order, 'collected')).status).toBe(200);
    expect(rules(deliveroo)).toEqual(['illegal_transition', 'illegal_transition', 'repeated_call']);
  });

  test.each([
    ['an odd delay', 'in_kitchen', { delay: 3 }],
    ['a delay of something ready', 'ready_for_collection', { delay: 2 }],
    ['an unknown stage', 'cooking', {}],
  ])('%s is refused', async (_what, name, change) => {
    const order = await deliveroo.sendOrder();
    await accept(order);
    expect((await stage(order, name, change)).status).toBe(400);
    expect(rules(deliveroo)).toEqual(['body_invalid']);
  });

  test('may have happened an hour ago or five minutes from now, not beyond', async () => {
    const order = await deliveroo.sendOrder();
    await accept(order);
    const happened = (offsetMs: number) =>
      stage(order, 'in_kitchen', { occurred_at: at(offsetMs) });
    expect((await happened(-61 * minuteMs)).status).toBe(400);
    expect((await happened(6 * minuteMs)).status).toBe(400);
    expect((await happened(-60 * minuteMs)).status).toBe(200);
    expect((await happened(5 * minuteMs)).status).toBe(200);
  });
});

test('live orders are listed for a sweep after an outage', async () => {
  const [open1, ended] = [await deliveroo.sendOrder(), await deliveroo.sendOrder()];
  await deliveroo.cancelOrder(ended.externalId);
  const path = '/order/v2/brands/brand-1/restaurant/site-1/orders';
  const { json } = await callApi(deliveroo, `GET ${path}`, { headers: await token() });
  expect(json['orders']).toMatchObject([{ id: open1.externalId }]);
});
