/** Two printers from the carton to the rush: found, measured, given their dishes, and one of them failing. */
import { expect, type Locator, type Page } from '@playwright/test';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { branchApi, type OrderView } from '../../src/shared/contract/branch-api.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf } from '../testing/browser.ts';
import { type House, test } from '../testing/house.ts';
import { languages, tillWords } from '../testing/till-words.ts';

let demo: House;
let kitchen: VirtualPrinter;
let bar: VirtualPrinter;
let patience: number;

test.beforeAll(async ({ house }) => {
  demo = house;
  const fonts = await loadFonts();
  kitchen = createVirtualPrinter({ clock: systemClock, fonts });
  bar = createVirtualPrinter({ clock: systemClock, fonts });
  await kitchen.start();
  await bar.start();
  patience = (await demo.branch.call(branchApi.getSettings, {})).backupAfterSeconds;
  await demo.branch.call(branchApi.changeSettings, { backupAfterSeconds: 5 });
});

test.afterAll(async () => {
  await emptyBranch();
  await demo.branch.call(branchApi.changeSettings, { backupAfterSeconds: patience });
  await demo.ownPrinter();
  await kitchen.stop();
  await bar.stop();
});

/** A branch as it comes: no printer, no station, nothing waiting. */
async function emptyBranch(): Promise<void> {
  for (const printer of [kitchen, bar]) printer.setPaper('ok');
  const { stations } = await demo.branch.call(branchApi.listStations, {});
  for (const { id } of stations) await demo.branch.call(branchApi.removeStation, { id });
  await demo.clearBoard();
  const { printers } = await demo.branch.call(branchApi.listPrinters, {});
  for (const { id } of printers) await demo.branch.call(branchApi.removePrinter, { id });
}

/** A new order of at least two different dishes that the menu knows. */
async function orderOfTwoDishes(): Promise<OrderView> {
  for (;;) {
    const view = await demo.send('generic');
    const dishes = new Set(view.order.lines.map(({ itemId }) => itemId));
    if (dishes.size >= 2 && !dishes.has(null)) return view;
  }
}

const accept = (view: OrderView) =>
  demo.branch.call(branchApi.acceptOrder, { id: view.order.id, prepMinutes: 15 });

/** The network around the machine that runs this is nobody's to search. */
async function withoutSearch(page: Page): Promise<void> {
  const nothing = { running: false, done: 0, total: 0, found: [], failed: [] };
  await page.route('**/api/printing/discovery', (route) =>
    route.fulfill({ json: route.request().method() === 'DELETE' ? {} : nothing }),
  );
}

for (const language of languages) {
  const t = tillWords(language);
  const press = (within: Page | Locator, key: string) =>
    within.getByRole('button', { name: t(key), exact: true }).click();

  test.describe(`a manager who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test.beforeEach(async ({ page }) => {
      await emptyBranch();
      await withoutSearch(page);
      await page.goto(demo.ready.till);
    });

    /** By its address, through every page of the wizard up to its test page. */
    async function addPrinter(page: Page, printer: VirtualPrinter, name: string): Promise<void> {
      const before = printer.tickets.length;
      await page.goto(`${demo.ready.branch}/#/printers/new`);
      await page.getByText(t('wizard.find.byHand')).click();
      await page.getByLabel(t('connectionField.host.label')).fill('127.0.0.1');
      await page.getByLabel(t('connectionField.port.label')).fill(String(printer.port()));
      await press(page, 'wizard.next');
      await expect(page.getByText(t('checkSays.ready.what'))).toBeVisible();
      await press(page, 'wizard.next');
      await press(page, 'wizard.width.print');
      await expect(page.getByText(t('wizard.width.printed'))).toBeVisible();
      await printer.whenTickets(before + 1);
      await page.getByRole('radio', { name: '576' }).check();
      await press(page, 'wizard.next');
      await page.getByLabel(t('printers.name'), { exact: true }).fill(name);
    }

    const finish = async (page: Page, printer: VirtualPrinter) => {
      const before = printer.tickets.length;
      await press(page, 'wizard.use.add');
      await printer.whenTickets(before + 1);
      await expect(page.getByText(t('printJobState.printed'), { exact: true })).toBeVisible();
    };

    test('adds two printers, gives one its dishes, and loses nothing when the other fails', async ({
      page,
    }) => {
      const first = await orderOfTwoDishes();
      const [line] = first.order.lines;

      await addPrinter(page, kitchen, 'Hot 1');
      await expectAccessible(page, 'wizard, use');
      await finish(page, kitchen);
      await expectAccessible(page, 'wizard, test page');
      await press(page, 'wizard.test.right');
      await addPrinter(page, bar, 'Bar 1');
      await page.getByRole('checkbox', { name: new RegExp(t('wizard.use.ownStation')) }).check();
      await finish(page, bar);

      await page.getByRole('link', { name: t('wizard.test.chooseDishes') }).click();
      const own = page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: 'Bar 1' }) });
      await press(own, 'common.edit');
      const sheet = page.getByRole('dialog');
      const dish = line?.name[language] ?? line?.name.default ?? '';
      await sheet.getByLabel(t('stations.searchDishes')).fill(dish);
      await sheet
        .getByRole('checkbox', { name: new RegExp(t('stations.dish')) })
        .first()
        .check();
      await expect(sheet.getByRole('status')).toContainText(dish);
      await expectAccessible(page, 'station editor');
      await press(sheet, 'common.save');
      await expect(sheet).toHaveCount(0);

      const printed = { kitchen: kitchen.tickets.length, bar: bar.tickets.length };
      await accept(first);
      await kitchen.whenTickets(printed.kitchen + 1);
      await bar.whenTickets(printed.bar + 1);

      // The bar stands in for the kitchen, as soon as somebody has said so.
      await page.goto(`${demo.ready.branch}/#/printers`);
      const card = page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: 'Hot 1' }) });
      await press(card, 'common.edit');
      await sheet.getByLabel(t('printers.backupAdd')).selectOption({ label: 'Bar 1' });
      await press(sheet, 'common.save');
      await expect(sheet).toHaveCount(0);
      kitchen.setPaper('out');
      await expect(card.getByText(t('printerState.paper_out'), { exact: true })).toBeVisible();
      const second = await orderOfTwoDishes();
      const before = bar.tickets.length;
      await accept(second);
      await expect(card.getByText(t('waitingJobs', 1))).toBeVisible();
      await expectAccessible(page, 'printers, one without paper');
      await bar.whenTickets(before + 1);
      await expect
        .poll(async () => {
          const { printJobs } = await demo.branch.call(branchApi.getOrder, {
            id: second.order.id,
          });
          return printJobs.map(({ state }) => state);
        })
        .not.toContain('blocked');
      const { printJobs } = await demo.branch.call(branchApi.getOrder, { id: second.order.id });
      expect(printJobs.map(({ backupFrom }) => backupFrom)).toContain('Hot 1');
      await page.getByText(t('queue.filters.all'), { exact: true }).click();
      const rows = page.getByRole('listitem').filter({ hasText: second.order.displayNumber });
      await expect(rows.filter({ hasText: 'Hot 1' })).toBeVisible();
    });

    test('is asked about a receipt that broke off, and answers at the paper', async ({ page }) => {
      await addPrinter(page, kitchen, 'Hot 1');
      await finish(page, kitchen);
      const view = await orderOfTwoDishes();
      const sheets = kitchen.tickets.length;
      await accept(view);
      await kitchen.whenTickets(sheets + 1);

      await page.goto(`${demo.ready.branch}/#/orders/${view.order.id}`);
      kitchen.dropAfterBytes(3_000);
      await press(page.getByRole('dialog'), 'details.receipt');
      await expect(page.getByText(t('banner.doubt.what', 1))).toBeVisible();
      await press(page.getByRole('dialog'), 'common.close');
      await page.getByRole('link', { name: t('banner.openQueue') }).click();

      const question = page.getByRole('region', { name: t('doubt.question.paper') });
      await expect(question).toContainText(view.order.displayNumber);
      await expectAccessible(page, 'a paper in doubt');
      await press(question, 'doubt.no.paper');

      await expect(question).toHaveCount(0);
      await expect
        .poll(async () => {
          const { printJobs } = await demo.branch.call(branchApi.getOrder, { id: view.order.id });
          return printJobs.find(({ kind }) => kind === 'receipt');
        })
        .toMatchObject({ state: 'printed', mark: 'possible_duplicate' });
    });

    test('finds everything on a phone', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await addPrinter(page, kitchen, 'Hot 1');
      await expectNoSidewaysScroll(page);
      await finish(page, kitchen);
      for (const screen of ['printers', 'printers/stations']) {
        await page.goto(`${demo.ready.branch}/#/${screen}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page, screen);
      }
    });
  });
}
