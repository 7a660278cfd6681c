/** What the branch does without being asked: accepting by a rule, needing longer, and doing without a dish. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { Envelope } from '../../src/shared/contract/envelope.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { type Demo, startDemo } from '../testing/demo.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-rules-'));
let demo: Demo;

test.use({ actionTimeout: 15_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  demo = await startDemo(dataDir, ['--fresh', '--any-port']);
  await post('/api/flow', { on: false });
});

test.afterAll(async () => {
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function post(path: string, body: object): Promise<void> {
  const answer = await fetch(new URL(path, demo.ready.demo), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

/** A branch that does nothing by itself, with an empty board. */
async function quietBranch(): Promise<void> {
  const { rules } = await demo.branch.call(branchApi.readRules, {});
  for (const { id } of rules) await demo.branch.call(branchApi.removeRule, { id });
  await demo.branch.call(branchApi.endBusy, {});
  for (const order of await openOrders()) {
    const { id } = order.order;
    await (order.offers.includes('reject')
      ? demo.branch.call(branchApi.rejectOrder, { id, reason: 'other', unavailableItemIds: [] })
      : demo.branch.call(branchApi.moveOrder, { id, to: 'delivered' }));
  }
}

const openOrders = async () =>
  (await demo.branch.call(branchApi.listOrders, { lane: 'open' })).orders;

/** What the owner's console says of the branch. */
async function seenFromAfar() {
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(new URL(path, demo.ready.relay), init);
    return Envelope.parse(await answer.json()).data;
  };
  const { token } = consoleApi.login.reply.parse(
    await ask(consoleApi.login.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(demo.ready.logins.console),
    }),
  );
  const branches = await ask(consoleApi.listBranches.path, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (branches as { itemsOut: number; busy: object | null }[])[0];
}

for (const language of languages) {
  const t = tillWords(language);

  test.describe(`a manager who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test.beforeEach(async ({ page }) => {
      await quietBranch();
      await page.goto(demo.ready.till);
    });

    const open = (page: Page, path: string) => page.goto(`${demo.ready.branch}/#${path}`);

    test('lets a rule accept what fits it: the ticket prints and the order says by which rule', async ({
      page,
    }) => {
      await open(page, '/rules');
      await expectAccessible(page, 'no rule yet');
      await page.getByRole('button', { name: t('rules.add') }).click();
      const editor = page.getByRole('dialog');
      await editor.getByRole('textbox', { name: t('rules.field.name') }).fill('Lunch');
      for (const care of ['takesNotes', 'takesUnknown'] as const) {
        await editor.getByRole('switch', { name: t(`rules.field.${care}`) }).check();
      }
      await editor.getByLabel(t('rules.field.prep')).selectOption('25');
      await expectAccessible(page, 'the editor of a rule');
      await editor.getByRole('button', { name: t('common.save') }).click();
      await expect(editor).toBeHidden();
      await expect(page.getByRole('heading', { name: 'Lunch' })).toBeVisible();

      await post('/api/send', { platform: 'generic' });
      await expect
        .poll(async () => (await openOrders()).map(({ status }) => status))
        .toEqual(['confirmed']);

      const [view] = await openOrders();
      expect(view?.prepMinutes).toBe(25);
      await expect
        .poll(async () => (await openOrders())[0]?.printJobs.map(({ state }) => state))
        .toContain('printed');
      await expect(page.locator('[data-accepted="true"]').first()).toContainText('Lunch');
      await expectAccessible(page, 'rules with a decision');
      await page
        .getByRole('link', { name: view?.order.displayNumber ?? '' })
        .first()
        .click();
      await expect(page.getByText(t('details.byRule'))).toBeVisible();
    });

    test('needs longer for half an hour: every order is offered more, and one tap ends it', async ({
      page,
    }) => {
      const { defaultPrepMinutes } = await demo.branch.call(branchApi.getSettings, {});
      await post('/api/send', { platform: 'generic' });
      await page.getByRole('button', { name: t('action.accept', defaultPrepMinutes) }).waitFor();
      await page.getByRole('button', { name: t('busy.start'), exact: true }).click();
      await expectAccessible(page, 'the busy mode');
      await page.getByRole('button', { name: t('busy.startLong') }).click();

      await page
        .getByRole('button', { name: t('action.accept', defaultPrepMinutes + 15) })
        .waitFor();
      await expect(page.getByText(t('busy.banner', 15))).toBeVisible();
      await expectAccessible(page, 'a busy board');
      await expect
        .poll(async () => (await seenFromAfar())?.busy)
        .toMatchObject({ extraMinutes: 15 });

      await page.getByRole('button', { name: t('busy.end') }).click();
      await page.getByRole('button', { name: t('action.accept', defaultPrepMinutes) }).waitFor();
      await expect.poll(async () => (await seenFromAfar())?.busy).toBeNull();
    });

    test('takes a dish off: it cannot be sold, the owner knows, and the switch brings it back', async ({
      page,
    }) => {
      const { menu } = await demo.branch.call(branchApi.readMenu, { knownVersion: '' });
      const [product] = menu?.products ?? [];
      const name = product?.name[language] ?? '';
      const tile = page.getByRole('button').filter({ hasText: name }).first();
      await open(page, '/menu');
      await page.getByRole('searchbox').fill(name);
      // The topmost of what is found; a finger meets its track, a keyboard the switch itself.
      const toggle = () =>
        page
          .getByRole('switch', { name: new RegExp(name) })
          .first()
          .press('Space');
      await toggle();
      await expect(page.getByRole('heading', { name: t('stock.outTitle', 1) })).toBeVisible();
      await expectAccessible(page, 'a dish that is off');
      await expect.poll(async () => (await seenFromAfar())?.itemsOut).toBe(1);

      await open(page, '/sell');
      await expect(tile).toBeDisabled();

      await open(page, '/menu');
      await toggle();
      await expect(page.getByText(t('stock.allThere'))).toBeVisible();
      await open(page, '/sell');
      await expect(tile).toBeEnabled();
      await expect.poll(async () => (await seenFromAfar())?.itemsOut).toBe(0);
    });

    test('edits the menu on a phone as on the till', async ({ page }) => {
      await open(page, '/menu/edit');
      await page.getByRole('button', { name: t('menuEditor.addProduct') }).waitFor();
      await expectAccessible(page, 'the menu being edited');
      await page.getByRole('button', { name: t('menuEditor.addProduct') }).click();
      await expectAccessible(page, 'a new product');
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 390, height: 844 });
      for (const path of ['/menu', '/menu/edit', '/rules']) {
        await open(page, path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expectNoSidewaysScroll(page);
      }
    });
  });
}
