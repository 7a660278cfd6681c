/** The relay's console as an owner uses it: who is connected, what came in, what became of an order. */
import { expect, type Page } from '@playwright/test';
import type { OrderView } from '../../src/shared/contract/branch-api.ts';
import { expectAccessibleInBoth, expectNoSidewaysScroll, localeOf } from '../testing/browser.ts';
import { type House, test } from '../testing/house.ts';
import { consoleWords, languages } from '../testing/till-words.ts';

let demo: House;
let first: OrderView;

test.beforeAll(async ({ house }) => {
  demo = house;
  first = await house.send('talabat');
});

for (const language of languages) {
  const t = consoleWords(language);

  async function signIn(page: Page, complaints: string[]): Promise<void> {
    await page.goto(demo.ready.console);
    await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
    const { email, password } = demo.ready.logins.console;
    await page.getByLabel(t('login.email')).fill(email);
    await page.locator('input[autocomplete="current-password"]').fill(password);
    await page.getByRole('button', { name: t('login.signIn') }).click();
    await expect(page.getByRole('heading', { name: t('companies.title') })).toBeVisible();
    // The browser itself notes that the profile was asked for before anybody had signed in.
    expect(complaints.filter((complaint) => !/status of 401/.test(complaint))).toEqual([]);
    complaints.length = 0;
    await page.getByRole('link', { name: /Wasla Grill/ }).click();
    await expect(page.getByRole('heading', { name: t('branches.title') })).toBeVisible();
  }

  const openTab = (page: Page, tab: string) =>
    page
      .getByRole('navigation')
      .getByRole('link', { name: t(`frame.${tab}`) })
      .click();

  test.describe(`an owner who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test('sees the branch connected, the calls that came and the life of an order', async ({
      page,
      complaints,
    }) => {
      await signIn(page, complaints);

      await expect(page.getByText(t('branches.connected'), { exact: true }).first()).toBeVisible();
      await openTab(page, 'webhooks');
      const call = page.getByRole('button', { name: new RegExp(first.order.externalId) });
      await expect(call).toContainText(t('callState.applied'));
      await call.click();
      await expect(page.getByRole('dialog').getByText(t('webhooks.body'))).toBeVisible();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('common.close') })
        .click();

      await openTab(page, 'orders');
      await page
        .getByRole('button', { name: new RegExp(first.order.displayNumber) })
        .first()
        .click();
      const sheet = page.getByRole('dialog');
      for (const hop of ['platform_sent', 'relay_stored', 'branch_stored']) {
        await expect(sheet.getByText(t(`hop.${hop}`)).first()).toBeVisible();
      }
    });

    test('meets no barrier on any page, in light colours or dark', async ({ page, complaints }) => {
      await page.goto(demo.ready.console);
      await expect(page.getByRole('button', { name: t('login.signIn') })).toBeVisible();
      await expectAccessibleInBoth(page, 'login');
      complaints.length = 0;
      await signIn(page, complaints);
      for (const tab of ['branches', 'connections', 'orders', 'webhooks', 'calls']) {
        await openTab(page, tab);
        await expect(page.getByRole('heading', { name: t(`${tab}.title`) })).toBeVisible();
        await expectAccessibleInBoth(page, tab);
      }
    });

    test('uses it on a phone', async ({ page, complaints }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await signIn(page, complaints);
      for (const tab of ['orders', 'webhooks', 'connections']) {
        await openTab(page, tab);
        await expect(page.getByRole('heading', { name: t(`${tab}.title`) })).toBeVisible();
        await expectNoSidewaysScroll(page);
      }
    });
  });
}
