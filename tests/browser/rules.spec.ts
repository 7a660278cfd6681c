/** What the branch does without being asked: accepting by a rule, needing longer, and doing without a dish. */
import { expect, type Page } from '@playwright/test';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { Envelope } from '../../src/shared/contract/envelope.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf } from '../testing/browser.ts';
import { counters } from '../testing/counters.ts';
import { type House, test } from '../testing/house.ts';
import { languages, tillWords } from '../testing/till-words.ts';

let demo: House;

test.beforeAll(({ house }) => {
  demo = house;
});

/** A branch that does nothing by itself, with an empty board. */
async function quietBranch(): Promise<void> {
  const { rules } = await demo.branch.call(branchApi.readRules, {});
  for (const { id } of rules) await demo.branch.call(branchApi.removeRule, { id });
  await demo.branch.call(branchApi.endBusy, {});
  await demo.clearBoard();
}

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
  const open = (page: Page, path: string) => page.goto(`${demo.ready.branch}/#${path}`);

  for (const { place, use, look } of counters) {
    test.describe(`a manager who reads ${language}, ${place}`, () => {
      test.use({ locale: localeOf[language], ...use });

      test.beforeEach(async ({ page }) => {
        await quietBranch();
        await page.goto(demo.ready.till);
      });

      test('lets a rule accept what fits it: the ticket prints and the order says by which rule', async ({
        page,
        press,
      }) => {
        await open(page, '/rules');
        await look(page, 'no rule yet');
        await press(page.getByRole('button', { name: t('rules.add') }));
        const editor = page.getByRole('dialog');
        await editor.getByRole('textbox', { name: t('rules.field.name') }).fill('Lunch');
        for (const care of ['takesNotes', 'takesUnknown'] as const) {
          await editor.getByRole('switch', { name: t(`rules.field.${care}`) }).check();
        }
        await editor.getByLabel(t('rules.field.prep')).selectOption('25');
        await look(page, 'the editor of a rule');
        await press(editor.getByRole('button', { name: t('common.save') }));
        await expect(editor).toBeHidden();
        await expect(page.getByRole('heading', { name: 'Lunch' })).toBeVisible();

        await demo.sendToRelay('generic');
        await expect
          .poll(async () => (await demo.openOrders()).map(({ status }) => status))
          .toEqual(['confirmed']);

        const [view] = await demo.openOrders();
        expect(view?.prepMinutes).toBe(25);
        await expect
          .poll(async () => (await demo.openOrders())[0]?.printJobs.map(({ state }) => state))
          .toContain('printed');
        await expect(page.locator('[data-accepted="true"]').first()).toContainText('Lunch');
        await look(page, 'rules with a decision');
        await press(page.getByRole('link', { name: view?.order.displayNumber ?? '' }).first());
        await expect(page.getByText(t('details.byRule'))).toBeVisible();
      });

      test('needs longer for half an hour: every order is offered more, and one tap ends it', async ({
        page,
        press,
      }) => {
        const { defaultPrepMinutes } = await demo.branch.call(branchApi.getSettings, {});
        await demo.sendToRelay('generic');
        await page.getByRole('button', { name: t('action.accept', defaultPrepMinutes) }).waitFor();
        await press(page.getByRole('button', { name: t('busy.start'), exact: true }));
        await look(page, 'the busy mode');
        await press(page.getByRole('button', { name: t('busy.startLong') }));

        await page
          .getByRole('button', { name: t('action.accept', defaultPrepMinutes + 15) })
          .waitFor();
        await expect(page.getByText(t('busy.banner', 15))).toBeVisible();
        await look(page, 'a busy board');
        await expect
          .poll(async () => (await seenFromAfar())?.busy)
          .toMatchObject({ extraMinutes: 15 });

        await press(page.getByRole('button', { name: t('busy.end') }));
        await page.getByRole('button', { name: t('action.accept', defaultPrepMinutes) }).waitFor();
        await expect.poll(async () => (await seenFromAfar())?.busy).toBeNull();
      });

      test('takes a dish off: it cannot be sold, the owner knows, and the switch brings it back', async ({
        page,
        press,
      }) => {
        const { menu } = await demo.branch.call(branchApi.readMenu, { knownVersion: '' });
        const [product] = menu?.products ?? [];
        const name = product?.name[language] ?? '';
        const tile = page.getByRole('button').filter({ hasText: name }).first();
        await open(page, '/menu');
        await page.getByRole('searchbox').fill(name);
        // The topmost of what is found; a finger meets its track, a keyboard the switch itself.
        const toggle = async () => {
          const found = page.getByRole('switch', { name: new RegExp(name) }).first();
          if (use.hasTouch) await press(found.locator('xpath=following-sibling::*[1]'));
          else await found.press('Space');
        };
        await toggle();
        await expect(page.getByRole('heading', { name: t('stock.outTitle', 1) })).toBeVisible();
        await look(page, 'a dish that is off');
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
    });
  }

  test.describe(`a manager with a phone who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test('edits the menu as on the till', async ({ page }) => {
      await page.goto(demo.ready.till);
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
