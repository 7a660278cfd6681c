/** The whole demo as a cashier would go through it, once in each language. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { type Demo, startDemo } from '../testing/demo.ts';
import { type DemoPanel, demoPlatforms, openPanel } from '../testing/demo-panel.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-browser-'));
let demo: Demo;
/** On the accept button of a branch that nobody has set otherwise. */
const usualMinutes = 15;

test.use({ actionTimeout: 15_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  demo = await startDemo(dataDir, ['--fresh', '--any-port']);
});

test.afterAll(async () => {
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Whatever an earlier test left open is turned away, so that each begins with an empty board. */
async function clearBoard(): Promise<void> {
  const { orders } = await demo.branch.call(branchApi.listOrders, { lane: 'open' });
  for (const { order, offers } of orders) {
    if (offers.includes('reject')) {
      await demo.branch.call(branchApi.rejectOrder, {
        id: order.id,
        reason: 'other',
        unavailableItemIds: [],
      });
    } else {
      await demo.branch.call(branchApi.moveOrder, { id: order.id, to: 'delivered' });
    }
  }
}

for (const language of languages) {
  const t = tillWords(language);

  test.describe(`a cashier who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    let panel: DemoPanel;

    test.beforeEach(async ({ context, page }) => {
      panel = await openPanel(await context.newPage(), demo.ready.demo);
      await panel.turn('flow', false);
      await panel.turn('cut', false);
      await panel.turn('paper', false);
      await page.goto(demo.ready.till);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
    });

    const cards = (page: Page, status: string) => page.locator(`article[data-status="${status}"]`);
    const cardOf = (page: Page, id: string) => page.locator(`article[data-order-id="${id}"]`);
    const press = (within: Page | Locator, key: string) =>
      within.getByRole('button', { name: t(key), exact: true }).click();

    /** An order of the platform, alone on the board. */
    async function newOrder(page: Page, platform: (typeof demoPlatforms)[number] = 'generic') {
      await clearBoard();
      await expect(page.locator('article')).toHaveCount(0);
      await panel.send(platform);
      const card = cards(page, 'pending');
      await expect(card).toHaveCount(1);
      return cardOf(page, (await card.getAttribute('data-order-id')) ?? '');
    }

    test('takes an order from its arrival to the driver, with her own preparation time', async ({
      page,
    }) => {
      const printed = await panel.printed();
      const card = await newOrder(page);

      await press(card, 'action.acceptOther');
      await page.getByRole('menuitem', { name: t('common.minutes', 25), exact: true }).click();
      await expect(card).toHaveAttribute('data-status', 'confirmed');
      await panel.expectPrinted(printed + 1);
      await press(card, 'action.preparing');
      await expect(card).toHaveAttribute('data-status', 'preparing');
      await press(card, 'action.ready');
      await expect(card).toHaveAttribute('data-status', 'ready_for_pickup');
      const ways = ['hand_over', 'delivered', 'pickedUp', 'served'].map((way) =>
        t(`action.${way}`),
      );
      const away = new RegExp(`^(${ways.join('|')})$`);
      await card.getByRole('button', { name: away }).click();

      await expect(card).toHaveCount(0);
      await page.getByRole('tab', { name: t('board.lanes.done') }).click();
      await expect(page.locator('article').first()).toHaveAttribute(
        'data-status',
        /out_for_delivery|delivered/,
      );
    });

    test('turns an order away with a reason, and the platform hears it', async ({ page }) => {
      const card = await newOrder(page, 'talabat');

      await press(card, 'action.reject');
      const sheet = page.getByRole('dialog');
      // What only a rule can say is no answer of somebody who stands there.
      await expect(sheet.getByText(t('reject.reason.other'))).toBeVisible();
      await expect(sheet.getByText(t('reject.reason.no_answer'))).toHaveCount(0);
      await press(sheet, 'reject.reason.too_busy');

      await expect(card).toHaveCount(0);
      const id = (await demo.branch.call(branchApi.listOrders, { lane: 'done' })).orders[0]?.order
        .id;
      await expect
        .poll(async () => {
          const { answers } = await demo.branch.call(branchApi.getOrder, { id: id ?? '' });
          return answers[0]?.state;
        })
        .toBe('told');
    });

    test('goes on without internet, is told so, and what she did is sent when it is back', async ({
      page,
    }) => {
      const card = await newOrder(page, 'careem');
      await panel.turn('cut', true);
      await expect(page.getByText(t('health.internet.offline'))).toBeVisible();

      const printed = await panel.printed();
      await card.getByRole('button', { name: t('action.accept', usualMinutes) }).click();
      await expect(card).toHaveAttribute('data-status', 'confirmed');
      await panel.expectPrinted(printed + 1);
      await expect(page.getByText(t('health.relay.waiting', 0))).toHaveCount(0);
      // The platform's order waits at the relay, which the branch cannot reach.
      await panel.send('deliveroo');
      await expect(page.locator('article')).toHaveCount(1);

      await panel.turn('cut', false);

      await expect(page.getByText(t('health.internet.connected'))).toBeVisible({ timeout: 30_000 });
      await expect(page.locator('article')).toHaveCount(2);
      await expect(page.getByText(t('health.relay.waiting', 0))).toBeVisible();
    });

    test('is told that the paper is out, and the ticket prints by itself with a new roll', async ({
      page,
    }) => {
      const card = await newOrder(page, 'deliveroo');
      await panel.turn('paper', true);
      await expect(page.getByText(t('health.printers.trouble', 1))).toBeVisible({
        timeout: 20_000,
      });
      const printed = await panel.printed();

      await card.getByRole('button', { name: t('action.accept', usualMinutes) }).click();

      await expect(page.getByText(t('printerHelp.paper_out')).first()).toBeVisible();
      await expect(page.getByText(t('waitingJobs', 1))).toBeVisible();
      await expect(card).toHaveAttribute('data-troubled', 'true');
      await panel.expectPrinted(printed);
      await panel.turn('paper', false);
      await panel.expectPrinted(printed + 1);
      await expect(page.getByText(t('health.printers.ready', 1))).toBeVisible({ timeout: 20_000 });
      await expect(card).toHaveAttribute('data-troubled', 'false');
    });

    test('opens an order and reads its life hop by hop, the board staying in use', async ({
      page,
    }) => {
      const card = await newOrder(page, 'talabat');
      await card.getByRole('button', { name: t('action.accept', usualMinutes) }).click();
      await expect(card).toHaveAttribute('data-status', 'confirmed');

      await card.getByRole('link').first().click();

      const sheet = page.getByRole('dialog');
      const life = sheet.getByRole('region', { name: t('details.life') });
      for (const hop of [
        'relay_stored',
        'branch_stored',
        'till_shown',
        'answered',
        'ticket_printed',
        'platform_told',
      ]) {
        await expect(life.getByRole('listitem').filter({ hasText: t(`hop.${hop}`) })).toBeVisible();
      }
      await press(sheet, 'action.ready');
      await expect(card).toHaveAttribute('data-status', 'ready_for_pickup');
      await press(sheet, 'common.close');
      await expect(sheet).toHaveCount(0);
    });

    test('changes the language of the whole screen at once and back', async ({ page }) => {
      const other = language === 'ar' ? 'en' : 'ar';
      await page.getByRole('button', { name: t('nav.switchLanguage') }).click();
      await expect(page.locator('html')).toHaveAttribute('dir', other === 'ar' ? 'rtl' : 'ltr');
      await expect(
        page.getByRole('heading', { name: tillWords(other)('board.lanes.new') }),
      ).toBeVisible();
      await page.getByRole('button', { name: tillWords(other)('nav.switchLanguage') }).click();
      await expect(page.getByRole('heading', { name: t('board.lanes.new') })).toBeVisible();
    });

    test('prints a test ticket from the printers screen', async ({ page }) => {
      const printed = await panel.printed();
      await page.goto(new URL('/#/printers', demo.ready.branch).href);

      await press(page, 'printers.test');

      await panel.expectPrinted(printed + 1);
      await expect(
        page.getByText(t('printJobState.printed'), { exact: true }).first(),
      ).toBeVisible();
    });

    test('needs no mouse: finds, opens, accepts and turns away with keys alone', async ({
      page,
    }) => {
      const first = await newOrder(page, 'generic');
      await page.keyboard.press('j');
      await expect(first).toHaveAttribute('data-selected', 'true');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('a');
      await expect(first).toHaveAttribute('data-status', 'confirmed');

      const second = await newOrder(page, 'careem');
      await page.keyboard.press('j');
      await expect(second).toHaveAttribute('data-selected', 'true');
      await page.keyboard.press('r');
      // A sheet takes the keys over once it stands.
      await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);
      await page.getByRole('button', { name: t('reject.reason.closed') }).focus();
      await page.keyboard.press('Enter');
      await expect(second).toHaveCount(0);
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`meets no barrier on any screen, in ${colorScheme} colours`, async ({ page }) => {
        test.setTimeout(120_000);
        await page.evaluate(
          (chosen) => localStorage.setItem('wasla.preferences', JSON.stringify(chosen)),
          { language, colours: colorScheme },
        );
        const card = await newOrder(page, 'deliveroo');
        await page.reload();
        await expect(card).toBeVisible();
        await expectAccessible(page, 'board');
        await card.getByRole('link').first().click();
        await expect(page.getByRole('dialog').getByText(t('details.life'))).toBeVisible();
        await expectAccessible(page, 'order details');
        await press(page.getByRole('dialog'), 'common.close');
        await press(card, 'action.reject');
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page, 'reject sheet');
        await press(page.getByRole('dialog'), 'common.close');
        for (const screen of ['printers', 'settings', 'setup']) {
          await page.goto(`${demo.ready.branch}/#/${screen}`);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectAccessible(page, screen);
        }
      });
    }

    test('works on a phone', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const card = await newOrder(page, 'talabat');
      await expectNoSidewaysScroll(page);
      await expectAccessible(page, 'board on a phone');

      await card.getByRole('button', { name: t('action.accept', usualMinutes) }).click();

      await page.getByRole('tab', { name: t('board.lanes.kitchen') }).click();
      await expect(cards(page, 'confirmed')).toHaveCount(1);
      await cards(page, 'confirmed').getByRole('link').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoSidewaysScroll(page);
    });
  });

  test.describe(`somebody without the key who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`is asked for it, in ${colorScheme} colours`, async ({ page, complaints }) => {
        await page.emulateMedia({ colorScheme });
        await page.goto(demo.ready.branch);
        await expect(page.getByRole('heading', { name: t('signIn.title') })).toBeVisible();
        await expectAccessible(page, 'sign-in');

        await page.getByLabel(t('signIn.token')).fill('not-the-key');
        await page.getByRole('button', { name: t('signIn.open') }).click();
        await expect(page.getByText(t('signIn.wrong'))).toBeVisible();
        const token = new URL(demo.ready.till).searchParams.get('token') ?? '';
        await page.getByLabel(t('signIn.token')).fill(token);
        await page.getByRole('button', { name: t('signIn.open') }).click();
        await expect(page.getByRole('heading', { name: t('board.lanes.new') })).toBeVisible();

        // The browser itself notes each refusal; nothing else may be there.
        const refusals = /status of 40[13]/;
        expect(complaints.filter((complaint) => !refusals.test(complaint))).toEqual([]);
        complaints.length = 0;
      });
    }
  });
}
