/** The whole demo as a cashier would go through it, once in each language. */
import { expect, type Locator, type Page } from '@playwright/test';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import type { SamplePlatform } from '../../tools/rig/sample-site.ts';
import {
  expectAccessible,
  expectAccessibleInBoth,
  expectNoSidewaysScroll,
  forgive,
  localeOf,
} from '../testing/browser.ts';
import { counters } from '../testing/counters.ts';
import { openPanel } from '../testing/demo-panel.ts';
import { type House, test } from '../testing/house.ts';
import { languages, tillWords } from '../testing/till-words.ts';

let demo: House;
/** On the accept button of a branch that nobody has set otherwise. */
const usualMinutes = 15;

test.beforeAll(({ house }) => {
  demo = house;
});

const cards = (page: Page, status: string) => page.locator(`article[data-status="${status}"]`);
const cardOf = (page: Page, id: string) => page.locator(`article[data-order-id="${id}"]`);

/** An order of the platform, alone on the board. */
async function newOrder(page: Page, platform: SamplePlatform = 'generic'): Promise<Locator> {
  await demo.clearBoard();
  await expect(page.locator('article')).toHaveCount(0);
  const { order } = await demo.send(platform);
  const card = cardOf(page, order.id);
  await expect(card).toHaveAttribute('data-status', 'pending');
  return card;
}

for (const language of languages) {
  const t = tillWords(language);

  const button = (within: Page | Locator, key: string) =>
    within.getByRole('button', { name: t(key), exact: true });

  async function openTill(page: Page): Promise<void> {
    await demo.turn('cut', false);
    await demo.turn('paper', false);
    await page.goto(demo.ready.till);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
  }

  for (const { place, use } of counters) {
    test.describe(`a cashier who reads ${language}, ${place}`, () => {
      test.use({ locale: localeOf[language], ...use });
      test.beforeEach(({ page }) => openTill(page));

      test('takes an order from its arrival to the driver, with her own preparation time', async ({
        page,
        press,
      }) => {
        const printed = await demo.printed();
        const card = await newOrder(page);

        await press(button(card, 'action.acceptOther'));
        await press(page.getByRole('menuitem', { name: t('common.minutes', 25), exact: true }));
        await expect(card).toHaveAttribute('data-status', 'confirmed');
        await expect.poll(() => demo.printed()).toBe(printed + 1);
        await press(button(card, 'action.preparing'));
        await expect(card).toHaveAttribute('data-status', 'preparing');
        await press(button(card, 'action.ready'));
        await expect(card).toHaveAttribute('data-status', 'ready_for_pickup');
        const ways = ['hand_over', 'delivered', 'pickedUp', 'served'].map((way) =>
          t(`action.${way}`),
        );
        const away = new RegExp(`^(${ways.join('|')})$`);
        await press(card.getByRole('button', { name: away }));

        await expect(card).toHaveCount(0);
        await press(page.getByRole('tab', { name: t('board.lanes.done') }));
        await expect(page.locator('article').first()).toHaveAttribute(
          'data-status',
          /out_for_delivery|delivered/,
        );
        await expectNoSidewaysScroll(page);
      });

      test('turns an order away with a reason, and the platform hears it', async ({
        page,
        press,
      }) => {
        const card = await newOrder(page, 'talabat');

        await press(button(card, 'action.reject'));
        const sheet = page.getByRole('dialog');
        // What only a rule can say is no answer of somebody who stands there.
        await expect(sheet.getByText(t('reject.reason.other'))).toBeVisible();
        await expect(sheet.getByText(t('reject.reason.no_answer'))).toHaveCount(0);
        await press(button(sheet, 'reject.reason.too_busy'));

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
    });
  }

  test.describe(`a cashier who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });
    test.beforeEach(({ page }) => openTill(page));

    test('goes on without internet, is told so, and what she did is sent when it is back', async ({
      page,
    }) => {
      const card = await newOrder(page, 'careem');
      await demo.turn('cut', true);
      await expect(page.getByText(t('health.internet.offline'))).toBeVisible();

      const printed = await demo.printed();
      await card.getByRole('button', { name: t('action.accept', usualMinutes) }).click();
      await expect(card).toHaveAttribute('data-status', 'confirmed');
      await expect.poll(() => demo.printed()).toBe(printed + 1);
      await expect(page.getByText(t('health.relay.waiting', 0))).toHaveCount(0);
      // The platform's order waits at the relay, which the branch cannot reach.
      await demo.sendToRelay('deliveroo');
      await expect(page.locator('article')).toHaveCount(1);

      await demo.turn('cut', false);

      await expect(page.getByText(t('health.internet.connected'))).toBeVisible();
      await expect(page.locator('article')).toHaveCount(2);
      await expect(page.getByText(t('health.relay.waiting', 0))).toBeVisible();
    });

    test('is told that the paper is out, and the ticket prints by itself with a new roll', async ({
      page,
      context,
    }) => {
      const panel = await openPanel(await context.newPage(), demo.ready.demo);
      const card = await newOrder(page, 'deliveroo');
      await panel.turn('paper', true);
      await page.bringToFront();
      await expect(page.getByText(t('health.printers.trouble', 1))).toBeVisible();
      const printed = await demo.printed();

      await card.getByRole('button', { name: t('action.accept', usualMinutes) }).click();

      await expect(page.getByText(t('printerHelp.paper_out')).first()).toBeVisible();
      await expect(page.getByText(t('waitingJobs', 1))).toBeVisible();
      await expect(card).toHaveAttribute('data-troubled', 'true');
      await panel.expectPrinted(printed);
      await panel.turn('paper', false);
      await panel.expectPrinted(printed + 1);
      await expect(page.getByText(t('health.printers.ready', 1))).toBeVisible();
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
      await button(sheet, 'action.ready').click();
      await expect(card).toHaveAttribute('data-status', 'ready_for_pickup');
      await button(sheet, 'common.close').click();
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
      const printed = await demo.printed();
      await page.goto(new URL('/#/printers', demo.ready.branch).href);

      await button(page, 'printers.test').click();

      await expect.poll(() => demo.printed()).toBe(printed + 1);
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

    test('meets no barrier on any screen, in light colours or dark', async ({ page }) => {
      await page.evaluate(
        (chosen) => localStorage.setItem('wasla.preferences', JSON.stringify(chosen)),
        { language, colours: 'system' },
      );
      const card = await newOrder(page, 'deliveroo');
      await page.reload();
      await expect(card).toBeVisible();
      await expectAccessibleInBoth(page, 'board');
      await card.getByRole('link').first().click();
      await expect(page.getByRole('dialog').getByText(t('details.life'))).toBeVisible();
      await expectAccessibleInBoth(page, 'order details');
      await button(page.getByRole('dialog'), 'common.close').click();
      await button(card, 'action.reject').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessibleInBoth(page, 'reject sheet');
      await button(page.getByRole('dialog'), 'common.close').click();
      for (const screen of ['printers', 'settings', 'setup']) {
        await page.goto(`${demo.ready.branch}/#/${screen}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessibleInBoth(page, screen);
      }
    });

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

    test('is asked for it', async ({ page, complaints }) => {
      await page.goto(demo.ready.branch);
      await expect(page.getByRole('heading', { name: t('signIn.title') })).toBeVisible();
      await expectAccessibleInBoth(page, 'sign-in');

      await page.getByLabel(t('signIn.token')).fill('not-the-key');
      await page.getByRole('button', { name: t('signIn.open') }).click();
      await expect(page.getByText(t('signIn.wrong'))).toBeVisible();
      const token = new URL(demo.ready.till).searchParams.get('token') ?? '';
      await page.getByLabel(t('signIn.token')).fill(token);
      await page.getByRole('button', { name: t('signIn.open') }).click();
      await expect(page.getByRole('heading', { name: t('board.lanes.new') })).toBeVisible();
      // The browser itself notes each refusal; nothing else may be there.
      forgive(complaints, /status of 40[13]/);
    });
  });
}
