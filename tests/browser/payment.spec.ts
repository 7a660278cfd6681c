/** Two tills on a table's bill, guests who share it and pay in different ways, and money that goes back by a manager's PIN. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import type { Bill } from '../../src/shared/contract/bill.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { staffHeader } from '../../src/shared/contract/staff.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { type Demo, startDemo } from '../testing/demo.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-payment-'));
const rana = { name: 'Rana', pin: '1111' };
const omar = { name: 'Omar', pin: '2222' };
let demo: Demo;

test.use({ actionTimeout: 15_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  demo = await startDemo(dataDir, ['--fresh', '--any-port']);
  await hireStaff();
});

test.afterAll(async () => {
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A manager, who then hires the cashier. */
async function hireStaff(): Promise<void> {
  const person = { granted: [], revoked: [], language: null, digits: null };
  const { member } = await demo.branch.call(branchApi.addStaff, {
    ...person,
    ...rana,
    role: 'manager',
  });
  const who = { staffId: member.id, pin: rana.pin };
  const { token } = await demo.branch.call(branchApi.signIn, who);
  const answer = await fetch(`${demo.ready.branch}${branchApi.addStaff.path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${readFileSync(join(dataDir, 'branch', 'local-token'), 'utf8').trim()}`,
      'content-type': 'application/json',
      [staffHeader]: token,
    },
    body: JSON.stringify({ ...person, ...omar, role: 'cashier' }),
  });
  expect(answer.ok).toBe(true);
}

const dishes = {
  en: { hummus: /^Hummus/, fries: /^French fries/, knafeh: /^Knafeh/ },
  ar: { hummus: /^حمص/, fries: /^بطاطا مقلية/, knafeh: /^كنافة/ },
};
/** Each language sits at a table of its own. */
const tableOf = { en: '4', ar: '6' };

const billOf = async (page: Page): Promise<Bill> => {
  const id = /(bil_\w+)/.exec(page.url())?.[1] ?? '';
  return (await demo.branch.call(branchApi.getBill, { id })).bill;
};

/** A browser complains of every call that was refused, also where that is what is tested. */
function forgive(complaints: string[], what: string): void {
  const others = complaints.filter((complaint) => !complaint.includes(what));
  complaints.splice(0, complaints.length, ...others);
}

for (const language of languages) {
  const t = tillWords(language);
  const dish = dishes[language];
  const table = new RegExp(`^${tableOf[language]}[^0-9]`);

  test.describe(`guests and staff who read ${language}`, () => {
    test.use({ locale: localeOf[language] });

    const press = (page: Page, name: string | RegExp) =>
      page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click();
    const place = (page: Page, path: string) => page.goto(`${demo.ready.branch}/#${path}`);

    async function enterPin(page: Page, pin: string): Promise<void> {
      const field = page.getByRole('dialog').locator('input[type="password"]');
      await field.fill(pin);
      await field.press('Enter');
    }

    async function openTill(context: BrowserContext): Promise<Page> {
      const page = await context.newPage();
      await page.goto(demo.ready.till);
      await press(page, t('staff.signInTitle'));
      await press(page, new RegExp(omar.name));
      await enterPin(page, omar.pin);
      await expect(page.getByRole('dialog')).toBeHidden();
      return page;
    }

    test('two tills fill the bill of a table; its guests share it, in cash and by card', async ({
      context,
      browser,
      complaints,
    }) => {
      const page = await openTill(context);
      await place(page, '/tables');
      await expect(page.getByRole('button', { name: table })).toBeVisible();
      await expectAccessible(page, 'tables');
      await press(page, table);
      await expect(page).toHaveURL(/sell\/bil_/);
      await press(page, dish.hummus);
      await press(page, dish.fries);

      const second = await browser.newContext({
        viewport: { width: 1024, height: 768 },
        locale: localeOf[language],
      });
      const other = await openTill(second);
      await place(other, '/tables');
      await press(other, table);
      await expect(other).toHaveURL(page.url());
      await press(other, dish.knafeh);
      // 1.500, 1.250 and 2.250.
      await expect.poll(async () => (await billOf(page)).sums.totalMinor).toBe(5_000);

      const { id } = await billOf(page);
      await place(page, `/sell/${id}/pay`);
      await expect(page.getByText('5.000').first()).toBeVisible();
      await expectAccessible(page, 'payment');
      await press(page, t('pay.split'));
      await expectAccessible(page, 'splitting');
      await press(page, t('pay.splitNow'));
      await expect(page.getByText(t('pay.dueGuest').replace('{{number}}', '1'))).toBeVisible();
      await press(page, '3.000');
      await expect(page.getByText('0.500').first()).toBeVisible();

      await page.keyboard.type('1');
      await page.keyboard.press('Enter');
      const taken = page.getByRole('list', { name: t('pay.payments') }).getByRole('listitem');
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
      forgive(complaints, '401');
    });

    test('a refund asks for a manager, and a wrong PIN gives nothing back', async ({
      context,
      complaints,
    }) => {
      const page = await openTill(context);
      await place(page, '/sell');
      await press(page, dish.hummus);
      await expect(page).toHaveURL(/sell\/bil_/);
      await place(page, `/sell/${(await billOf(page)).id}/pay`);
      await press(page, /^1\.500/);
      await expect(page.getByText(t('pay.noChange'))).toBeVisible();
      const [receipt] = (await billOf(page)).receipts;

      await place(page, '/bills');
      await expectAccessible(page, 'bills');
      await page.getByLabel(t('bills.receiptNumber')).fill(receipt?.number ?? '');
      await press(page, t('bills.find'));
      await press(page, t('bills.refund'));
      await page.getByLabel(t('bills.reasons.cold')).check();
      await expectAccessible(page, 'giving money back');
      await press(page, new RegExp(`^${t('bills.giveBack')}`));

      await expect(page.getByText(t('staff.approvalTitle'))).toBeVisible();
      await enterPin(page, '9999');
      await expect(page.getByRole('alert').first()).toBeVisible();
      expect((await billOf(page)).refunds).toEqual([]);
      await enterPin(page, rana.pin);
      await expect(
        page.getByText(t('bills.refunded')).or(page.getByText('−1.500')).first(),
      ).toBeVisible();
      expect((await billOf(page)).refunds).toMatchObject([
        { totalMinor: 1_500, method: 'cash', by: { name: omar.name } },
      ]);
      await expectAccessible(page, 'a bill that was given back');
      for (const status of ['401', '403']) forgive(complaints, status);
    });

    test('the plan, its list on a phone, and the caller’s page suit everybody', async ({
      context,
    }) => {
      const page = await openTill(context);
      await place(page, '/sell');
      await press(page, dish.hummus);
      await expect(page).toHaveURL(/sell\/bil_/);
      const { id } = await billOf(page);
      await place(page, '/tables/edit');
      await press(page, t('tables.addTable'));
      await expectAccessible(page, 'drawing the tables');
      await place(page, `/sell/${id}/customer`);
      await page.getByLabel(t('customer.phone')).fill('0791234567');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(new RegExp(`sell/${id}$`));
      expect((await billOf(page)).customer?.phone).toBe('0791234567');
      for (const path of [`/tables/choose/${id}`, `/sell/${id}/customer`, `/sell/${id}/pay`]) {
        await page.setViewportSize({ width: 390, height: 844 });
        await place(page, path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page, path);
      }
    });
  });
}
