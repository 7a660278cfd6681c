import Database from 'better-sqlite3';
import type { Browser } from '@playwright/test';
import { branchApi, type OrderView } from '../../../src/shared/contract/branch-api.ts';
import { type Figure, median, percentile, toFigure } from '../figures.ts';
import { createGauge, type Gauge } from '../gauge.ts';
import { sendSteadily } from '../load.ts';
import { createOrderPress, type SignedOrder } from '../signed-orders.ts';
import { type RunningBranch, type Setting, type Site, startBranch, startSite } from '../site.ts';
import { launchBrowser, openTill, type TillPage } from '../till-page.ts';

const length = {
  quick: { shown: 100, open: 300, passing: 1_000, starts: 2 },
  full: { shown: 300, open: 300, passing: 10_000, starts: 5 },
} as const;

/** A rush of a few orders each second: one is not shown while the till still draws what became of the last. */
const betweenOrdersMs = 150;

/** A rush: a batch of orders is answered, cooked and gone before the next. */
const batch = 50;

interface Scene {
  readonly setting: Setting;
  readonly site: Site;
  readonly press: (count: number) => SignedOrder[];
  readonly browser: Browser;
  readonly gauge: Gauge;
}

/** The board in a real browser: how soon an order is seen, what it holds on to, how soon it is there. */
export async function measureBoard(setting: Setting): Promise<Figure[]> {
  const gauge = createGauge('memory');
  const site = await startSite(setting, 1);
  const press = createOrderPress(site.connections);
  const scene: Scene = { setting, site, press, gauge, browser: await launchBrowser() };
  const branch = await startBranch(setting, site, gauge);
  const till = await openTill(scene.browser, branch.program.ready);
  const shown = await measureShown(scene, branch, till);
  const held = await measureHeld(scene, branch, till);
  await till.close();
  await branch.program.stop();
  const started = await measureStarts(scene);
  await scene.browser.close();
  await site.relay.stop();
  return [...shown, ...held, ...started];
}

/** One order after the other, while all that came before stay open in the kitchen. */
async function measureShown(
  { setting, site, press }: Scene,
  branch: RunningBranch,
  till: TillPage,
): Promise<Figure[]> {
  const { shown, open } = length[setting.quick ? 'quick' : 'full'];
  const orders = press(open);
  const warmUp = orders.splice(0, open - shown);
  await sendSteadily(site.relay.ready.url, warmUp, 20);
  await accept(branch, warmUp.length);
  const before = (await till.paintedAtMs()).size;
  const scriptBeforeMs = await till.scriptMs();
  for (const [index, order] of orders.entries()) {
    await sendSteadily(site.relay.ready.url, [order], 1_000);
    await till.untilPainted(before + index + 1);
    // By its id: reading all the others here would be in the way of the next one.
    const id = [...(await till.paintedAtMs()).keys()].at(-1) ?? '';
    await branch.till.call(branchApi.acceptOrder, { id, prepMinutes: 15 });
    await new Promise((resolve) => setTimeout(resolve, betweenOrdersMs));
  }
  const scriptMs = (await till.scriptMs()) - scriptBeforeMs;
  const painted = await till.paintedAtMs();
  const waits = storedAtMs(branch, shown).map(({ id, atMs }) => {
    const seenAtMs = painted.get(id);
    if (seenAtMs === undefined) throw new Error(`order ${id} was never on the screen`);
    return seenAtMs - atMs;
  });
  const figure = (share: number) => ({
    name: `branch commit to the till's screen p${share * 100}, ${open - shown} to ${open} open`,
    value: percentile(waits, share),
    unit: 'ms',
  });
  return [
    toFigure(figure(0.5)),
    toFigure(figure(0.95), { of: 'value', atMost: 100 }),
    toFigure({
      name: 'script on the board per order, seen and accepted',
      value: scriptMs / shown,
      unit: 'ms',
    }),
  ];
}

/** What page and server keep of orders that came and went. */
async function measureHeld(
  { setting, site, press, gauge }: Scene,
  branch: RunningBranch,
  till: TillPage,
): Promise<Figure[]> {
  const { passing } = length[setting.quick ? 'quick' : 'full'];
  const pass = async (count: number) => {
    for (let passed = 0; passed < count; passed += batch) {
      await sendSteadily(site.relay.ready.url, press(batch), 200);
      await serve(branch, batch);
    }
  };
  // Not counted: what a page and a program come to once they have done everything a few times.
  await pass(batch * 4);
  const read = async () => {
    const { rssBytes, heapBytes } = await gauge.read(branch.program.process);
    return { page: await till.heapBytes(), server: rssBytes, serverHeap: heapBytes };
  };
  const before = await read();
  await pass(passing);
  const after = await read();
  const mebibytes = (bytes: number) => bytes / 1_048_576;
  const figure = (what: string, value: number, atMost: number) =>
    toFigure({ name: what, value: mebibytes(value), unit: 'MiB' }, { of: 'value', atMost });
  return [
    figure(`till's heap after ${passing} orders`, after.page, 100),
    figure(`till's heap, growth over ${passing} orders`, after.page - before.page, 20),
    figure(`branch server's memory after ${passing} orders`, after.server, 300),
    figure(`branch server, growth over ${passing} orders`, after.server - before.server, 50),
    figure(`… of it objects`, after.serverHeap - before.serverHeap, 10),
  ];
}

/** From the command that starts a branch server to its board with all its cards. */
async function measureStarts({ setting, site, browser }: Scene): Promise<Figure[]> {
  const { starts } = length[setting.quick ? 'quick' : 'full'];
  const tookMs: number[] = [];
  while (tookMs.length < starts) {
    const branch = await startBranch(setting, site);
    const openedAtMs = performance.now();
    const till = await openTill(browser, branch.program.ready);
    await till.untilPainted(1);
    tookMs.push(branch.program.startedInMs + performance.now() - openedAtMs);
    await till.close();
    await branch.program.stop();
  }
  return [
    toFigure(
      { name: 'start-up to a usable board', value: median(tookMs), unit: 'ms' },
      { of: 'value', atMost: 3_000 },
    ),
  ];
}

async function openOrders(branch: RunningBranch, status: OrderView['status'], count: number) {
  for (;;) {
    const { orders } = await branch.till.call(branchApi.listOrders, { lane: 'open' });
    const found = orders.filter((view) => view.status === status);
    if (found.length >= count) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits for so many new orders and accepts them. */
async function accept(branch: RunningBranch, count: number): Promise<OrderView[]> {
  const fresh = await openOrders(branch, 'pending', count);
  for (const { order } of fresh) {
    await branch.till.call(branchApi.acceptOrder, { id: order.id, prepMinutes: 15 });
  }
  return fresh;
}

async function serve(branch: RunningBranch, count: number): Promise<void> {
  for (const { order } of await accept(branch, count)) {
    await branch.till.call(branchApi.moveOrder, { id: order.id, to: 'delivered' });
  }
}

/** The last so many orders and when they were committed. */
function storedAtMs(branch: RunningBranch, count: number): { id: string; atMs: number }[] {
  const database = new Database(branch.database, { readonly: true });
  const rows = database
    .prepare<[number], { id: string; atMs: number }>(
      `SELECT order_id AS id, at_ms AS atMs FROM order_hops WHERE hop = 'branch_stored'
       ORDER BY at_ms DESC LIMIT ?`,
    )
    .all(count);
  database.close();
  return rows;
}
