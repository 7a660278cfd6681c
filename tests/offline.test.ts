/** The branch without a relay: what waits, what comes when it is back, and what must not come as new. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Simulator } from '../cloud-relay/simulators/simulator.ts';
import { branchApi } from '../src/shared/contract/branch-api.ts';
import { consoleApi } from '../src/shared/contract/console-api.ts';
import { samplePlatforms } from '../tools/rig/sample-site.ts';
import { type RelayUnderTest, startRelay } from './testing/relay.ts';
import { openRestaurant, type Restaurant, untilPlatform } from './testing/restaurant.ts';
import { until } from './testing/until.ts';

let relay: RelayUnderTest;

beforeAll(async () => {
  relay = await startRelay();
});

afterAll(() => relay?.close());

describe('a branch whose kitchen prints on arrival', () => {
  let restaurant: Restaurant;

  beforeAll(async () => {
    restaurant = await openRestaurant(relay, { settings: { kitchenTicketOn: 'received' } });
  });

  afterAll(() => restaurant?.close());

  const paperOf = (id: string) =>
    restaurant.printer.tickets.filter(({ text }) => text.includes(`#${id}`));

  /** An order after all that matters has reached the branch and been printed: the log is in order. */
  async function afterEverything(): Promise<void> {
    const last = await restaurant.simulator('generic').sendOrder();
    const { order } = await restaurant.orderOf(last);
    await until('the last order on paper', () => paperOf(order.id).length > 0);
  }

  test.each(samplePlatforms)(
    'an order of %s cancelled while the branch was dark arrives as history and never as a ticket',
    async (platform) => {
      const simulator = restaurant.simulator(platform);
      restaurant.link.setCut(true);
      const sent = await simulator.sendOrder();
      await simulator.cancelOrder(sent.externalId);
      await until('the relay to know of the cancellation', async () => {
        const { items } = await relay.admin.call(consoleApi.listOrders, {
          page: 1,
          limit: 5,
          search: sent.externalId,
        });
        return items[0]?.status === 'cancelled';
      });

      restaurant.link.setCut(false);

      const view = await restaurant.orderOf(sent, () => true, { withinMs: 30_000 });
      await afterEverything();
      expect(view.status).toBe('cancelled');
      expect(view.printJobs).toEqual([]);
      expect(paperOf(view.order.id)).toEqual([]);
    },
  );

  test.each(['careem', 'deliveroo', 'generic'] as const)(
    'an order of %s whose cancellation overtakes it ends cancelled, unprinted',
    async (platform) => {
      const simulator = restaurant.simulator(platform);
      simulator.faults.loseNext(1, 'webhook');
      const sent = await simulator.sendOrder();
      await simulator.cancelOrder(sent.externalId);

      await untilPlatform(simulator, sent, ({ acknowledgedAt }) => acknowledgedAt !== null);

      const view = await restaurant.orderOf(sent, ({ status }) => status === 'cancelled');
      await afterEverything();
      expect(paperOf(view.order.id)).toEqual([]);
    },
  );
});

describe('a branch that loses the relay', () => {
  let restaurant: Restaurant;

  beforeAll(async () => {
    restaurant = await openRestaurant(relay, { company: 'Hilltop' });
  });

  afterAll(() => restaurant?.close());

  test('in the middle of an answer keeps it, prints, and tells the platform later', async () => {
    const simulator = restaurant.simulator('talabat');
    const sent = await simulator.sendOrder();
    const { order } = await restaurant.orderOf(sent);

    const accepting = restaurant.branch.call(branchApi.acceptOrder, {
      id: order.id,
      prepMinutes: 10,
    });
    restaurant.link.setCut(true);
    const accepted = await accepting;
    await until('the ticket', () =>
      restaurant.printer.tickets.some(({ text }) => text.includes(order.id)),
    );
    const { relay: state } = await until('the till to say offline', async () => {
      const now = await restaurant.branch.call(branchApi.state, {});
      return now.relay.state !== 'connected' ? now : undefined;
    });

    expect(accepted.order.status).toBe('confirmed');
    expect(state.state).not.toBe('connected');
    restaurant.link.setCut(false);
    await untilPlatform(simulator, sent, ({ state: stands }) => stands === 'accepted', 30_000);
    await restaurant.orderOf(sent, ({ answers }) => answers[0]?.state === 'told');
    expect(simulator.violations()).toEqual([]);
  });

  test('answers, rejects and hands over as if nothing were, and everything is told when it is back', async () => {
    const simulator = restaurant.simulator('generic');
    const kept = await simulator.sendOrder({ handover: 'platform_rider' });
    const refused = await simulator.sendOrder();
    const [keptView, refusedView] = [
      await restaurant.orderOf(kept),
      await restaurant.orderOf(refused),
    ];
    restaurant.link.setCut(true);

    const { branch } = restaurant;
    await branch.call(branchApi.acceptOrder, { id: keptView.order.id, prepMinutes: 5 });
    for (const to of ['preparing', 'ready_for_pickup', 'out_for_delivery'] as const) {
      await branch.call(branchApi.moveOrder, { id: keptView.order.id, to });
    }
    await branch.call(branchApi.rejectOrder, {
      id: refusedView.order.id,
      reason: 'closed',
      unavailableItemIds: [],
    });
    const { relay: state } = await branch.call(branchApi.state, {});
    expect(state.waiting).toBeGreaterThanOrEqual(5);
    expect(simulator.order(kept.externalId)?.calls).toEqual([]);

    restaurant.link.setCut(false);

    await untilPlatform(simulator, kept, ({ state: stands }) => stands === 'picked_up', 30_000);
    await untilPlatform(simulator, refused, ({ state: stands }) => stands === 'rejected', 30_000);
    expect(simulator.violations()).toEqual([]);
  });

  test('for a thousand orders catches up with each of them once, in the order they came', async () => {
    const before = (await restaurant.branch.call(branchApi.listOrders, { lane: 'open' })).orders;
    restaurant.link.setCut(true);
    // All platforms at once, each one order after the other.
    const sent = await Promise.all(
      samplePlatforms.map((platform) => sendMany(restaurant.simulator(platform), 250)),
    );

    restaurant.link.setCut(false);

    const orders = await until(
      'a thousand orders on the board',
      async () => {
        const open = (await restaurant.branch.call(branchApi.listOrders, { lane: 'open' })).orders;
        if (open.length >= before.length + 1_000) return open;
        const state = await restaurant.branch.call(branchApi.state, {});
        throw new Error(`${open.length} so far, the relay is ${state.relay.state}`);
      },
      { withinMs: 60_000, everyMs: 250 },
    );
    expect(orders).toHaveLength(before.length + 1_000);
    expect(new Set(orders.map(({ order }) => order.id)).size).toBe(orders.length);
    await restaurant.branch.stop();
    const stored = storedOrders(restaurant.branch.dataDir).slice(-1_000);
    for (const ofPlatform of sent) {
      const keys = new Set(ofPlatform);
      const arrived = stored.map(({ externalId }) => externalId).filter((key) => keys.has(key));
      expect(arrived).toEqual(ofPlatform);
    }
    const times = stored.map(({ receivedAtMs }) => receivedAtMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }, 120_000);
});

/** The keys of so many small orders, each sent when the relay has the one before. */
async function sendMany(simulator: Simulator, count: number): Promise<string[]> {
  const keys: string[] = [];
  while (keys.length < count) {
    const { externalId, acknowledgedAt } = await simulator.sendOrder({ lineCount: 1 });
    if (acknowledgedAt === null) throw new Error(`${externalId} was not taken`);
    keys.push(externalId);
  }
  return keys;
}

/** The branch's orders in the order its database got them. */
function storedOrders(dataDir: string) {
  const db = new Database(join(dataDir, 'branch.db'), { readonly: true });
  try {
    return db
      .prepare<[], { externalId: string; receivedAtMs: number }>(
        `SELECT body ->> 'externalId' AS externalId, received_at_ms AS receivedAtMs
           FROM orders ORDER BY rowid`,
      )
      .all();
  } finally {
    db.close();
  }
}
