/** The first day of a branch: from nothing to a printed ticket, with a relay and without, and back from a backup. */
import { expect, type Page } from '@playwright/test';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { ensurePrinter } from '../../tools/rig/branch-client.ts';
import { freePort } from '../../tools/rig/program.ts';
import { connectPlatform, createSampleBranch, pairingCode } from '../../tools/rig/sample-site.ts';
import { type BranchProgram, startBranch } from '../testing/branch-program.ts';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  forgive,
  localeOf,
  test,
} from '../testing/browser.ts';
import { startRelay } from '../testing/relay.ts';
import { play } from '../testing/restaurant.ts';
import { languages, tillWords, type Words } from '../testing/till-words.ts';

let printer: VirtualPrinter;
let branch: BranchProgram;

test.beforeAll(async () => {
  printer = createVirtualPrinter({ clock: systemClock, fonts: await loadFonts() });
  await printer.start();
});
test.afterAll(() => printer?.stop());
test.beforeEach(async () => {
  branch = await startBranch();
});
test.afterEach(async ({ page }) => {
  // First, or the till would look for a branch that is gone and the browser call that an error.
  await page.close();
  await branch?.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

const printed = (page: Page, t: Words) =>
  page.getByText(t('printJobState.printed'), { exact: true });

/** Says who the restaurant is, and sees the page as somebody who cannot see it would. */
async function begin(page: Page, t: Words, language: 'en' | 'ar'): Promise<void> {
  await page.goto(branch.link());
  await expect(heading(page, t('firstRun.language.title'))).toBeVisible();
  await button(page, { en: 'English', ar: 'العربية' }[language]).click();
  await button(page, t('firstRun.data.new')).click();
  await page.getByLabel(t('settings.branchNameHere')).fill('أبو علي');
  await expectAccessible(page, 'the restaurant');
  await button(page, t('firstRun.next')).click();
  await expect(heading(page, t('firstRun.relay.title'))).toBeVisible();
}

/** Hires the manager, takes the sample menu and holds the test ticket in the hand. */
async function finish(page: Page, t: Words): Promise<void> {
  await page.getByLabel(t('staff.name')).fill('Rana');
  await page.getByLabel(t('staff.pin')).fill('4711');
  await button(page, t('firstRun.next')).click();
  await button(page, t('firstRun.menu.sample')).click();

  const before = printer.tickets.length;
  await button(page, t('firstRun.ticket.print')).click();
  await expect(printed(page, t)).toBeVisible();
  expect(printer.tickets.length).toBe(before + 1);
  await expectAccessible(page, 'the test ticket');
  await button(page, t('firstRun.next')).click();
  await button(page, t('firstRun.done.open_till')).click();
}

/** By its address, through the wizard of printers and back to the questions. */
async function addPrinter(page: Page, t: Words): Promise<void> {
  // The network around the machine that runs this is nobody's to search.
  const nothing = { running: false, done: 0, total: 0, found: [], failed: [] };
  await page.route('**/api/printing/discovery', (route) =>
    route.fulfill({ json: route.request().method() === 'DELETE' ? {} : nothing }),
  );
  await button(page, t('firstRun.printer.add')).click();
  await page.getByText(t('wizard.find.byHand')).click();
  await page.getByLabel(t('connectionField.host.label')).fill(printer.host);
  await page.getByLabel(t('connectionField.port.label')).fill(String(printer.port()));
  await button(page, t('wizard.next')).click();
  await expect(page.getByText(t('checkSays.ready.what'))).toBeVisible();
  await button(page, t('wizard.next')).click();
  await page.getByRole('radio', { name: '576' }).check();
  await button(page, t('wizard.next')).click();
  await page.getByLabel(t('printers.name'), { exact: true }).fill('Kitchen');
  await button(page, t('wizard.use.add')).click();
  await expect(printed(page, t)).toBeVisible();
  await button(page, t('wizard.test.right')).click();
  await button(page, t('firstRun.next')).click();
}

test('an owner pairs the branch on its first day, and the first order is on the board and on paper', async ({
  page,
}) => {
  const t = tillWords('en');
  const relay = await startRelay();
  const names = { company: 'Abu Ali', branch: 'Abdoun' };
  const site = await createSampleBranch(relay.admin, names);
  const store = { port: await freePort(), name: 'Partner', storeId: 'store-1' };
  const platform = play(await connectPlatform(relay.admin, site, 'generic', store));
  await platform.start();
  try {
    await begin(page, t, 'en');
    await page
      .getByLabel(t('setup.code'))
      .fill((await pairingCode(relay.admin, site)).toLowerCase());
    await page.getByLabel(t('setup.relayUrl')).fill(relay.url);
    await expectAccessible(page, 'pairing');
    await button(page, t('setup.pair')).click();
    await addPrinter(page, t);
    await finish(page, t);
    await expect(page.getByText('Abdoun').first()).toBeVisible();
    await expect(page.getByText(t('health.internet.connected'))).toBeVisible();

    const before = printer.tickets.length;
    await platform.sendOrder();
    const card = page.locator('article');
    await expect(card).toHaveCount(1);
    await card.getByRole('button', { name: t('action.accept', 15) }).click();
    await expect(card).toHaveAttribute('data-status', 'confirmed');
    const number = (await card.getByRole('link').first().innerText()).trim();
    const ticket = (await printer.whenTickets(before + 1)).at(-1);
    expect(ticket?.text).toContain(number);
  } finally {
    await page.close();
    await platform.stop();
    await relay.close();
  }
});

test.describe('an owner who reads Arabic', () => {
  test.use({ locale: localeOf.ar });

  test('sets up a branch without any relay until a ticket is in the hand', async ({ page }) => {
    const t = tillWords('ar');
    await begin(page, t, 'ar');
    await expect(page.getByText(t('firstRun.without.relay'))).toBeVisible();
    await button(page, t('firstRun.skip')).click();

    // A reload in the middle comes back to the same question.
    await expect(heading(page, t('firstRun.printer.title'))).toBeVisible();
    await page.reload();
    await expect(heading(page, t('firstRun.printer.title'))).toBeVisible();
    await ensurePrinter(branch, {
      name: 'Kitchen',
      host: printer.host,
      port: printer.port(),
      profile: 'generic-80mm',
    });
    await button(page, t('firstRun.next')).click();
    await finish(page, t);

    await expect(page.getByText('أبو علي').first()).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: t('board.lanes.new') })).toBeVisible();
    await expect(heading(page, t('firstRun.language.title'))).toHaveCount(0);
  });
});

for (const language of languages) {
  const t = tillWords(language);

  test.describe(`an owner who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test('finds a setting by a word, and everything stays readable at the largest text', async ({
      page,
    }) => {
      await branch.call(branchApi.moveFirstRun, { step: null });
      await page.goto(branch.link());
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
  await old.call(branchApi.changeSettings, { branchName: 'Old Town' });
  await old.call(branchApi.addSampleMenu, {});
  await old.call(branchApi.moveFirstRun, { step: null });
  await page.goto(old.link());
  await page.goto(`${new URL(page.url()).origin}/#/settings/backupNow`);
  await button(page, t('backup.make')).click();
  const saving = page.waitForEvent('download');
  await button(page, t('backup.download')).click();
  const file = await (await saving).path();

  branch = await startBranch();
  await page.goto(branch.link());
  await button(page, 'English').click();
  const choosing = page.waitForEvent('filechooser');
  await button(page, t('firstRun.data.restore')).click();
  await (await choosing).setFiles(file);
  await button(page, t('backup.bringBackNow')).click();

  // The server starts anew at the same address; the till finds it by itself and needs no set-up any more.
  const sell = page.getByRole('link', { name: t('nav.sell') }).first();
  await expect(sell).toBeVisible();
  await expect(page.getByText('Old Town').first()).toBeVisible();
  const { menu } = await branch.call(branchApi.readMenu, { knownVersion: '' });
  expect(menu?.products.length).toBeGreaterThan(5);
  await old.close();
  // While it starts anew nobody is there, or hangs up: a browser calls that an error, the till does not.
  forgive(complaints, /ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE)/);
});
