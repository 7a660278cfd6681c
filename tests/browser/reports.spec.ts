/** Looking back: an order found by its customer, the day's report as a file, and what waits while the line is cut. */
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { Bill } from '../../src/shared/contract/bill.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { formatDecimal } from '../../src/shared/contract/money.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf } from '../testing/browser.ts';
import { type House, test } from '../testing/house.ts';
import { languages, tillWords } from '../testing/till-words.ts';

let demo: House;

test.beforeAll(({ house }) => {
  demo = house;
});

/** A paid take-away of two dishes for this customer. */
async function sell(name: string): Promise<Bill> {
  const command = () => ({ commandId: systemIds('cmd') });
  const { menu } = await demo.branch.call(branchApi.readMenu, { knownVersion: '' });
  const dish = menu?.products.find(({ groupIds }) => groupIds.length === 0);
  const { bill } = await demo.branch.call(branchApi.openBill, {
    ...command(),
    kind: 'takeaway',
    table: '',
    customer: { name, phone: '079 765 4321', address: null },
  });
  const { bill: filled } = await demo.branch.call(branchApi.addLines, {
    ...command(),
    id: bill.id,
    version: bill.version,
    lines: [{ productId: dish?.id ?? '', quantity: 2, choices: [], note: '' }],
  });
  const { bill: paid } = await demo.branch.call(branchApi.payBill, {
    ...command(),
    id: bill.id,
    version: filled.version,
    part: null,
    payment: { method: 'cash', tenderedMinor: filled.cashDueMinor },
  });
  return paid;
}

for (const language of languages) {
  const t = tillWords(language);

  test.describe(`a manager who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test.beforeEach(async ({ page }) => {
      await demo.clearBoard();
      await page.goto(demo.ready.till);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
    });

    const open = (page: Page, path: string) => page.goto(`${demo.ready.branch}/#${path}`);

    test('finds an order by a name with another hamza, and takes the day home as a file', async ({
      page,
    }) => {
      const bill = await sell('أُسامة الأحمد');
      await open(page, '/past');
      await page.getByRole('searchbox').fill('اسامه احمد');
      const results = page.getByRole('list', { name: t('past.title') });
      await expect(results.getByRole('link').first()).toContainText('أُسامة الأحمد');
      await expectAccessible(page, 'past orders');
      await results.getByRole('link').first().click();
      await expect(page.getByRole('dialog')).toContainText('أُسامة الأحمد');
      await page.getByRole('button', { name: t('common.close') }).click();

      await open(page, '/reports');
      const report = await demo.branch.call(branchApi.readReport, {});
      expect(report.counter.totalMinor).toBeGreaterThanOrEqual(bill.sums.totalMinor);
      const sold = page.getByRole('definition').first();
      const { currency } = report;
      const amount = formatDecimal(
        report.counter.totalMinor + report.platforms.totalMinor,
        currency,
      );
      await expect(sold).toContainText(amount);
      await expectAccessible(page, 'reports');
      await expectNoSidewaysScroll(page);

      const items = page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: t('reports.table.items') }) });
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        items.getByRole('button').first().click(),
      ]);
      const text = readFileSync(await download.path(), 'utf8');
      expect(text.startsWith('\ufeff')).toBe(true);
      expect(text.trimEnd().split('\r\n').at(-1)).toContain(amount);
    });

    test('sees what waits while the line is cut, and that nothing waits after', async ({
      page,
    }) => {
      const { order } = await demo.send('generic');
      await demo.turn('cut', true);
      await demo.branch.call(branchApi.acceptOrder, { id: order.id, prepMinutes: 15 });

      await open(page, '/waiting');
      const waiting = page.getByRole('link', { name: order.displayNumber });
      await expect(waiting).toBeVisible();
      await expect(page.getByText(t('waiting.state.offline'))).toBeVisible();
      await expectAccessible(page, 'waiting');

      await demo.turn('cut', false);
      await expect(page.getByText(t('waiting.empty'), { exact: true })).toBeVisible();
    });
  });
}
