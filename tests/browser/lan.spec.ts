/** Other machines of the restaurant, the relay gone: let in by a code, cooking, waiting and selling at once. */
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { TestBranch } from '../../src/main/branch/testing/test-branch.ts';
import { CounterClient, givenMenu } from '../../src/main/branch/selling/testing/counter-client.ts';
import type { EnrolmentCode, Terminal } from '../../src/shared/contract/terminal.ts';
import { projectRoot } from '../../tools/rig/program.ts';
import { counters } from '../testing/counters.ts';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  forgive,
  localeOf,
  test,
} from '../testing/browser.ts';
import { languages, tillWords, type Language } from '../testing/till-words.ts';

/** Another address of this machine stands for another machine's way in. */
const lanHost = '127.0.0.2';

const [{ use: desk }, { use: touch }] = counters;

test.use(desk);

let branch: TestBranch;

test.beforeEach(async () => {
  branch = new TestBranch({ tillDir: join(projectRoot, 'dist/till') });
  await branch.start();
});
test.afterEach(() => branch.end());

/** A browser of another machine. The branch does not know it yet and says so, which a browser logs as an error. */
async function otherMachine(
  browser: Browser,
  language: Language,
  screen: BrowserContextOptions = touch,
): Promise<Page> {
  const context = await browser.newContext({ locale: localeOf[language], ...screen });
  const page = await context.newPage();
  await page.goto(lanUrl());
  return page;
}

const lanUrl = () => `http://${lanHost}:${new URL(branch.url).port}`;
const juice = { en: /^Juice/, ar: /^عصير/ };

const makeCode = async (settings: object): Promise<string> => {
  const made = await branch.call<EnrolmentCode>('POST', '/api/terminals/codes', settings);
  return made.code;
};

for (const language of languages) {
  const t = tillWords(language);

  test.describe(`the local network in ${language}`, () => {
    test.use({ locale: localeOf[language] });

    async function joinBy(page: Page, code: string): Promise<void> {
      await page.getByLabel(t('enrol.code'), { exact: true }).fill(code.toLowerCase());
      await page.getByRole('button', { name: t('enrol.join') }).click();
    }

    async function enrolled(
      browser: Browser,
      settings: object,
      screen?: BrowserContextOptions,
    ): Promise<Page> {
      const page = await otherMachine(browser, language, screen);
      await joinBy(page, await makeCode({ name: 'Screen', ...settings }));
      return page;
    }

    test('a kitchen joins by a code, a second till sells, and whoever waits sees the number', async ({
      page,
      browser,
      complaints,
    }) => {
      await page.goto(`${branch.url}/login?token=${branch.token}`);
      await page.goto(`${branch.url}/#/terminals`);
      await page.getByRole('button', { name: t('terminals.add') }).click();
      await page.getByRole('button', { name: t('terminals.openNetwork') }).click();
      await page.getByLabel(t('terminals.name'), { exact: true }).fill('Grill');
      await expectAccessible(page, 'adding a screen');
      await page.getByRole('button', { name: t('terminals.makeCode') }).click();
      const code = await page.getByRole('status', { name: t('terminals.code') }).innerText();

      const kitchen = await otherMachine(browser, language);
      await expect(kitchen.getByRole('heading', { name: t('enrol.title') })).toBeVisible();
      await expectAccessible(kitchen, 'joining');
      await joinBy(kitchen, 'WRONGONE');
      await expect(kitchen.getByText(t('errors.terminal.bad_code'))).toBeVisible();
      await joinBy(kitchen, code);
      await expect(kitchen.getByText(t('kitchen.empty'))).toBeVisible();
      await expect(page.getByRole('dialog').getByText('Grill')).toBeVisible();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('common.close') })
        .last()
        .click();
      await expectAccessible(page, 'the list of screens');

      const pickup = await enrolled(browser, { kind: 'pickup' });
      const second = await enrolled(browser, { kind: 'till' });
      const pass = await enrolled(browser, { kind: 'kitchen' }, desk);

      await givenMenu(branch);
      const counter = new CounterClient(branch);
      const bill = await counter.open();
      const lines = (till: Page) =>
        till.getByRole('list', { name: t('sell.lines') }).getByRole('listitem');
      await second.goto(`${lanUrl()}/#/sell/${bill.id}`);
      await page.goto(`${branch.url}/#/sell/${bill.id}`);
      await second.getByRole('button', { name: juice[language] }).first().tap();
      await expect(lines(second)).toHaveCount(1);
      await expect(lines(page)).toHaveCount(1);
      // The internet goes in the middle of the sale.
      await branch.relay.stop();
      await expect(page.getByText(t('health.internet.offline'))).toBeVisible();
      await page.getByRole('button', { name: juice[language] }).first().click();
      await expect(lines(second)).toHaveCount(2);
      await counter.do('sendBill', await counter.read(bill.id));

      // By finger at the grill, by the keys of a bump bar at the pass: both see the same.
      const struck = (screen: Page) =>
        screen.getByRole('article').first().getByRole('button', { pressed: true });
      await kitchen.getByRole('article').getByRole('button', { pressed: false }).first().tap();
      await expect(struck(kitchen)).toHaveCount(1);
      await expect(struck(pass)).toHaveCount(1);
      await expectAccessible(kitchen, 'the kitchen');
      for (const screen of [kitchen, pass]) await expectNoSidewaysScroll(screen);
      await pass.keyboard.press('1');
      for (const screen of [kitchen, pass]) {
        await expect(screen.getByText(t('kitchen.empty'))).toBeVisible();
      }

      const ready = pickup.getByRole('region', { name: new RegExp(t('pickup.ready')) });
      await expect(ready.getByRole('listitem')).toHaveCount(1);
      await expectAccessible(pickup, 'the pickup screen');
      await page.goto(`${branch.url}/#/`);
      await expect(
        page.getByRole('region', { name: t('board.lanes.ready') }).getByRole('article'),
      ).toHaveCount(1);

      const recall = t('kitchen.recall').replace(/\s*\{\{.*/, '');
      await kitchen.getByRole('button', { name: recall }).tap();
      for (const screen of [kitchen, pass]) {
        await expect(screen.getByText(t('kitchen.recalled'))).toBeVisible();
      }

      // The branch server goes and comes: nobody has to do anything at a screen.
      const port = Number(new URL(branch.url).port);
      await branch.close();
      await expect(kitchen.getByText(t('kitchen.lost'))).toBeVisible();
      await branch.open({ port });
      await expect(kitchen.getByText(t('kitchen.lost'))).toHaveCount(0);
      await kitchen.getByRole('button', { name: new RegExp(t('kitchen.bump')) }).tap();
      for (const screen of [kitchen, pass]) {
        await expect(screen.getByText(t('kitchen.empty'))).toBeVisible();
      }
      forgive(complaints, /ERR_|WebSocket/);

      // Sent away at the main till, a screen shows nothing more.
      const { terminals } = await branch.call<{ terminals: Terminal[] }>('GET', '/api/terminals');
      const grill = terminals.find(({ name }) => name === 'Grill');
      await branch.call('DELETE', `/api/terminals/${grill?.id}`);
      await expect(kitchen.getByRole('heading', { name: t('enrol.title') })).toBeVisible();
      await expect(pass.getByText(t('kitchen.empty'))).toBeVisible();
    });
  });
}
