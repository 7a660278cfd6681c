/** Programs that die at the worst moment, and a printer that lets them down. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimulatedOrder } from '../cloud-relay/simulators/simulator.ts';
import { branchApi, type OrderView } from '../src/shared/contract/branch-api.ts';
import { samplePlatforms } from '../tools/rig/sample-site.ts';
import { type RelayUnderTest, startRelay } from './testing/relay.ts';
import { openRestaurant, type Restaurant, untilPlatform } from './testing/restaurant.ts';
import { until } from './testing/until.ts';

let relay: RelayUnderTest;
let restaurant: Restaurant;

beforeAll(async () => {
  relay = await startRelay();
  restaurant = await openRestaurant(relay);
});

afterAll(async () => {
  await restaurant?.close();
  await relay?.close();
});

const accept = (view: OrderView) =>
  restaurant.branch.call(branchApi.acceptOrder, { id: view.order.id, prepMinutes: 12 });

const paperOf = (view: OrderView) =>
  restaurant.printer.tickets.filter(({ text }) => text.includes(`#${view.order.id}`));

const onPaper = (view: OrderView, count = 1) =>
  until(`${count} tickets of ${view.order.id}`, () => {
    const paper = paperOf(view);
    return paper.length >= count ? paper : undefined;
  });

const printJobState = (view: OrderView, state: string) =>
  restaurant.orderOf(view.order, ({ printJobs }) => printJobs.some((job) => job.state === state));

describe('a relay killed while orders come in', () => {
  test('loses none that it took, doubles none, and still tells every answer', async () => {
    const simulators = samplePlatforms.map((platform) => restaurant.simulator(platform));
    const sent: SimulatedOrder[] = [];
    const sendRound = async () => {
      for (const simulator of simulators) sent.push(await simulator.sendOrder({ lineCount: 1 }));
    };
    for (let round = 0; round < 2; round += 1) {
      const sending = [sendRound(), sendRound(), sendRound()];
      await relay.kill();
      await relay.restart();
      await Promise.all(sending);
    }
    for (const { platform, externalId } of sent) {
      const simulator = restaurant.simulator(platform as (typeof samplePlatforms)[number]);
      await untilPlatform(
        simulator,
        { externalId },
        (order) => order.acknowledgedAt !== null,
        30_000,
      );
    }

    const views = await Promise.all(
      sent.map((order) =>
        restaurant.orderOf(order, () => true, { withinMs: 30_000, everyMs: 200 }),
      ),
    );
    const { orders } = await restaurant.branch.call(branchApi.listOrders, { lane: 'open' });
    expect(orders).toHaveLength(sent.length);
    // A second death with all the answers on their way.
    await Promise.all(views.map(accept));
    await relay.kill();
    await relay.restart();

    for (const { platform, externalId } of sent) {
      const simulator = restaurant.simulator(platform as (typeof samplePlatforms)[number]);
      await untilPlatform(simulator, { externalId }, (order) => order.answeredAt !== null, 30_000);
    }
    for (const view of views) {
      expect(await onPaper(view)).toHaveLength(1);
    }
    // A call repeated because its record died with the relay is refused and harmless.
    const rules = simulators.flatMap((simulator) => simulator.violations().map(({ rule }) => rule));
    expect(rules.filter((rule) => rule !== 'repeated_call')).toEqual([]);
  }, 120_000);
});

describe('a branch killed', () => {
  test('after the cashier accepted prints and tells the platform when it is back', async () => {
    const simulator = restaurant.simulator('generic');
    const sent = await simulator.sendOrder();
    const view = await restaurant.orderOf(sent);
    restaurant.link.setCut(true);
    restaurant.printer.setPaper('out');
    await accept(view);
    await restaurant.branch.kill();
    restaurant.link.setCut(false);
    restaurant.printer.setPaper('ok');

    await restaurant.branch.restart();

    const [ticket] = await onPaper(view);
    expect(ticket?.complete).toBe(true);
    await untilPlatform(simulator, sent, ({ state }) => state === 'accepted', 30_000);
    const after = await restaurant.orderOf(sent);
    expect(after.status).toBe('confirmed');
  });

  test('while a ticket is printing prints it again and says that it may be a duplicate', async () => {
    const sent = await restaurant.simulator('talabat').sendOrder();
    const view = await restaurant.orderOf(sent);
    restaurant.printer.setBytesPerSecond(400);
    await accept(view);
    await until('the first lines to be burnt', () => restaurant.printer.unfinished());

    await restaurant.branch.kill();
    restaurant.printer.setBytesPerSecond(undefined);
    await restaurant.branch.restart();

    await printJobState(view, 'printed');
    const marked = paperOf(view).filter(({ text }) => text.includes('POSSIBLE DUPLICATE'));
    const unmarked = paperOf(view).filter(({ text }) => !text.includes('POSSIBLE DUPLICATE'));
    expect(marked).toHaveLength(1);
    expect(unmarked.length).toBeLessThanOrEqual(1);
    const after = await restaurant.orderOf(sent);
    expect(after.printJobs).toMatchObject([{ state: 'printed', mark: 'possible_duplicate' }]);
  });
});

describe('a kitchen printer', () => {
  const printerState = async () => (await restaurant.branch.call(branchApi.state, {})).printers[0];

  test('without paper keeps the tickets and says so; with new paper they print by themselves, once', async () => {
    restaurant.printer.setPaper('out');
    await until('the till to say that the paper is out', async () => {
      const printer = await printerState();
      return printer?.state === 'paper_out';
    });
    const sent = [
      await restaurant.simulator('generic').sendOrder(),
      await restaurant.simulator('careem').sendOrder(),
    ];
    const views = [];
    for (const order of sent) {
      const view = await restaurant.orderOf(order);
      await accept(view);
      views.push(view);
    }
    // The first stands at the printer, the other behind it.
    const [first] = views;
    if (first) {
      const { printJobs } = await printJobState(first, 'blocked');
      expect(printJobs[0]?.problem).toBe('paper_out');
    }
    expect((await printerState())?.waitingJobs).toBe(2);
    expect(views.flatMap(paperOf)).toEqual([]);

    restaurant.printer.setPaper('ok');

    for (const view of views) {
      const [ticket] = await onPaper(view);
      expect(ticket?.text).not.toContain('DUPLICATE');
      expect(ticket?.text).not.toContain('COPY');
      await printJobState(view, 'printed');
      expect(paperOf(view)).toHaveLength(1);
    }
    await until('the printer to be ready', async () => (await printerState())?.state === 'ready');
  });

  test('that lost its power prints what waited when it is back', async () => {
    await restaurant.printer.losePower();
    await until('the till to say so', async () => (await printerState())?.state !== 'ready');
    const sent = await restaurant.simulator('deliveroo').sendOrder();
    const view = await restaurant.orderOf(sent);
    await accept(view);
    await printJobState(view, 'blocked');

    await restaurant.printer.restorePower();

    const paper = await until('the ticket', () => onPaper(view), { withinMs: 30_000 });
    expect(paper).toHaveLength(1);
    expect(paper[0]?.text).not.toContain('DUPLICATE');
  });

  test('asked for the ticket once more writes COPY on it', async () => {
    const sent = await restaurant.simulator('careem').sendOrder();
    const view = await restaurant.orderOf(sent);
    await accept(view);
    await onPaper(view);

    await restaurant.branch.call(branchApi.reprintOrder, { id: view.order.id, reason: 'wet' });

    const paper = await onPaper(view, 2);
    expect(paper[0]?.text).not.toContain('COPY');
    expect(paper[1]?.text).toContain('COPY 2');
  });
});
