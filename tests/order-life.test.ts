/** The main job, once per platform: from the platform's webhook to paper, and every answer back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimulatedOrder } from '../cloud-relay/simulators/simulator.ts';
import { type Fonts, loadFonts } from '../src/printer/index.ts';
import type { VirtualTicket } from '../src/printer/virtual/index.ts';
import { branchApi, type OrderView } from '../src/shared/contract/branch-api.ts';
import { consoleApi } from '../src/shared/contract/console-api.ts';
import { freePort } from '../tools/rig/program.ts';
import { connectPlatform } from '../tools/rig/sample-site.ts';
import { showsInk } from './testing/ink.ts';
import { sendAsPartner } from './testing/partner.ts';
import { startRelay, type RelayUnderTest } from './testing/relay.ts';
import { openRestaurant, untilPlatform, type Restaurant } from './testing/restaurant.ts';
import { until } from './testing/until.ts';

let relay: RelayUnderTest;
let restaurant: Restaurant;
let fonts: Fonts;

beforeAll(async () => {
  fonts = await loadFonts();
  relay = await startRelay();
  restaurant = await openRestaurant(relay);
});

afterAll(async () => {
  await restaurant?.close();
  await relay?.close();
});

const accept = (view: OrderView, prepMinutes = 15) =>
  restaurant.branch.call(branchApi.acceptOrder, { id: view.order.id, prepMinutes });
const move = (view: OrderView, to: 'preparing' | 'ready_for_pickup' | 'out_for_delivery') =>
  restaurant.branch.call(branchApi.moveOrder, { id: view.order.id, to });

/** The ticket of the order that lies in the kitchen; every ticket carries the order's id at its foot. */
const ticketOf = (view: OrderView, saying = '') =>
  until(`a ticket ${saying} of ${view.order.id}`, () =>
    restaurant.printer.tickets.find(
      ({ text }) => text.includes(`#${view.order.id}`) && text.includes(saying),
    ),
  );

/** In the printer's own letters, or drawn: a line with Arabic in it is a picture. */
function isOnPaper(ticket: VirtualTicket, name: { en: string; ar: string }): boolean {
  const words = { kind: 'text', text: name.ar, bold: true, size: { wide: 1, high: 2 } } as const;
  return (
    ticket.text.replaceAll(/\s+/g, ' ').includes(name.en) || showsInk(ticket.bitmap, words, fonts)
  );
}

/** The calls about an order, without the order's own key. */
const callsOf = (order: SimulatedOrder) =>
  order.calls.map(({ method, path, status }) => {
    const key = encodeURIComponent(order.externalId);
    return `${method} ${path.replace(key, ':id').replace(order.externalId, ':id')} ${status}`;
  });

const bodiesOf = (order: SimulatedOrder) =>
  order.calls.map(({ body }): unknown => (body === '' ? {} : JSON.parse(body)));

/** What each platform hears of accept, preparing, ready and hand over; the rest it has no call for. */
const heard = {
  talabat: ['POST /v2/order/status/:id 200', 'POST /v2/orders/:id/preparation-completed 200'],
  careem: ['PUT /pos/api/v1/orders/:id 200', 'PUT /pos/api/v1/orders/:id 200'],
  deliveroo: [
    'PATCH /order/v1/orders/:id 204',
    'POST /order/v1/orders/:id/prep_stage 200',
    'POST /order/v1/orders/:id/prep_stage 200',
    'POST /order/v1/orders/:id/prep_stage 200',
  ],
  generic: ['POST /events 204', 'POST /events 204', 'POST /events 204', 'POST /events 204'],
} as const;
const platforms = Object.keys(heard) as (keyof typeof heard)[];

/** In the order the kitchen takes them. */
const toldActions = {
  talabat: ['accept', 'ready'],
  careem: ['accept', 'ready'],
  deliveroo: ['accept', 'preparing', 'ready', 'picked_up'],
  generic: ['accept', 'preparing', 'ready', 'picked_up'],
} as const;

describe.each(platforms)('an order of %s', (platform) => {
  test('goes to the board, to paper and through the kitchen, and the platform hears each step', async () => {
    const simulator = restaurant.simulator(platform);
    const sent = await simulator.sendOrder({ handover: 'platform_rider', deepModifiers: true });
    const view = await restaurant.orderOf(sent);
    expect(view.status).toBe('pending');
    // Careem's POS API knows no short number.
    const number = platform === 'careem' ? sent.externalId : sent.displayId;
    expect(view.order.displayNumber).toBe(number);
    expect(view.order.lines).toHaveLength(sent.basket.lines.length);

    await accept(view);
    const ticket = await ticketOf(view);
    await move(view, 'preparing');
    await move(view, 'ready_for_pickup');
    await move(view, 'out_for_delivery');

    expect(ticket.complete).toBe(true);
    expect(ticket.text).toContain(view.order.displayNumber);
    expect(ticket.text).not.toContain('?');
    for (const { item } of sent.basket.lines) {
      expect(isOnPaper(ticket, item.name), item.name.en).toBe(true);
    }
    const calls = heard[platform];
    const done = await untilPlatform(
      simulator,
      sent,
      (order) => order.calls.length >= calls.length,
    );
    expect(callsOf(done)).toEqual(calls);
    const told = await restaurant.orderOf(sent, ({ answers }) =>
      toldActions[platform].every((action) =>
        answers.some((answer) => answer.action === action && answer.state === 'told'),
      ),
    );
    expect(told.status).toBe('out_for_delivery');
    expect(told.answers).toHaveLength(toldActions[platform].length);
    expect(simulator.violations()).toEqual([]);
    expect(
      restaurant.printer.tickets.filter(({ text }) => text.includes(view.order.id)),
    ).toHaveLength(1);
  });

  test('turned down with a reason prints nothing, and the platform hears why', async () => {
    const simulator = restaurant.simulator(platform);
    const sent = await simulator.sendOrder();
    const view = await restaurant.orderOf(sent);

    await restaurant.branch.call(branchApi.rejectOrder, {
      id: view.order.id,
      reason: 'too_busy',
      unavailableItemIds: [],
    });

    const refused = await untilPlatform(
      simulator,
      sent,
      ({ state, calls }) => state === 'rejected' && calls.length > 0,
    );
    expect(JSON.stringify(bodiesOf(refused)).toLowerCase()).toContain('busy');
    const told = await restaurant.orderOf(sent, ({ answers }) => answers[0]?.state === 'told');
    expect(told).toMatchObject({ status: 'rejected', printJobs: [] });
    expect(simulator.violations()).toEqual([]);
  });

  test('that the platform repeats stays one order, with the very same reply', async () => {
    const simulator = restaurant.simulator(platform);
    const sent = await simulator.sendOrder();
    const before = await restaurant.orderOf(sent);

    await simulator.resend(sent.externalId);
    await simulator.resend(sent.externalId);

    await until('the relay to see both repeats', async () => {
      const { items } = await relay.admin.call(consoleApi.listWebhookCalls, {
        page: 1,
        limit: 20,
        externalId: sent.externalId,
      });
      return items.filter(({ state }) => state === 'repeated').length === 2;
    });
    const { orders } = await restaurant.branch.call(branchApi.listOrders, { lane: 'open' });
    const mine = orders.filter(({ order }) => order.externalId === sent.externalId);
    expect(mine).toEqual([before]);
    const statuses = simulator.order(sent.externalId)?.deliveries.map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200]);
    // Delivery Hero's simulator also compares the remote order id of each reply.
    expect(simulator.violations()).toEqual([]);
  });

  test('cancelled after it was printed stops the kitchen on paper', async () => {
    const simulator = restaurant.simulator(platform);
    const sent = await simulator.sendOrder({ handover: 'platform_rider' });
    const view = await restaurant.orderOf(sent);
    await accept(view);
    await ticketOf(view);
    await untilPlatform(simulator, sent, ({ state }) => state === 'accepted');

    await simulator.cancelOrder(sent.externalId);

    const stop = await ticketOf(view, 'CANCELLED');
    expect(stop.text).toContain('DO NOT COOK');
    const ended = await restaurant.orderOf(sent, ({ status }) => status === 'cancelled');
    expect(ended.offers).toEqual([]);
    expect(simulator.violations()).toEqual([]);
  });
});

describe('a courier', () => {
  const states = {
    talabat: [
      ['arrived', 'arrived'],
      ['picked_up', 'picked_up'],
    ],
    careem: [
      ['assigned', 'assigned'],
      ['arrived', 'arrived'],
      ['picked_up', 'picked_up'],
      ['delivered', 'delivered'],
    ],
    deliveroo: [
      ['assigned', 'assigned'],
      ['arrived', 'arrived'],
      ['picked_up', 'picked_up'],
    ],
  } as const;

  test.each(Object.keys(states) as (keyof typeof states)[])(
    'of %s shows on the board step by step',
    async (platform) => {
      const simulator = restaurant.simulator(platform);
      const sent = await simulator.sendOrder({ handover: 'platform_rider' });
      await accept(await restaurant.orderOf(sent));
      await untilPlatform(simulator, sent, ({ state }) => state === 'accepted');

      for (const [step, shown] of states[platform]) {
        await simulator.courier(sent.externalId, step);
        const view = await restaurant.orderOf(sent, ({ courier }) => courier?.state === shown);
        expect(view.courier?.state).toBe(shown);
      }

      expect(simulator.violations()).toEqual([]);
    },
  );

  test('of a partner that tells only statuses moves the order itself', async () => {
    const simulator = restaurant.simulator('generic');
    const sent = await simulator.sendOrder({ handover: 'platform_rider' });
    await accept(await restaurant.orderOf(sent));
    await untilPlatform(simulator, sent, ({ state }) => state === 'accepted');

    await simulator.courier(sent.externalId, 'picked_up');
    await restaurant.orderOf(sent, ({ status }) => status === 'out_for_delivery');
    await simulator.courier(sent.externalId, 'delivered');

    await restaurant.orderOf(sent, ({ status }) => status === 'delivered');
    expect(simulator.violations()).toEqual([]);
  });
});

test('an order for later waits on its own lane and prints only at its start', async () => {
  const simulator = restaurant.simulator('deliveroo');
  const sent = await simulator.sendOrder({ scheduled: true, handover: 'platform_rider' });
  const view = await restaurant.orderOf(sent);
  expect(view.order.startAtMs).toBeGreaterThan(Date.now());

  const accepted = await accept(view);

  await untilPlatform(simulator, sent, ({ state }) => state === 'accepted');
  const { orders } = await restaurant.branch.call(branchApi.listOrders, { lane: 'scheduled' });
  expect(orders.map(({ order }) => order.id)).toContain(view.order.id);
  expect(accepted.order.printJobs).toMatchObject([{ kind: 'kitchen', state: 'held' }]);
  expect(restaurant.printer.tickets.some(({ text }) => text.includes(view.order.id))).toBe(false);
});

test('an order for later goes to the kitchen by itself when its time to start comes', async () => {
  const partner = await connectPlatform(relay.admin, restaurant.site, 'generic', {
    port: await freePort(),
    name: 'A partner of our own',
    storeId: 'by-hand',
  });
  const startAtMs = Date.now() + 4_000;
  await sendAsPartner(partner, {
    id: 'later-1',
    displayNumber: '771',
    storeId: 'by-hand',
    placedAt: new Date().toISOString(),
    startAt: new Date(startAtMs).toISOString(),
    currency: 'JOD',
    lines: [{ id: 'x', nameEn: 'Maqluba', quantity: 2, modifiers: [] }],
    total: '9.000',
  });
  const view = await restaurant.orderOf({ externalId: 'later-1' });
  const { order: accepted } = await accept(view);
  expect(accepted.printJobs).toMatchObject([{ state: 'held' }]);

  const ticket = await ticketOf(view);

  expect(ticket.printedAt).toBeGreaterThanOrEqual(startAtMs);
  expect(ticket.text).toContain('Maqluba');
  const { orders } = await restaurant.branch.call(branchApi.listOrders, { lane: 'open' });
  expect(orders.map(({ order }) => order.id)).toContain(view.order.id);
});

test('the life of an order is told hop by hop, the relay’s clock and the branch’s together', async () => {
  const simulator = restaurant.simulator('talabat');
  const sent = await simulator.sendOrder({ handover: 'platform_rider' });
  const view = await restaurant.orderOf(sent);
  await accept(view);
  await ticketOf(view);

  const hops = await until('all hops in the console', async () => {
    const life = await relay.admin.call(consoleApi.getOrder, { id: view.order.id });
    const names = life.hops.map(({ hop }) => hop);
    return names.includes('ticket_printed') && names.includes('platform_told') ? names : undefined;
  });

  expect(new Set(hops)).toEqual(
    new Set([
      'platform_sent',
      'relay_stored',
      'relay_queued',
      'branch_stored',
      'answered',
      'ticket_sent',
      'ticket_printed',
      'platform_called',
      'platform_told',
    ]),
  );
});
