/** The rush on the board: time running out, a board that is narrowed, an order taken back with a manager's word. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { platforms } from '../../cloud-relay/simulators/platforms.ts';
import type { Simulator } from '../../cloud-relay/simulators/simulator.ts';
import { branchApi, type OrderView } from '../../src/shared/contract/branch-api.ts';
import type { Route } from '../../src/shared/contract/route.ts';
import { staffHeader, type StaffRole } from '../../src/shared/contract/staff.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { seededRandom } from '../../src/shared/kit/random.ts';
import { readSiteFile } from '../../tools/demo/site-file.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { type Demo, startDemo } from '../testing/demo.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-board-'));
let demo: Demo;
/** Waits a twenty-fourth of the time that a partner usually gives: twenty-five seconds for an answer. */
let hurried: Simulator;

test.use({ actionTimeout: 15_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  demo = await startDemo(dataDir, ['--fresh', '--any-port']);
  await post('/api/flow', { on: false });
  hurried = playHurried();
  await hurried.start();
});

test.afterAll(async () => {
  await hurried?.stop();
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function playHurried(): Simulator {
  const spare = readSiteFile(dataDir)?.connections.find(({ platform }) => platform === 'generic');
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

async function post(path: string, body: object): Promise<void> {
  const answer = await fetch(new URL(path, demo.ready.demo), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

const openOrders = async (): Promise<OrderView[]> =>
  (await demo.branch.call(branchApi.listOrders, { lane: 'open' })).orders;

async function clearBoard(): Promise<void> {
  for (const { order, offers } of await openOrders()) {
    const { id } = order;
    await (offers.includes('reject')
      ? demo.branch.call(branchApi.rejectOrder, { id, reason: 'other', unavailableItemIds: [] })
      : demo.branch.call(branchApi.moveOrder, { id, to: 'delivered' }));
  }
}

/** An order of the platform that the branch has not seen yet, once it has come. */
async function sent(platform: string): Promise<OrderView> {
  const before = new Set((await openOrders()).map(({ order }) => order.id));
  await post('/api/send', { platform });
  return come(before);
}

async function come(before: ReadonlySet<string>): Promise<OrderView> {
  let view: OrderView | undefined;
  await expect
    .poll(async () => {
      view = (await openOrders()).find(({ order }) => !before.has(order.id));
      return view !== undefined;
    })
    .toBe(true);
  if (!view) throw new Error('no order came');
  return view;
}

const cardOf = (page: Page, { order }: OrderView) =>
  page.locator(`article[data-order-id="${order.id}"]`);

for (const language of languages) {
  const t = tillWords(language);
  test.describe(`a cashier who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test.beforeEach(async ({ page }) => {
      await clearBoard();
      await page.goto(demo.ready.till);
      await expect(page.locator('article')).toHaveCount(0);
    });

    test('sees the whole page ask when half of the time to answer is gone', async ({ page }) => {
      const before = new Set((await openOrders()).map(({ order }) => order.id));
      await hurried.sendOrder();
      const view = await come(before);
      await expect(cardOf(page, view)).toBeVisible();
      const words = page.getByRole('alert').locator(`a[href$="${view.order.id}"]`);
      await expect(words).toHaveCount(0);

      await expect(words).toBeVisible({ timeout: 25_000 });

      await expect(words).toContainText(view.order.displayNumber);
      await demo.branch.call(branchApi.acceptOrder, { id: view.order.id, prepMinutes: 15 });
      await expect(words).toHaveCount(0);
    });

    test('narrows the board, and no new order hides from her', async ({ page }) => {
      const first = await sent('talabat');
      const second = await sent('careem');
      await expect(page.locator('article')).toHaveCount(2);
      const chips = page.getByRole('group', { name: t('board.filter.label') });
      const careem = language === 'ar' ? 'كريم' : 'Careem';

      await chips.getByRole('button', { name: new RegExp(`^${careem}`) }).click();
      await expect(cardOf(page, first)).toHaveCount(0);
      await expect(cardOf(page, second)).toBeVisible();
      await expectAccessible(page, 'the narrowed board');
      const third = await sent('deliveroo');

      await page.getByRole('button', { name: t('board.hiddenNew', 2) }).click();
      await expect(cardOf(page, third)).toBeVisible();
      await expect(page.locator('article')).toHaveCount(3);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page);
    });
  });
}

test.describe('with people at the till', () => {
  const people = { manager: '4711', cashier: '1357' } as const;
  let manager = '';

  /** As somebody who is signed in. */
  async function ask<Input extends object, Reply>(
    route: Route<Input, Reply>,
    input: Input,
  ): Promise<Reply> {
    const token = new URL(demo.ready.till).searchParams.get('token') ?? '';
    const answer = await fetch(new URL(route.path, demo.ready.branch), {
      method: route.method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        [staffHeader]: manager,
      },
      body: JSON.stringify(input),
    });
    return route.reply.parse(await answer.json());
  }

  const enlist = (name: string, role: StaffRole, pin: string) =>
    ask(branchApi.addStaff, {
      name,
      role,
      pin,
      granted: [],
      revoked: [],
      language: null,
      digits: null,
    });

  test.beforeAll(async () => {
    await clearBoard();
    const { member } = await enlist('Huda', 'manager', people.manager);
    manager = (await ask(branchApi.signIn, { staffId: member.id, pin: people.manager })).token;
    await enlist('Sami', 'cashier', people.cashier);
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
        const type = async (pin: string) => {
          await sheet.locator('input[type="password"]').fill(pin);
          await sheet.getByRole('button', { name: t('staff.enter'), exact: true }).click();
        };
        await page.goto(demo.ready.till);
        const view = await sent('careem');
        const card = cardOf(page, view);
        await card.getByRole('button', { name: t('action.accept', 15) }).click();
        await sheet.getByRole('button', { name: /Sami/ }).click();
        await type(people.cashier);
        await expect(card).toHaveAttribute('data-status', 'confirmed');

        await card.locator('button[aria-haspopup="dialog"]').click();
        await expectAccessible(page, 'the reasons');
        await page.getByRole('button', { name: t('cancelOrder.reason.customer_asked') }).click();
        // Only one person here may allow it, who is asked at once.
        await type(people.manager);

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
