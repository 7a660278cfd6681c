/** A cashier and the drawer: a float, a sale, money taken out with a manager's PIN, a blind count and its Z. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { branchApi, signInUrl } from '../../src/shared/contract/branch-api.ts';
import { PrinterSettings } from '../../src/shared/contract/printing.ts';
import { requestOf, type Route } from '../../src/shared/contract/route.ts';
import { staffHeader } from '../../src/shared/contract/staff.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { type Program, startProgram } from '../../tools/rig/program.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const Ready = z.object({ url: z.string(), tokenFile: z.string() });
const managerPin = '4711';
const cashierPin = '1234';

const dataDir = mkdtempSync(join(tmpdir(), 'wasla-shift-'));
let branch: Program<z.infer<typeof Ready>>;
let printer: VirtualPrinter;
/** Signed in beside the page, for what is done there by program. */
let cashier = '';

test.use({ actionTimeout: 15_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  printer = createVirtualPrinter({ clock: systemClock, fonts: await loadFonts() });
  await printer.start();
  branch = await startProgram({
    name: 'branch',
    entry: 'src/main/headless.ts',
    ready: Ready,
    env: { BRANCH_PORT: '0', BRANCH_DATA_DIR: dataDir, BRANCH_LOG_LEVEL: 'error' },
  });
  await call(branchApi.moveFirstRun, { step: null });
  await call(branchApi.addSampleMenu, {});
  await call(branchApi.changeSettings, { ticketLanguage: 'en' });
  const selling = await call(branchApi.getSellingSettings, {});
  await call(branchApi.changeSellingSettings, { ...selling, printReceipts: false });
  const connection = { kind: 'tcp', host: printer.host, port: printer.port() };
  const settings = { name: 'Counter', connection, profile: 'generic-80mm', drawer: 'pin2' };
  await call(branchApi.addPrinter, PrinterSettings.parse(settings));
  const manager = await hire({ name: 'Rana', role: 'manager', pin: managerPin });
  cashier = await hire({ name: 'Sami', role: 'cashier', pin: cashierPin }, manager);
});

test.afterAll(async () => {
  await branch?.stop();
  await printer?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const localToken = () => readFileSync(branch.ready.tokenFile, 'utf8').trim();

/** One call by whoever is signed in with this token; empty for nobody. */
async function call<Input extends object, Reply>(
  route: Route<Input, Reply>,
  input: Input,
  staff = '',
): Promise<Reply> {
  const { method, address, body } = requestOf(route, input);
  const response = await fetch(new URL(address, branch.ready.url), {
    method,
    headers: {
      authorization: `Bearer ${localToken()}`,
      [staffHeader]: staff,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.status, `${method} ${address}`).toBe(200);
  return route.reply.parse(await response.json());
}

/** @returns the token of the person, signed in */
async function hire(
  person: { name: string; role: 'manager' | 'cashier'; pin: string },
  by = '',
): Promise<string> {
  const same = { granted: [], revoked: [], language: null, digits: null };
  const { member } = await call(branchApi.addStaff, { ...person, ...same }, by);
  const { pin } = person;
  return (await call(branchApi.signIn, { staffId: member.id, pin })).token;
}

/** Something without choices, paid in cash to the fils. @returns what it cost */
async function sell(): Promise<number> {
  const { menu } = await call(branchApi.readMenu, { knownVersion: '' }, cashier);
  const product = menu?.products.find(({ groupIds }) => groupIds.length === 0);
  const { bill } = await call(
    branchApi.openBill,
    { commandId: systemIds('cmd'), kind: 'takeaway', table: '', customer: null },
    cashier,
  );
  const command = (version: number) => ({ id: bill.id, version, commandId: systemIds('cmd') });
  const line = { productId: product?.id ?? '', quantity: 1, choices: [], note: '' };
  const added = await call(
    branchApi.addLines,
    { ...command(bill.version), lines: [line] },
    cashier,
  );
  const { version, dueMinor } = added.bill;
  const payment = { method: 'cash', tenderedMinor: dueMinor } as const;
  await call(branchApi.payBill, { ...command(version), part: null, payment }, cashier);
  return dueMinor;
}

const jod = (minor: number) => (minor / 1_000).toFixed(3);

for (const [place, language] of languages.entries()) {
  const t = tillWords(language);

  test.describe(`a cashier who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    const press = (page: Page, key: string) =>
      page.getByRole('button', { name: t(key), exact: true }).click();
    const confirm = (page: Page, key: string) =>
      page
        .getByRole('dialog')
        .getByRole('button', { name: t(key), exact: true })
        .click();
    const typePin = async (page: Page, pin: string) => {
      await page.locator('input[type="password"]').fill(pin);
      await page.keyboard.press('Enter');
    };

    async function signIn(page: Page): Promise<void> {
      await page.goto(signInUrl(branch.ready.url, localToken()));
      await page.goto(`${branch.ready.url}/#/shift`);
      await press(page, 'staff.signInTitle');
      await page.getByRole('dialog').getByRole('button', { name: /Sami/ }).click();
      await typePin(page, cashierPin);
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }

    test('opens, takes cash out with a manager, counts blind and gets the difference on paper', async ({
      page,
      complaints,
    }) => {
      await signIn(page);
      await expect(page.getByText(t('shift.none'))).toBeVisible();
      await expectAccessible(page, 'no shift');
      await press(page, 'shift.open');
      await page.getByRole('dialog').getByRole('textbox').nth(1).click();
      await page.getByRole('dialog').getByRole('button', { name: '2', exact: true }).click();
      await expect(page.getByRole('dialog').getByRole('status')).toContainText('40.000');
      await expectAccessible(page, 'counting the float');
      await confirm(page, 'shift.open');
      await expect(page.getByText(t('shift.blind'))).toBeVisible();

      const soldMinor = await sell();
      await press(page, 'shift.pay_out.action');
      await page.getByLabel(t('shift.amount')).fill('2.5');
      await press(page, 'shift.reasons.shopping');
      await confirm(page, 'shift.pay_out.action');
      await expect(page.getByText(t('staff.approvalTitle'))).toBeVisible();
      await typePin(page, managerPin);
      await expect(page.getByText(t('shift.reasons.shopping'))).toBeVisible();
      // A browser tells of every refusal; this one is what the till asked the manager for.
      const asked = complaints.filter((complaint) => !complaint.includes('/pay-outs'));
      complaints.splice(0, complaints.length, ...asked);
      const expectedMinor = 40_000 + soldMinor - 2_500;
      await expect(page.getByRole('main')).not.toContainText(jod(expectedMinor));
      await expectAccessible(page, 'an open shift');

      await press(page, 'shift.close');
      await page.getByText(t('shift.oneSum'), { exact: true }).click();
      await page.getByLabel(t('shift.inDrawer')).fill(jod(expectedMinor - 1_500));
      await expectAccessible(page, 'counting the drawer');
      const before = printer.tickets.length;
      await confirm(page, 'shift.close');
      await expect(page.getByRole('main').getByText('1.500').first()).toBeVisible();
      await expectAccessible(page, 'a closed shift');
      await expectNoSidewaysScroll(page);

      const paper = (await printer.whenTickets(before + 1)).at(-1)?.text ?? '';
      expect(paper).toContain(`Z REPORT ${place + 1}`);
      expect(paper.replaceAll(/\s+/g, ' ')).toContain(`Difference JOD -1.500`);

      await page
        .getByRole('button', { name: new RegExp(`Z .*${place + 1}`) })
        .first()
        .click();
      await expect(page.getByRole('dialog')).toContainText(jod(expectedMinor));
      await expectAccessible(page, 'a Z on the screen');
    });
  });
}
