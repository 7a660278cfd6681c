/** Two tills on a table's bill, guests who share it and pay in different ways, and money that goes back by a manager's PIN. */
import { type BrowserContext, expect, type Page } from '@playwright/test';
import type { Bill } from '../../src/shared/contract/bill.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { ensureFloor } from '../../tools/rig/sample-floor.ts';
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
import { givePin, hire } from '../testing/crew.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const rana = { name: 'Rana', role: 'manager', pin: '1111' } as const;
const omar = { name: 'Omar', role: 'cashier', pin: '2222' } as const;
let branch: BranchProgram;

test.beforeAll(async () => {
  branch = await startBranch();
  await branch.call(branchApi.moveFirstRun, { step: null });
  await ensureMenu(branch);
  await ensureFloor(branch);
  const manager = branch.as(await hire(branch, rana));
  await hire(manager, omar);
});

test.afterAll(() => branch?.close());

const dishes = {
  en: { hummus: /^Hummus/, fries: /^French fries/, knafeh: /^Knafeh/ },
  ar: { hummus: /^حمص/, fries: /^بطاطا مقلية/, knafeh: /^كنافة/ },
};
/** Each language sits at a table of its own. */
const tableOf = { en: '4', ar: '6' };

const billOf = async (page: Page): Promise<Bill> => {
  const id = /(bil_\w+)/.exec(page.url())?.[1] ?? '';
  return (await branch.call(branchApi.getBill, { id })).bill;
};

for (const language of languages) {
  const t = tillWords(language);
  const dish = dishes[language];
  const table = new RegExp(`^${tableOf[language]}[^0-9]`);

  const button = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  const goTo = (page: Page, path: string) => page.goto(`${branch.address()}/#${path}`);

  async function openTill(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(branch.link());
    await button(page, t('staff.signInTitle')).click();
    await button(page, new RegExp(omar.name)).click();
    await givePin(page, t, omar.pin);
    await expect(page.getByRole('dialog')).toBeHidden();
    return page;
  }

  test.describe(`guests and staff who read ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test('two tills fill the bill of a table; its guests share it, in cash and by card', async ({
      context,
      browser,
    }) => {
      const page = await openTill(context);
      await goTo(page, '/tables');
      await expect(page.getByRole('button', { name: table })).toBeVisible();
      await expectAccessible(page, 'tables');
      await button(page, table).click();
      await expect(page).toHaveURL(/sell\/bil_/);
      await button(page, dish.hummus).click();
      await button(page, dish.fries).click();

      const touched = { ...counters[1].use, locale: localeOf[language] };
      const second = await browser.newContext(touched);
      const other = await openTill(second);
      await goTo(other, '/tables');
      await button(other, table).tap();
      await expect(other).toHaveURL(page.url());
      await button(other, dish.knafeh).tap();
      // 1.500, 1.250 and 2.250.
      await expect.poll(async () => (await billOf(page)).sums.totalMinor).toBe(5_000);

      const { id } = await billOf(page);
      await goTo(page, `/sell/${id}/pay`);
      await expect(page.getByText('5.000').first()).toBeVisible();
      await expectAccessible(page, 'payment');
      await button(page, t('pay.split')).click();
      await expectAccessible(page, 'splitting');
      await button(page, t('pay.splitNow')).click();
      await expect(page.getByText(t('pay.dueGuest').replace('{{number}}', '1'))).toBeVisible();
      await button(page, '3.000').click();
      const taken = page.getByRole('list', { name: t('pay.payments') }).getByRole('listitem');
      await expect(taken).toHaveCount(1);
      await expect(page.getByRole('status').filter({ hasText: '0.500' })).toBeVisible();

      await page.keyboard.type('1');
      await page.keyboard.press('Enter');
      await expect(taken).toHaveCount(2);
      await page.keyboard.press('k');
      await page.getByLabel(t('pay.cardReference')).fill('004711');
      await page.keyboard.press('Enter');
      await expect(page.getByText(t('pay.noChange'))).toBeVisible();
      await expectAccessible(page, 'a paid bill');
      const paid = await billOf(page);
      expect(paid).toMatchObject({ state: 'closed', dueMinor: 0 });
      expect(paid.payments).toMatchObject([
        { part: 0, method: 'cash', amountMinor: 2_500, changeMinor: 500 },
        { part: 1, method: 'cash', amountMinor: 1_000 },
        { part: 1, method: 'card', amountMinor: 1_500, reference: '004711' },
      ]);
      expect(paid.receipts).toHaveLength(2);
      await expect(other.getByText(t('bill.state.closed')).first()).toBeVisible();
      await second.close();
    });

    test('the plan, its list on a phone, and the caller’s page suit everybody', async ({
      context,
    }) => {
      const page = await openTill(context);
      await goTo(page, '/sell');
      await button(page, dish.hummus).click();
      await expect(page).toHaveURL(/sell\/bil_/);
      const { id } = await billOf(page);
      await goTo(page, '/tables/edit');
      await button(page, t('tables.addTable')).click();
      await expectAccessible(page, 'drawing the tables');
      await goTo(page, `/sell/${id}/customer`);
      await page.getByLabel(t('customer.phone')).fill('0791234567');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(new RegExp(`sell/${id}$`));
      expect((await billOf(page)).customer?.phone).toBe('0791234567');
      for (const path of [`/tables/choose/${id}`, `/sell/${id}/customer`, `/sell/${id}/pay`]) {
        await page.setViewportSize({ width: 390, height: 844 });
        await goTo(page, path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page, path);
      }
    });
  });

  for (const { place, use, look } of counters) {
    test.describe(`a cashier who reads ${language}, ${place}`, () => {
      test.use({ locale: localeOf[language], ...use });

      test('a refund asks for a manager, and a wrong PIN gives nothing back', async ({
        context,
        press,
        complaints,
      }) => {
        const page = await openTill(context);
        await goTo(page, '/sell');
        await press(button(page, dish.hummus));
        await expect(page).toHaveURL(/sell\/bil_/);
        await goTo(page, `/sell/${(await billOf(page)).id}/pay`);
        await press(button(page, /^1\.500/));
        await expect(page.getByText(t('pay.noChange'))).toBeVisible();
        const [receipt] = (await billOf(page)).receipts;

        await goTo(page, '/bills');
        await look(page, 'bills');
        await page.getByLabel(t('bills.receiptNumber')).fill(receipt?.number ?? '');
        await press(button(page, t('bills.find')));
        await press(button(page, t('bills.refund')));
        await press(page.getByText(t('bills.reasons.cold'), { exact: true }));
        await look(page, 'giving money back');
        await press(button(page, new RegExp(`^${t('bills.giveBack')}`)));

        await expect(page.getByText(t('staff.approvalTitle'))).toBeVisible();
        const finger = use.hasTouch ? press : undefined;
        await givePin(page, t, '9999', finger);
        await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
        expect((await billOf(page)).refunds).toEqual([]);
        await givePin(page, t, rana.pin, finger);
        await expect(
          page.getByText(t('bills.refunded')).or(page.getByText('−1.500')).first(),
        ).toBeVisible();
        expect((await billOf(page)).refunds).toMatchObject([
          { totalMinor: 1_500, method: 'cash', by: { name: omar.name } },
        ]);
        await look(page, 'a bill that was given back');
        forgive(complaints, /status of 40[13]/);
      });
    });
  }
}
