/** The rush on the board: time running out, a board that is narrowed, an order taken back with a manager's word. */
import { expect, type Page } from '@playwright/test';
import { platforms } from '../../cloud-relay/simulators/platforms.ts';
import type { Simulator } from '../../cloud-relay/simulators/simulator.ts';
import { branchApi, type OrderView } from '../../src/shared/contract/branch-api.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { seededRandom } from '../../src/shared/kit/random.ts';
import type { BranchClient } from '../../tools/rig/branch-client.ts';
import { readSiteFile } from '../../tools/demo/site-file.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf } from '../testing/browser.ts';
import { givePin, hire } from '../testing/crew.ts';
import { type House, test } from '../testing/house.ts';
import { languages, tillWords } from '../testing/till-words.ts';

let demo: House;
/** Waits a twenty-fourth of the time that a partner usually gives: twenty-five seconds for an answer. */
let hurried: Simulator;

test.beforeAll(async ({ house }) => {
  demo = house;
  hurried = playHurried();
  await hurried.start();
});

test.afterAll(() => hurried?.stop());

function playHurried(): Simulator {
  const spare = readSiteFile(demo.dataDir)?.connections.find(
    ({ platform }) => platform === 'generic',
  );
  const simulated = platforms['generic'];
  if (!spare || !simulated) throw new Error('the demo keeps no spare connection of a partner');
  return simulated.create({
    relayUrl: spare.url,
    credentials: spare.credentials,
    port: spare.port,
    clock: systemClock,
    random: seededRandom(11),
    ids: systemIds,
    deadlineSpeed: 24,
  });
}

const cardOf = (page: Page, { order }: OrderView) =>
  page.locator(`article[data-order-id="${order.id}"]`);

test('the whole page asks, in whatever language, when half of the time to answer is gone', async ({
  browser,
}) => {
  await demo.clearBoard();
  const tills = await Promise.all(
    languages.map(async (language) => {
      const till = await browser.newPage({ locale: localeOf[language] });
      await till.goto(demo.ready.till);
      await expect(till.locator('article')).toHaveCount(0);
      return till;
    }),
  );
  const before = await demo.openOrders();
  await hurried.sendOrder();
  const view = await demo.newOrder(before);
  const wordsOn = (till: Page) => till.getByRole('alert').locator(`a[href$="${view.order.id}"]`);
  const { acceptByMs, placedAtMs, displayNumber } = view.order;
  const halfMs = ((acceptByMs ?? 0) + placedAtMs) / 2;
  for (const till of tills) {
    await expect(cardOf(till, view)).toBeVisible();
    await expect(wordsOn(till)).toContainText(displayNumber);
    // Never before: the till may be a little ahead of what it knows of the branch's clock.
    expect(Date.now()).toBeGreaterThan(halfMs - 1_000);
  }

  await demo.branch.call(branchApi.acceptOrder, { id: view.order.id, prepMinutes: 15 });
  for (const till of tills) {
    await expect(wordsOn(till)).toHaveCount(0);
    await till.close();
  }
});

for (const language of languages) {
  const t = tillWords(language);
  test.describe(`a cashier who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test.beforeEach(async ({ page }) => {
      await demo.clearBoard();
      await page.goto(demo.ready.till);
      await expect(page.locator('article')).toHaveCount(0);
    });

    test('narrows the board, and no new order hides from her', async ({ page }) => {
      const first = await demo.send('talabat');
      const second = await demo.send('careem');
      await expect(page.locator('article')).toHaveCount(2);
      const chips = page.getByRole('group', { name: t('board.filter.label') });
      const careem = language === 'ar' ? 'كريم' : 'Careem';

      await chips.getByRole('button', { name: new RegExp(`^${careem}`) }).click();
      await expect(cardOf(page, first)).toHaveCount(0);
      await expect(cardOf(page, second)).toBeVisible();
      await expectAccessible(page, 'the narrowed board');
      const third = await demo.send('deliveroo');

      await page.getByRole('button', { name: t('board.hiddenNew', 2) }).click();
      await expect(cardOf(page, third)).toBeVisible();
      await expect(page.locator('article')).toHaveCount(3);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page);
    });
  });
}

test.describe('with people at the till', () => {
  const huda = { name: 'Huda', role: 'manager', pin: '4711' } as const;
  const sami = { name: 'Sami', role: 'cashier', pin: '1357' } as const;
  let manager: BranchClient;

  test.beforeAll(async () => {
    await demo.clearBoard();
    manager = demo.as(await hire(demo.branch, huda));
    await hire(manager, sami);
  });

  test.afterAll(async () => {
    const { staff } = await manager.call(branchApi.listStaff, {});
    const lastTheManager = staff.toSorted((one) => (one.role === 'manager' ? 1 : -1));
    for (const { id } of lastTheManager) await manager.call(branchApi.removeStaff, { id });
  });

  for (const language of languages) {
    const t = tillWords(language);

    test.describe(`in ${language}`, () => {
      test.use({ locale: localeOf[language] });

      test('an order the kitchen has is taken back with the word of a manager', async ({
        page,
        complaints,
      }) => {
        const sheet = page.getByRole('dialog').filter({ has: page.locator('input, ul') });
        await page.goto(demo.ready.till);
        const view = await demo.send('careem');
        const card = cardOf(page, view);
        await card.getByRole('button', { name: t('action.accept', 15) }).click();
        await sheet.getByRole('button', { name: /Sami/ }).click();
        await givePin(page, t, sami.pin);
        await expect(card).toHaveAttribute('data-status', 'confirmed');

        await card.locator('button[aria-haspopup="dialog"]').click();
        await expectAccessible(page, 'the reasons');
        await page.getByRole('button', { name: t('cancelOrder.reason.customer_asked') }).click();
        // Only one person here may allow it, who is asked at once.
        await givePin(page, t, huda.pin);

        await expect(card).toHaveCount(0);
        const told = async () =>
          (await demo.branch.call(branchApi.getOrder, { id: view.order.id })).answers.find(
            ({ action }) => action === 'cancel',
          )?.state;
        await expect.poll(told).toBe('told');
        // By a refusal the branch says that somebody must allow it, and the browser writes refusals down.
        const refused = complaints.splice(0);
        expect(refused.map((text) => /status of \d+/.exec(text)?.[0])).toEqual([
          'status of 403',
          'status of 403',
        ]);
      });
    });
  }
});
