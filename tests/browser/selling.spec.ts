/** A cashier at the counter: dishes with choices, a discount, a cut, a reload, a second till, and every bill exact. */
import { expect, type Page } from '@playwright/test';
import type { Bill } from '../../src/shared/contract/bill.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { createCuttableLink, type CuttableLink } from '../../tools/rig/cuttable-link.ts';
import { ensureMenu } from '../../tools/rig/sample-menu.ts';
import { type BranchProgram, startBranch } from '../testing/branch-program.ts';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  forgive,
  localeOf,
  test,
} from '../testing/browser.ts';
import { counters } from '../testing/counters.ts';
import { languages, tillWords } from '../testing/till-words.ts';

let branch: BranchProgram;
/** Between the tills and the branch, at the port of the branch: the page must find it where it says it is. */
let wire: CuttableLink;

test.beforeAll(async () => {
  branch = await startBranch({ BRANCH_HOST: '127.0.0.2' });
  const { hostname, port } = new URL(branch.address());
  wire = await createCuttableLink(Number(port), Number(port), hostname);
  await branch.call(branchApi.moveFirstRun, { step: null });
  await ensureMenu(branch);
});

test.afterAll(async () => {
  await wire?.close();
  await branch?.close();
});

const overWire = (address: string) => address.replace('127.0.0.2', '127.0.0.1');

const dishes = {
  en: { shawarma: /^Chicken shawarma/, hummus: /^Hummus/, fries: /^French fries/, saj: /^Saj/ },
  ar: { shawarma: /^شاورما دجاج/, hummus: /^حمص/, fries: /^بطاطا مقلية/, saj: /^صاج/ },
};
const meal = { en: /^Fries and a drink/, ar: /^بطاطا ومشروب/ };
const large = { en: /^Large/, ar: /^كبير/ };

const billOf = async (page: Page): Promise<Bill> => {
  const id = /sell\/(bil_\w+)/.exec(page.url())?.[1] ?? '';
  return (await branch.call(branchApi.getBill, { id })).bill;
};

for (const language of languages) {
  const t = tillWords(language);
  const dish = dishes[language];
  const button = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  const lines = (page: Page) =>
    page.getByRole('list', { name: t('sell.lines') }).getByRole('listitem');

  async function openTill(page: Page): Promise<void> {
    await page.goto(overWire(branch.link()));
    await page.goto(`${overWire(branch.address())}/#/sell`);
    await expect(button(page, dish.hummus)).toBeVisible();
  }

  for (const { place, use, look } of counters) {
    test.describe(`a cashier who reads ${language}, ${place}`, () => {
      test.use({ locale: localeOf[language], ...use });

      test('sells through a cut and a reload, holds and recalls, and nothing is lost or doubled', async ({
        page,
        press,
        complaints,
      }) => {
        await openTill(page);
        await look(page, 'before the first tap');

        // With a bread, a large drink and a wish for the kitchen.
        await press(button(page, dish.shawarma));
        const sheet = page.getByRole('dialog');
        const add = sheet.getByRole('button', { name: new RegExp(`^${t('sell.add')}\\s`) });
        await press(add);
        await expect(sheet.getByText(t('sell.choose.missing', 1))).toBeVisible();
        await press(sheet.getByRole('button', { name: dish.saj }));
        await press(sheet.getByRole('button', { name: meal[language] }));
        await press(sheet.getByRole('button', { name: large[language] }));
        await sheet.getByRole('textbox', { name: t('sell.note.line') }).fill('بدون بصل');
        await expect(add).toContainText('3.500');
        await look(page, 'choices of a dish');
        await press(add);
        await expect(sheet).toHaveCount(0);

        const count = page.getByRole('group', { name: t('sell.quantity.label') });
        if (use.hasTouch) await press(count.getByRole('button', { name: '3', exact: true }));
        else await page.keyboard.press('3');
        await expect(count.getByRole('status')).toContainText('3');
        await press(button(page, dish.hummus));
        await expect(lines(page)).toHaveCount(2);
        await expect(page).toHaveURL(/sell\/bil_/);
        await press(button(page, t('sell.discount.title')));
        await press(sheet.getByRole('button', { name: '10%', exact: true }));
        // 3.500 and three times 1.500, less a tenth.
        await expect(page.getByText('7.200').first()).toBeVisible();

        // What is tapped while the line is cut waits beside the page, through a reload that finds nobody.
        wire.setCut(true);
        await press(button(page, dish.fries));
        await expect(page.getByText(t('bill.waiting.next'))).toBeVisible();
        await expect(lines(page)).toHaveCount(3);
        const address = page.url();
        await expect(page.reload()).rejects.toThrow(/net::ERR/);
        wire.setCut(false);
        // The browser may still be putting up its own page about nobody being there.
        await expect(async () => void (await page.goto(address))).toPass();
        await expect(lines(page)).toHaveCount(3);
        await expect(page.getByText(t('bill.waiting.next'))).toBeHidden();
        await expect
          .poll(async () => (await billOf(page)).lines.map(({ quantity }) => quantity))
          .toEqual([1, 3, 1]);
        expect((await billOf(page)).sums.totalMinor).toBe(8_325);
        forgive(complaints, /ERR_|WebSocket/);

        await press(button(page, t('sell.hold')));
        await expect(page.getByRole('heading', { name: t('bill.new') })).toBeVisible();
        const held = page
          .getByRole('list', { name: t('sell.openBills') })
          .getByRole('button', { name: t('bill.state.held') });
        await press(held.first());
        await expect(lines(page)).toHaveCount(3);
        await expect.poll(async () => (await billOf(page)).state).toBe('open');

        await press(button(page, t('sell.send.some', 3)));
        await expect(page.getByRole('img', { name: t('sell.line.sent') })).toHaveCount(3);
        await look(page, 'a bill that the kitchen has');
        expect((await billOf(page)).lines.every(({ sent }) => sent !== null)).toBe(true);
      });
    });
  }

  test.describe(`two tills in ${language}`, () => {
    test.use({ locale: localeOf[language], ...counters[1].use });

    test('work on one bill, one of them by finger', async ({ page, context, press }) => {
      await openTill(page);
      await press(button(page, dish.fries));
      await expect(page).toHaveURL(/sell\/bil_/);

      const other = await context.newPage();
      await other.goto(page.url());
      await button(other, dish.hummus).click();
      // A browser gives its time to the page in front.
      await page.bringToFront();
      await expect(lines(page)).toHaveCount(2);
      await press(button(page, t('bill.kind.dine_in')));
      await expect
        .poll(async () => {
          const { kind, lines: booked } = await billOf(page);
          return [kind, booked.length];
        })
        .toEqual(['dine_in', 2]);

      await press(lines(page).last().getByRole('button'));
      const sheet = page.getByRole('dialog');
      await press(sheet.getByRole('button', { name: t('common.remove') }));
      await press(button(page, t('common.undo')));
      await expect(lines(page)).toHaveCount(2);
      await press(button(page, t('sell.cancel.short')));
      await expectAccessible(page, 'why a bill is cancelled');
      await press(button(page, t('sell.reason.guest')));
      await expect(page.getByRole('heading', { name: t('bill.new') })).toBeVisible();
      await expect(other.getByText(t('bill.state.cancelled'))).toBeVisible();
      expect((await billOf(other)).state).toBe('cancelled');
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page, 'selling on a phone');
    });
  });
}
