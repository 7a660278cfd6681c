import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatorOptions } from '../engine/engine.ts';
import { platforms } from '../platforms.ts';
import type { Simulator } from '../simulator.ts';
import { untilOrder } from '../simulator.ts';
import { startFakeRelay, type FakeRelay } from './fake-relay.ts';
import { callApi, deliveries, rules, testDeps } from './play.ts';

/** Good for every platform: a plain 200 is not enough for Delivery Hero. */
const taken = { status: 200, body: { remoteResponse: { remoteOrderId: 'pos-1' } } };
const hourMs = 3_600_000;

/** What every simulator promises, whatever it plays. */
export function testSimulator(platform: string, credentials: Record<string, unknown>): void {
  describe(`the simulator of ${platform}`, () => {
    let relay: FakeRelay;
    let play: ReturnType<typeof testDeps>;
    let simulator: Simulator;

    const create = (options: Partial<SimulatorOptions<unknown>> = {}) => {
      const created = platforms[platform]?.create({ ...play, credentials, ...options });
      if (!created) throw new Error(`nothing plays ${platform}`);
      return created;
    };

    beforeEach(async () => {
      relay = await startFakeRelay(() => taken);
      play = testDeps(relay);
      simulator = create();
      await simulator.start();
    });
    afterEach(async () => {
      await simulator.stop();
      await relay.stop();
    });

    test('hands over an order and is content', async () => {
      const order = await simulator.sendOrder();
      expect(order).toMatchObject({
        platform,
        state: 'placed',
        acknowledgedAt: play.clock.now(),
        undeliverable: false,
      });
      expect(relay.received.map(({ body }) => body)).toEqual([order.body]);
      expect(simulator.violations()).toEqual([]);
    });

    test('gives every order an id of its own, also when the baskets repeat', async () => {
      const sent = [await simulator.sendOrder(), await simulator.sendOrder()];
      expect(new Set(sent.map(({ externalId }) => externalId)).size).toBe(2);
      expect(simulator.orders()).toEqual(sent);
      expect(simulator.order(sent[1]?.externalId ?? '')).toEqual(sent[1]);
    });

    test('repeats the very same body', async () => {
      const { externalId, body } = await simulator.sendOrder();
      await simulator.resend(externalId);
      expect(relay.received.map((webhook) => webhook.body)).toEqual([body, body]);
    });

    test('cancels at any time and tells so', async () => {
      const { externalId } = await simulator.sendOrder();
      await simulator.cancelOrder(externalId, 'changed their mind');
      expect(simulator.order(externalId)?.state).toBe('cancelled');
      expect(relay.received).toHaveLength(2);
    });

    test('stops waiting for a reply that does not come, and tries again later', async () => {
      relay.answerWith(() => 'never');
      const sending = simulator.sendOrder();
      await relay.untilReceived(1);
      play.clock.advance(10_000);
      const order = await sending;
      expect(order.deliveries).toMatchObject([{ status: null, tookMs: 10_000 }]);

      relay.answerWith(() => taken);
      play.clock.advance(30_000);
      const again = await untilOrder(
        simulator,
        order.externalId,
        (one) => one.acknowledgedAt !== null,
      );
      expect(again.deliveries).toHaveLength(2);
    });

    test('waits shorter between tries when told to hurry', async () => {
      await simulator.stop();
      simulator = create({ retrySpeed: 1_000 });
      await simulator.start();
      relay.answerWith(() => ({ status: 503 }));
      const { externalId } = await simulator.sendOrder();
      play.clock.advance(30);
      expect((await deliveries(simulator, externalId, 2)).deliveries).toHaveLength(2);
    });

    test('can lose a webhook, which then comes late', async () => {
      simulator.faults.loseNext(1, 'webhook');
      const { externalId, body } = await simulator.sendOrder();
      expect(relay.received).toHaveLength(0);
      play.clock.advance(30_000);
      await relay.untilReceived(1);
      expect(relay.received[0]?.body).toBe(body);
      expect(simulator.order(externalId)?.deliveries[0]?.status).toBeNull();
    });

    test('can lose an answer, so that the relay gets the order twice', async () => {
      simulator.faults.loseNext(1, 'answer');
      const { acknowledgedAt, body } = await simulator.sendOrder();
      expect(acknowledgedAt).toBeNull();
      play.clock.advance(30_000);
      await relay.untilReceived(2);
      expect(relay.received.map((webhook) => webhook.body)).toEqual([body, body]);
    });

    test('sends nothing once it is stopped, and stops twice without harm', async () => {
      relay.answerWith(() => ({ status: 503 }));
      const { externalId } = await simulator.sendOrder();
      await simulator.stop();
      await simulator.stop();
      play.clock.advance(24 * hourMs);
      await setImmediate();
      expect(relay.received).toHaveLength(1);
      expect(simulator.order(externalId)?.state).toBe('placed');
      expect(simulator.violations()).toEqual([]);
    });

    test('stops while a reply is outstanding', async () => {
      relay.answerWith(() => 'never');
      const sending = simulator.sendOrder();
      await relay.untilReceived(1);
      await simulator.stop();
      expect((await sending).deliveries[0]?.status).toBeNull();
    });

    test('counts a call to an address it does not have', async () => {
      expect((await callApi(simulator, 'POST /nowhere', { json: {} })).status).toBe(404);
      expect(rules(simulator)).toEqual(['unknown_call']);
    });

    test('knows nothing of orders it never sent', async () => {
      await expect(simulator.cancelOrder('none')).rejects.toThrow('never sent');
      expect(simulator.order('none')).toBeUndefined();
    });

    test('tells every change until the listener has heard enough', async () => {
      const heard: string[] = [];
      const stop = simulator.onChange(({ state }) => heard.push(state));
      const { externalId } = await simulator.sendOrder();
      stop();
      await simulator.cancelOrder(externalId);
      expect(heard.length).toBeGreaterThan(0);
      expect(new Set(heard)).toEqual(new Set(['placed']));
    });
  });
}
