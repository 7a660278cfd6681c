/** A cashier at the counter: dishes with choices, a discount, a cut, a reload, a second till, and every bill exact. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import type { Bill } from '../../src/shared/contract/bill.ts';
import { branchApi, signInUrl } from '../../src/shared/contract/branch-api.ts';
import { type BranchClient, createBranchClient } from '../../tools/rig/branch-client.ts';
import { type Program, startProgram } from '../../tools/rig/program.ts';
import { ensureMenu } from '../../tools/rig/sample-menu.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-selling-'));
const Ready = z.object({ url: z.string(), tokenFile: z.string() });
let program: Program<z.infer<typeof Ready>>;
let client: BranchClient;

test.use({ actionTimeout: 15_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  program = await startProgram({
    name: 'branch',
    entry: 'src/main/headless.ts',
    ready: Ready,
    env: { BRANCH_PORT: '0', BRANCH_DATA_DIR: dataDir, BRANCH_LOG_LEVEL: 'error' },
  });
  client = createBranchClient(program.ready.url, program.ready.tokenFile);
  await client.call(branchApi.moveFirstRun, { step: null });
  await ensureMenu(client);
});

test.afterAll(async () => {
  await program?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const dishes = {
  en: { shawarma: /^Chicken shawarma/, hummus: /^Hummus/, fries: /^French fries/, saj: /^Saj/ },
  ar: { shawarma: /^شاورما دجاج/, hummus: /^حمص/, fries: /^بطاطا مقلية/, saj: /^صاج/ },
};
const meal = { en: /^Fries and a drink/, ar: /^بطاطا ومشروب/ };
const large = { en: /^Large/, ar: /^كبير/ };

const billOf = async (page: Page): Promise<Bill> => {
  const id = /sell\/(bil_\w+)/.exec(page.url())?.[1] ?? '';
  return (await client.call(branchApi.getBill, { id })).bill;
};

/** A browser complains of every call that the cut kept from the branch. */
function forgive(complaints: string[], what: string): void {
  const others = complaints.filter((complaint) => !complaint.includes(what));
  complaints.splice(0, complaints.length, ...others);
}

for (const language of languages) {
  const t = tillWords(language);
  const dish = dishes[language];

  test.describe(`a cashier who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    const press = (page: Page, name: string | RegExp) =>
      page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click();
    const lines = (page: Page) =>
      page.getByRole('list', { name: t('sell.lines') }).getByRole('listitem');

    async function openTill(page: Page): Promise<void> {
      const { url, tokenFile } = program.ready;
      await page.goto(signInUrl(url, readFileSync(tokenFile, 'utf8').trim()));
      await page.goto(`${url}/#/sell`);
      await expect(page.getByRole('button', { name: dish.hummus })).toBeVisible();
    }

    /** With a bread, a large drink and a wish for the kitchen. */
    async function addMeal(page: Page): Promise<void> {
      await press(page, dish.shawarma);
      const sheet = page.getByRole('dialog');
      const add = sheet.getByRole('button', { name: new RegExp(`^${t('sell.add')}\\s`) });
      await add.click();
      await expect(sheet.getByText(t('sell.choose.missing', 1))).toBeVisible();
      await sheet.getByRole('button', { name: dish.saj }).click();
      await sheet.getByRole('button', { name: meal[language] }).click();
      await sheet.getByRole('button', { name: large[language] }).click();
      await sheet.getByRole('textbox', { name: t('sell.note.line') }).fill('بدون بصل');
      await expect(add).toContainText('3.500');
      await expectAccessible(page, 'choices of a dish');
      await add.click();
    }

    test('sells through a cut and a reload, holds and recalls, and nothing is lost or doubled', async ({
      page,
      context,
      complaints,
    }) => {
      await openTill(page);
      await expectAccessible(page, 'before the first tap');
      await addMeal(page);
      await page.keyboard.press('3');
      await press(page, dish.hummus);
      await expect(lines(page)).toHaveCount(2);
      await expect(page).toHaveURL(/sell\/bil_/);

      await press(page, t('sell.discount.title'));
      await page.getByRole('dialog').getByRole('button', { name: '10%', exact: true }).click();
      // 3.500 and three times 1.500, less a tenth.
      await expect(page.getByText('7.200').first()).toBeVisible();

      await context.setOffline(true);
      await press(page, dish.fries);
      await expect(page.getByText(t('bill.waiting.next'))).toBeVisible();
      await expect(lines(page)).toHaveCount(3);
      await context.setOffline(false);
      await expect(page.getByText(t('bill.waiting.next'))).toBeHidden();
      forgive(complaints, 'ERR_INTERNET_DISCONNECTED');

      await page.reload();
      await expect(lines(page)).toHaveCount(3);
      const sold = await billOf(page);
      expect(sold.lines.map(({ quantity }) => quantity)).toEqual([1, 3, 1]);
      expect(sold.sums.totalMinor).toBe(8_325);

      await press(page, t('sell.hold'));
      await expect(page.getByRole('heading', { name: t('bill.new') })).toBeVisible();
      const held = page
        .getByRole('list', { name: t('sell.openBills') })
        .getByRole('button', { name: t('bill.state.held') });
      await held.first().click();
      await expect(lines(page)).toHaveCount(3);
      await expect.poll(async () => (await billOf(page)).state).toBe('open');

      await press(page, t('sell.send.some', 3));
      await expect(page.getByRole('img', { name: t('sell.line.sent') })).toHaveCount(3);
      await expectAccessible(page, 'a bill that the kitchen has');
      expect((await billOf(page)).lines.every(({ sent }) => sent !== null)).toBe(true);
    });

    test('works on one bill with another till, on a small touch screen', async ({ browser }) => {
      const context = await browser.newContext({
        viewport: { width: 1024, height: 768 },
        hasTouch: true,
        locale: localeOf[language],
      });
      const page = await context.newPage();
      const tap = (name: string | RegExp) =>
        page
          .getByRole('button', { name, exact: typeof name === 'string' })
          .first()
          .tap();
      await openTill(page);
      await tap(dish.fries);
      await expect(page).toHaveURL(/sell\/bil_/);
      await expectNoSidewaysScroll(page);

      const other = await context.newPage();
      await other.goto(page.url());
      await press(other, dish.hummus);
      await expect(lines(page)).toHaveCount(2);
      await tap(t('bill.kind.dine_in'));
      await expect
        .poll(async () => {
          const { kind, lines: booked } = await billOf(page);
          return [kind, booked.length];
        })
        .toEqual(['dine_in', 2]);

      await lines(page).last().getByRole('button').tap();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('common.remove') })
        .tap();
      await tap(t('common.undo'));
      await expect(lines(page)).toHaveCount(2);
      await tap(t('sell.cancel.short'));
      await expectAccessible(page, 'why a bill is cancelled');
      await tap(t('sell.reason.guest'));
      await expect(page.getByRole('heading', { name: t('bill.new') })).toBeVisible();
      await expect(other.getByText(t('bill.state.cancelled'))).toBeVisible();
      expect((await billOf(other)).state).toBe('cancelled');
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page, 'selling on a phone');
      await context.close();
    });
  });
}
