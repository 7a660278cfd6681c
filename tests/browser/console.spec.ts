/** The relay's console as an owner uses it: who is connected, what came in, what became of an order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { type Demo, startDemo } from '../testing/demo.ts';
import { consoleWords, languages } from '../testing/till-words.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-console-'));
let demo: Demo;

test.use({ actionTimeout: 15_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  demo = await startDemo(dataDir, ['--fresh', '--any-port']);
  await expect
    .poll(
      async () => (await demo.branch.call(branchApi.listOrders, { lane: 'open' })).orders.length,
    )
    .toBeGreaterThan(0);
});

test.afterAll(async () => {
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
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
      const [first] = (await demo.branch.call(branchApi.listOrders, { lane: 'open' })).orders;
      if (!first) throw new Error('no order has come');
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

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`meets no barrier on any page, in ${colorScheme} colours`, async ({
        page,
        complaints,
      }) => {
        test.setTimeout(120_000);
        await page.emulateMedia({ colorScheme });
        await page.goto(demo.ready.console);
        await expect(page.getByRole('button', { name: t('login.signIn') })).toBeVisible();
        await expectAccessible(page, 'login');
        complaints.length = 0;
        await signIn(page, complaints);
        for (const tab of ['branches', 'connections', 'orders', 'webhooks', 'calls']) {
          await openTab(page, tab);
          await expect(page.getByRole('heading', { name: t(`${tab}.title`) })).toBeVisible();
          await expectAccessible(page, tab);
        }
      });
    }

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
