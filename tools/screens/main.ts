/**
 * Makes the pictures in docs/screens from the running demo:
 * `node build/build.ts --if-stale till console demo --run tools/screens/main.ts`
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { branchApi, type OrderView } from '../../src/shared/contract/branch-api.ts';
import { StationSettings } from '../../src/shared/contract/printing.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { type Restaurant, startRestaurant } from '../demo/restaurant.ts';
import { type BranchClient, createBranchClient } from '../rig/branch-client.ts';
import { projectRoot } from '../rig/program.ts';
import { samplePlatforms } from '../rig/sample-site.ts';
import { provideChromium } from '../test/chromium.ts';
import { withFewerShades } from './fewer-shades.ts';

const folder = join(projectRoot, 'docs/screens');
const wide = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };

interface Look {
  readonly language: 'en' | 'ar';
  readonly colours: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

interface Stage {
  readonly browser: Browser;
  readonly restaurant: Restaurant;
  readonly branch: BranchClient;
}

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-screens-'));
const found = await provideChromium((line) => console.log(line));
if (!found) process.exit(1);
const browser = await chromium.launch({
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  ...(found.path !== undefined && { executablePath: found.path }),
});
const restaurant = await startRestaurant(dataDir, {
  clock: systemClock,
  log: (line) => console.log(line),
});
const stage: Stage = {
  browser,
  restaurant,
  branch: createBranchClient(restaurant.ready.branch, join(dataDir, 'branch/local-token')),
};
try {
  mkdirSync(folder, { recursive: true });
  await fillBoard(stage);
  await addStations(stage);
  await takePictures(stage);
} finally {
  await browser.close();
  await restaurant.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** A calm lunch: four new orders, some cooking, some ready, and no more arrive by themselves. */
async function fillBoard({ restaurant: { ready }, branch }: Stage): Promise<void> {
  const ask = (path: string, body: object) =>
    fetch(new URL(path, ready.demo), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await ask('/api/flow', { on: false });
  for (const platform of [...samplePlatforms, ...samplePlatforms, ...samplePlatforms]) {
    await ask('/api/send', { platform });
  }
  let orders = await openOrders(branch, 12);
  for (let drawn = orders.find(({ order }) => hasEmoji(order)); drawn;) {
    const { id, platform } = drawn.order;
    await branch.call(branchApi.rejectOrder, { id, reason: 'other', unavailableItemIds: [] });
    await ask('/api/send', { platform });
    orders = await openOrders(branch, 12);
    drawn = orders.find(({ order }) => hasEmoji(order));
  }
  const accept = (view: OrderView, prepMinutes: number) =>
    branch.call(branchApi.acceptOrder, { id: view.order.id, prepMinutes });
  const move = (view: OrderView, to: 'preparing' | 'ready_for_pickup') =>
    branch.call(branchApi.moveOrder, { id: view.order.id, to });
  for (const [place, view] of orders.slice(4).entries()) {
    await accept(view, 10 + 5 * (place % 4));
    if (place >= 2) await move(view, 'preparing');
    if (place >= 5) await move(view, 'ready_for_pickup');
  }
}

/** A bar beside the kitchen, for what was ordered most of. */
async function addStations({ branch }: Stage): Promise<void> {
  const { printers } = await branch.call(branchApi.listPrinters, {});
  const { categories } = await branch.call(branchApi.listStations, {});
  const printerId = printers[0]?.id ?? null;
  const station = (part: Partial<StationSettings>) =>
    branch.call(
      branchApi.addStation,
      StationSettings.parse({ prints: 'kitchen', printerId, ...part }),
    );
  await station({ name: 'المطبخ · Kitchen', isDefault: true });
  const categoryIds = categories.slice(0, 2).map(({ id }) => id);
  const takes = { platforms: [], fulfilments: [], categoryIds, itemIds: [] };
  await station({ name: 'البار · Bar', takes });
  await station({ name: 'الإيصالات · Receipts', prints: 'receipt', isDefault: true });
}

async function openOrders(branch: BranchClient, count: number): Promise<OrderView[]> {
  for (;;) {
    const { orders } = await branch.call(branchApi.listOrders, { lane: 'open' });
    if (orders.length >= count) return orders;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function takePictures(on: Stage): Promise<void> {
  const { ready } = on.restaurant;
  const english: Look = { language: 'en', colours: 'light', viewport: wide };
  const arabic: Look = { ...english, language: 'ar' };
  const { orders } = await on.branch.call(branchApi.listOrders, { lane: 'open' });
  const [newest] = orders;
  const cooked = orders.find(({ status }) => status === 'preparing');
  const detail = `/#/orders/${cooked?.order.id ?? ''}`;
  await shoot(await tillPage(on, english, '/'), 'board-en');
  await shoot(await tillPage(on, arabic, '/'), 'board-ar');
  await shoot(await tillPage(on, { ...english, colours: 'dark' }, '/'), 'board-en-dark');
  await shoot(await tillPage(on, { ...arabic, colours: 'dark' }, '/'), 'board-ar-dark');
  await shoot(await tillPage(on, { ...arabic, viewport: phone }, '/'), 'board-ar-phone');
  await shoot(await tillPage(on, english, detail), 'order-en');
  await shoot(await tillPage(on, arabic, detail), 'order-ar');
  const board = await tillPage(on, arabic, '/');
  await board
    .locator(`article[data-order-id="${newest?.order.id}"]`)
    .getByRole('button')
    .last()
    .click();
  await board.getByRole('dialog').waitFor();
  await shoot(board, 'reject-ar');
  await shoot(await tillPage(on, english, '/#/printers'), 'printers-en');
  await shoot(await tillPage(on, arabic, '/#/printers/stations'), 'stations-ar');
  await shoot(await stationEditor(on, english), 'station-editor-en');
  await shoot(await printerWizard(on, english), 'printer-wizard-en');
  const builder = await tillPage(on, english, '/#/templates/built-in-receipt');
  await builder.locator('img[src^="data:image/png"]').first().waitFor();
  await shoot(builder, 'template-builder-en');
  await shoot(await tillPage(on, arabic, '/#/settings'), 'settings-ar');
  await shoot(await tillPage(on, english, '/#/setup'), 'setup-en');
  await shoot(await consolePage(on, english, 'orders'), 'console-orders-en');
  await shoot(
    await consolePage(on, { ...arabic, viewport: phone }, 'branches'),
    'console-branches-ar-phone',
  );
  await shoot(await consolePage(on, english, 'webhooks'), 'console-webhooks-en');
  await shoot(await open(on, english, ready.demo), 'demo-en');
}

/** Not every machine has the letters for them. */
function hasEmoji({ note, lines }: OrderView['order']): boolean {
  return /\p{Extended_Pictographic}/u.test(JSON.stringify([note, lines]));
}

async function open(on: Stage, look: Look, url: string): Promise<Page> {
  const context = await on.browser.newContext({
    locale: look.language === 'ar' ? 'ar-JO' : 'en-GB',
    timezoneId: 'Asia/Amman',
    colorScheme: look.colours,
    viewport: look.viewport,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function tillPage(on: Stage, look: Look, path: string): Promise<Page> {
  const page = await open(on, look, on.restaurant.ready.till);
  const { language, colours } = look;
  await page.evaluate(
    (chosen) => localStorage.setItem('wasla.preferences', JSON.stringify(chosen)),
    { language, colours },
  );
  await page.goto(new URL(path, on.restaurant.ready.branch).href);
  await page.reload();
  await page.getByRole('banner').waitFor();
  await page.keyboard.press('Shift'); // browsers keep a page silent until it is touched
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
  return page;
}

async function stationEditor(on: Stage, look: Look): Promise<Page> {
  const page = await tillPage(on, look, '/#/printers/stations');
  await page.getByRole('button', { name: 'Change' }).nth(1).click();
  await page.getByRole('dialog').waitFor();
  return page;
}

/** Up to the page where the printer has answered; the network around this machine is left in peace. */
async function printerWizard(on: Stage, look: Look): Promise<Page> {
  const page = await tillPage(on, look, '/');
  await page.route('**/api/printing/discovery', (route) =>
    route.fulfill({ json: { running: false, done: 0, total: 0, found: [], failed: [] } }),
  );
  await page.goto(new URL('/#/printers/new', on.restaurant.ready.branch).href);
  await page.locator('summary').click();
  const { printers } = await on.branch.call(branchApi.listPrinters, {});
  const connection = printers[0]?.connection;
  if (connection?.kind !== 'tcp') throw new Error('the demo prints over the network');
  await page.getByLabel('Address').fill(connection.host);
  await page.getByLabel('Port').fill(String(connection.port));
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('status').filter({ hasText: 'It answers' }).waitFor();
  return page;
}

async function consolePage(on: Stage, look: Look, tab: string): Promise<Page> {
  const { ready } = on.restaurant;
  const page = await open(on, look, ready.console);
  await page.locator('input[type=email]').fill(ready.logins.console.email);
  await page.locator('input[type=password]').fill(ready.logins.console.password);
  await page.locator('button[type=submit]').click();
  await page.getByRole('link', { name: /Wasla Grill/ }).click();
  await page.locator(`nav a[href$="/${tab}"]`).click();
  await page.getByRole('heading').first().waitFor();
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  const path = join(folder, `${name}.png`);
  writeFileSync(path, withFewerShades(await page.screenshot({ animations: 'disabled' })));
  console.log(`${name}.png ${(statSync(path).size / 1_024).toFixed(0)} KB`);
  await page.context().close();
}
