/** The first day of a branch without any relay: from nothing to a printed ticket, and back from a backup. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { branchApi, signInUrl } from '../../src/shared/contract/branch-api.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import {
  type BranchClient,
  createBranchClient,
  ensurePrinter,
} from '../../tools/rig/branch-client.ts';
import { type Program, startProgram } from '../../tools/rig/program.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { languages, tillWords, type Words } from '../testing/till-words.ts';

const Ready = z.object({ url: z.string(), tokenFile: z.string() });

interface NewBranch {
  readonly client: BranchClient;
  /** Opens the till as the person who started it does. */
  readonly link: string;
  end(): Promise<void>;
}

async function startNewBranch(): Promise<NewBranch> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wasla-first-run-'));
  const program: Program<z.infer<typeof Ready>> = await startProgram({
    name: 'branch',
    entry: 'src/main/headless.ts',
    ready: Ready,
    env: { BRANCH_PORT: '0', BRANCH_DATA_DIR: dataDir, BRANCH_LOG_LEVEL: 'error' },
  });
  const { url, tokenFile } = program.ready;
  return {
    client: createBranchClient(url, tokenFile),
    link: signInUrl(url, readFileSync(tokenFile, 'utf8').trim()),
    async end() {
      await program.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

let printer: VirtualPrinter;
let branch: NewBranch;

test.use({ actionTimeout: 15_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  printer = createVirtualPrinter({ clock: systemClock, fonts: await loadFonts() });
  await printer.start();
});
test.afterAll(() => printer?.stop());
test.beforeEach(async () => {
  branch = await startNewBranch();
});
test.afterEach(async ({ page }) => {
  // First, or the till would look for a branch that is gone and the browser call that an error.
  await page.close();
  await branch?.end();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** Answers the questions one after the other, and sees each page as somebody who cannot see it would. */
async function setUp(page: Page, t: Words, language: 'en' | 'ar'): Promise<void> {
  await expect(heading(page, t('firstRun.language.title'))).toBeVisible();
  await button(page, { en: 'English', ar: 'العربية' }[language]).click();
  await button(page, t('firstRun.data.new')).click();

  await page.getByLabel(t('settings.branchNameHere')).fill('أبو علي');
  await expectAccessible(page, 'the restaurant');
  await button(page, t('firstRun.next')).click();

  await expect(page.getByText(t('firstRun.without.relay'))).toBeVisible();
  await button(page, t('firstRun.skip')).click();

  // A reload in the middle comes back to the same question.
  await expect(heading(page, t('firstRun.printer.title'))).toBeVisible();
  await page.reload();
  await expect(heading(page, t('firstRun.printer.title'))).toBeVisible();
  await ensurePrinter(branch.client, {
    name: 'Kitchen',
    host: printer.host,
    port: printer.port(),
    profile: 'generic-80mm',
  });
  await button(page, t('firstRun.next')).click();

  await page.getByLabel(t('staff.name')).fill('Rana');
  await page.getByLabel(t('staff.pin')).fill('4711');
  await button(page, t('firstRun.next')).click();
  await button(page, t('firstRun.menu.sample')).click();
}

for (const language of languages) {
  const t = tillWords(language);

  test.describe(`an owner who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test('sets up a branch without any relay until a ticket is in the hand', async ({ page }) => {
      await page.goto(branch.link);
      await setUp(page, t, language);

      const before = printer.tickets.length;
      await button(page, t('firstRun.ticket.print')).click();
      await expect(page.getByText(t('printJobState.printed'), { exact: true })).toBeVisible();
      expect(printer.tickets.length).toBe(before + 1);
      await expectAccessible(page, 'the test ticket');
      await button(page, t('firstRun.next')).click();
      await button(page, t('firstRun.done.open_till')).click();

      await expect(page.getByText('أبو علي').first()).toBeVisible();
      await page.reload();
      await expect(page.getByRole('heading', { name: t('board.lanes.new') })).toBeVisible();
      await expect(heading(page, t('firstRun.language.title'))).toHaveCount(0);
    });

    test('finds a setting by a word, and everything stays readable at the largest text', async ({
      page,
    }) => {
      await branch.client.call(branchApi.moveFirstRun, { step: null });
      await page.goto(branch.link);
      await page
        .getByRole('link', { name: t('nav.more') })
        .first()
        .click();
      await expectAccessible(page, 'more');
      await page.getByRole('link', { name: t('more.place.settings.name') }).click();
      await page.getByRole('searchbox').fill(language === 'ar' ? 'الضريبه' : 'vat');
      await page
        .getByRole('search')
        .getByRole('button', { name: t('settings.taxNumber') })
        .click();
      await expect(page.locator('[data-found]')).toBeInViewport();

      await page.getByText(t('settings.textSizeOf.largest'), { exact: true }).click();
      await page.getByText(t('settings.coloursOf.dark'), { exact: true }).click();
      await expectAccessible(page, 'the settings in the largest text, dark');
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page);
      for (const place of ['/printers', '/past', '/menu', '/tables', '/waiting']) {
        await page.goto(new URL(`/#${place}`, page.url()).href);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoSidewaysScroll(page);
      }
      await expectAccessible(page, 'a screen of words only, which scrolls');
    });
  });
}

test('a branch on a new PC goes on with the backup of the old one', async ({
  page,
  complaints,
}) => {
  const t = tillWords('en');
  const old = branch;
  await old.client.call(branchApi.changeSettings, { branchName: 'Old Town' });
  await old.client.call(branchApi.addSampleMenu, {});
  await old.client.call(branchApi.moveFirstRun, { step: null });
  await page.goto(old.link);
  await page.goto(`${new URL(page.url()).origin}/#/settings/backupNow`);
  await button(page, t('backup.make')).click();
  const saving = page.waitForEvent('download');
  await button(page, t('backup.download')).click();
  const file = await (await saving).path();

  branch = await startNewBranch();
  await page.goto(branch.link);
  await button(page, 'English').click();
  const choosing = page.waitForEvent('filechooser');
  await button(page, t('firstRun.data.restore')).click();
  await (await choosing).setFiles(file);
  await button(page, t('backup.bringBackNow')).click();

  // The server starts anew at the same address; the till finds it by itself and needs no set-up any more.
  const sell = page.getByRole('link', { name: t('nav.sell') }).first();
  await expect(sell).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('Old Town').first()).toBeVisible();
  const { menu } = await branch.client.call(branchApi.readMenu, { knownVersion: '' });
  expect(menu?.products.length).toBeGreaterThan(5);
  await old.end();
  // While it starts anew nobody is there, or hangs up: a browser calls that an error, the till does not.
  const away = /ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE)/;
  const others = complaints.filter((text) => !away.test(text));
  complaints.splice(0, complaints.length, ...others);
});
