/** Papers asked for at the console, and templates that one branch gives to the others. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { branchApi } from '../src/shared/contract/branch-api.ts';
import { consoleApi, type PrintRequestView } from '../src/shared/contract/console-api.ts';
import { startBranch } from './testing/branch-program.ts';
import { type RelayUnderTest, startRelay } from './testing/relay.ts';
import { openRestaurant, type Restaurant } from './testing/restaurant.ts';
import { until } from './testing/until.ts';

let relay: RelayUnderTest;
let restaurant: Restaurant;
beforeAll(async () => {
  relay = await startRelay();
  restaurant = await openRestaurant(relay, {
    platforms: ['generic'],
    settings: { kitchenTicketOn: 'received' },
  });
});
afterAll(async () => {
  await restaurant?.close();
  await relay?.close();
});

const paperOf = (id: string) =>
  restaurant.printer.tickets.filter(({ text }) => text.includes(`#${id}`));

async function givenPrintedOrder(): Promise<string> {
  const sent = await restaurant.simulator('generic').sendOrder();
  const { order } = await restaurant.orderOf(sent);
  await until('the first ticket', () => paperOf(order.id).length === 1);
  return order.id;
}

const printAgain = (id: string, reason: string) =>
  relay.admin.call(consoleApi.printOrder, { id, document: 'kitchen', reason });

const requestWhere = (orderId: string, holds: (request: PrintRequestView) => boolean) =>
  until('the console to know of the paper', async () => {
    const { items } = await relay.admin.call(consoleApi.listPrintRequests, {
      page: 1,
      limit: 10,
      orderId,
    });
    return items.find(holds);
  });

describe('a paper asked for at the console', () => {
  test('comes out once at the branch, says COPY, and the console knows when and where', async () => {
    const orderId = await givenPrintedOrder();
    await printAgain(orderId, 'the grill lost it');

    const told = await requestWhere(orderId, ({ papers }) => papers[0]?.state === 'printed');
    expect(told.papers).toHaveLength(1);
    expect(told.papers[0]?.printedAtMs).toBeGreaterThan(told.requestedAtMs - 60_000);
    const papers = paperOf(orderId);
    expect(papers).toHaveLength(2);
    expect(papers[0]?.text).not.toContain('COPY');
    expect(papers[1]?.text).toContain('COPY');
  });

  test('waits for a dark branch and comes out once when it is back', async () => {
    const orderId = await givenPrintedOrder();
    restaurant.link.setCut(true);
    await until(
      'the relay to miss the branch',
      async () => {
        const { items } = await relay.admin.call(consoleApi.listBranches, { page: 1, limit: 50 });
        return items.some(
          ({ id, presence }) => id === restaurant.site.branchId && presence === 'offline',
        );
      },
      { withinMs: 30_000 },
    );
    expect((await printAgain(orderId, 'asked by phone')).outcome).toBe('waiting');
    expect(paperOf(orderId)).toHaveLength(1);

    restaurant.link.setCut(false);

    await requestWhere(orderId, ({ papers }) => papers[0]?.state === 'printed');
    expect(paperOf(orderId)).toHaveLength(2);
  });

  test('is told as waiting while the printer has no paper, which the branch card says too', async () => {
    const orderId = await givenPrintedOrder();
    restaurant.printer.setPaper('out');
    await printAgain(orderId, 'cannot be read');
    await requestWhere(orderId, ({ papers }) => papers[0]?.problem === 'paper_out');
    await until('the branch card', async () => {
      const { items } = await relay.admin.call(consoleApi.listBranches, { page: 1, limit: 50 });
      const report = items.find(({ id }) => id === restaurant.site.branchId)?.report;
      return report?.printers.some(
        ({ state, waitingJobs }) => state === 'paper_out' && waitingJobs > 0,
      );
    });

    restaurant.printer.setPaper('ok');

    await requestWhere(orderId, ({ papers }) => papers[0]?.state === 'printed');
    expect(paperOf(orderId)).toHaveLength(2);
  });
});

test('a template saved for the company at one branch is there at another, with its words', async () => {
  const other = await openRestaurant(relay, { company: 'Other House', platforms: [] });
  const { id } = await relay.admin.call(consoleApi.createBranch, {
    companyId: restaurant.site.companyId,
    name: 'Second branch',
    timeZone: 'Asia/Amman',
  });
  const { code } = await relay.admin.call(consoleApi.createPairingCode, { id });
  const second = await startBranch({ RELAY_URL: relay.url, BRANCH_PAIRING_CODE: code });
  try {
    const { templates } = await restaurant.branch.call(branchApi.listTemplates, {});
    const kitchen = templates.find(({ document }) => document === 'kitchen');
    if (!kitchen) throw new Error('no built-in template for the kitchen');
    const { document, elements } = kitchen;
    await restaurant.branch.call(branchApi.addTemplate, {
      name: 'Our own ticket',
      document,
      elements,
      scope: 'company',
    });
    await until('the template at the second branch', async () => {
      const there = await second.call(branchApi.listTemplates, {});
      return there.templates.some(
        ({ name, scope }) => name === 'Our own ticket' && scope === 'company',
      );
    });
    const theirs = await other.branch.call(branchApi.listTemplates, {});
    expect(theirs.templates.map(({ name }) => name)).not.toContain('Our own ticket');
  } finally {
    await second.close();
    await other.close();
  }
});
