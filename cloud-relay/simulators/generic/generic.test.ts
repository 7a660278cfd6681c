import { assert, boolean, nat, property } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/shared/kit/random.ts';
import { fillBasket } from '../orders/basket.ts';
import { sampleMenu } from '../sample-menu.ts';
import type { SimulatedOrder, Simulator } from '../simulator.ts';
import { startFakeRelay, type FakeRelay } from '../testing/fake-relay.ts';
import { callApi, deliveries, rules, stateOf, testDeps } from '../testing/play.ts';
import { buildGenericOrder } from './build-order.ts';
import { createGenericSimulator } from './index.ts';
import { isSigned, signMessage } from './standard-webhooks.ts';
import { genericOrder } from './wire.ts';

const old = 'whsec_QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8=';
const fresh = 'whsk_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=';
const freshOpen = 'whpk_ebVWLo/mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ=';
const ours = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';
const credentials = { signingKeys: [old, fresh], verifyingKeys: [ours], storeId: 'abdoun' };
const minuteMs = 60_000;

let relay: FakeRelay;
let play: ReturnType<typeof testDeps>;
let generic: Simulator;

beforeEach(async () => {
  relay = await startFakeRelay();
  play = testDeps(relay);
  generic = createGenericSimulator({ ...play, credentials });
  await generic.start();
});
afterEach(async () => {
  await generic.stop();
  await relay.stop();
});

const unixNow = () => Math.floor(play.clock.now() / 1_000);

let sent = 0;
function answer(
  order: SimulatedOrder,
  type: string,
  { data = {}, id = `msg_${(sent += 1)}`, key = ours, timestamp = unixNow() } = {},
) {
  const json = {
    type,
    timestamp: new Date(play.clock.now()).toISOString(),
    data: { id: order.externalId, ...data },
  };
  const headers = signMessage([key], { id, timestamp, body: JSON.stringify(json) });
  return callApi(generic, 'POST /events', { json, headers });
}

test('every order has the agreed shape', () => {
  assert(
    property(nat(), boolean(), (seed, scheduled) => {
      const now = Date.UTC(2026, 0, 15, 12);
      const basket = fillBasket(
        { menu: sampleMenu, random: seededRandom(seed), now },
        { scheduled },
      );
      const facts = { id: 'o', displayNumber: '1', storeId: 's', placedAt: now, acceptBy: now };
      const order = buildGenericOrder(basket, facts);
      expect(genericOrder.parse(order)).toEqual(order);
    }),
  );
});

describe('webhooks', () => {
  test('are signed with the old and the new key while keys rotate', async () => {
    const { externalId } = await generic.sendOrder();
    const [created] = relay.received;
    expect(created?.json).toMatchObject({ type: 'order.created', data: { id: externalId } });
    const message = {
      id: created?.headers['webhook-id'] ?? '',
      timestamp: Number(created?.headers['webhook-timestamp']),
      body: created?.body ?? '',
    };
    const signatures = created?.headers['webhook-signature'] ?? '';
    expect(message.timestamp).toBe(unixNow());
    expect(isSigned([old], message, signatures)).toBe(true);
    expect(isSigned([freshOpen], message, signatures)).toBe(true);
  });

  test('come again after 5 s and 5 min, with the same id and a new time stamp', async () => {
    relay.answerWith(() => ({ status: 404 }));
    const { externalId } = await generic.sendOrder();
    play.clock.advance(5_000);
    await deliveries(generic, externalId, 2);
    relay.answerWith(() => ({ status: 202 }));
    play.clock.advance(5 * minuteMs);
    const order = await deliveries(generic, externalId, 3);

    expect(order.acknowledgedAt).toBe(play.clock.now());
    const headers = relay.received.map((webhook) => webhook.headers);
    expect(new Set(headers.map((each) => each['webhook-id'])).size).toBe(1);
    expect(new Set(headers.map((each) => each['webhook-timestamp'])).size).toBe(3);
  });

  test('end for good when the relay says 410', async () => {
    relay.answerWith(() => ({ status: 410 }));
    const order = await generic.sendOrder();
    expect(order.undeliverable).toBe(true);
    await expect(generic.sendOrder()).rejects.toThrow('closed the store');
  });

  test('tell when the courier leaves and arrives, and a cancellation', async () => {
    const { externalId } = await generic.sendOrder();
    await generic.courier(externalId, 'picked_up');
    await generic.courier(externalId, 'delivered');
    await generic.cancelOrder(externalId);
    expect(relay.received.slice(1).map(({ json }) => json)).toMatchObject([
      { type: 'order.status', data: { id: externalId, status: 'out_for_delivery' } },
      { type: 'order.status', data: { id: externalId, status: 'delivered' } },
      { type: 'order.cancelled', data: { id: externalId, reason: 'customer' } },
    ]);
    await expect(generic.courier(externalId, 'arrived')).rejects.toThrow('arrived');
  });

  test('an order that nobody answers is cancelled', async () => {
    const order = await generic.sendOrder();
    play.clock.advance(10 * minuteMs);
    await relay.untilReceived(2);
    expect(relay.received[1]?.json).toMatchObject({
      type: 'order.cancelled',
      data: { reason: 'no_response' },
    });
    expect(stateOf(generic, order.externalId)).toBe('expired');
    expect(rules(generic)).toEqual(['deadline_missed']);
  });
});

describe('the relay’s calls', () => {
  test('move the order from acceptance to the door', async () => {
    const order = await generic.sendOrder();
    for (const type of ['accepted', 'preparing', 'ready', 'picked_up', 'delivered']) {
      expect((await answer(order, `order.${type}`)).status).toBe(204);
      expect(stateOf(generic, order.externalId)).toBe(type);
    }
    expect(generic.orders()[0]?.calls).toHaveLength(5);
    expect(rules(generic)).toEqual([]);
  });

  test('a repeated webhook id changes nothing and is no fault', async () => {
    const order = await generic.sendOrder();
    await answer(order, 'order.accepted', { id: 'msg_same' });
    expect((await answer(order, 'order.accepted', { id: 'msg_same' })).status).toBe(204);
    expect(rules(generic)).toEqual([]);
    expect((await answer(order, 'order.accepted')).status).toBe(409);
    expect(rules(generic)).toEqual(['repeated_call']);
  });

  test.each([
    ['signed with another key', { key: old }],
    ['stamped six minutes ago', { timestamp: Date.UTC(2026, 0, 15, 11, 54) / 1_000 }],
    ['stamped six minutes ahead', { timestamp: Date.UTC(2026, 0, 15, 12, 6) / 1_000 }],
  ])('a call %s is not believed', async (_what, change) => {
    const order = await generic.sendOrder();
    expect((await answer(order, 'order.accepted', change)).status).toBe(401);
    expect(stateOf(generic, order.externalId)).toBe('placed');
    expect(rules(generic)).toEqual(['signature_invalid']);
  });

  test('a call without webhook headers is not believed', async () => {
    expect((await callApi(generic, 'POST /events', { json: {} })).status).toBe(401);
  });

  test('a rejection needs its reason, and an order must be accepted before it is ready', async () => {
    const order = await generic.sendOrder();
    expect((await answer(order, 'order.rejected')).status).toBe(400);
    expect((await answer(order, 'order.ready')).status).toBe(409);
    expect(
      (await answer(order, 'order.rejected', { data: { rejectReason: 'too_busy' } })).status,
    ).toBe(204);
    expect(rules(generic)).toEqual(['body_invalid', 'illegal_transition']);

    const other = await generic.sendOrder();
    await answer(other, 'order.accepted');
    expect((await answer(other, 'order.rejected', { data: { rejectReason: 'x' } })).status).toBe(
      409,
    );
  });

  test('a delay moves nothing', async () => {
    const order = await generic.sendOrder();
    await answer(order, 'order.accepted');
    expect((await answer(order, 'order.delayed', { data: { delayMinutes: 10 } })).status).toBe(204);
    expect(stateOf(generic, order.externalId)).toBe('accepted');
  });
});
