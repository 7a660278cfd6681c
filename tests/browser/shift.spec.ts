/** A cashier and the drawer: a float, a sale, money taken out with a manager's PIN, a blind count and its Z. */
import { expect, type Locator, type Page } from '@playwright/test';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { PrinterSettings } from '../../src/shared/contract/printing.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import type { BranchClient } from '../../tools/rig/branch-client.ts';
import { type BranchProgram, startBranch } from '../testing/branch-program.ts';
import { expectNoSidewaysScroll, forgive, localeOf, test } from '../testing/browser.ts';
import { counters } from '../testing/counters.ts';
import { givePin, hire } from '../testing/crew.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const rana = { name: 'Rana', role: 'manager', pin: '4711' } as const;
const sami = { name: 'Sami', role: 'cashier', pin: '1234' } as const;

let branch: BranchProgram;
let printer: VirtualPrinter;
/** Signed in beside the page, for what is done there by program. */
let cashier: BranchClient;
let shifts = 0;

test.beforeAll(async () => {
  printer = createVirtualPrinter({ clock: systemClock, fonts: await loadFonts() });
  await printer.start();
  branch = await startBranch();
  await branch.call(branchApi.moveFirstRun, { step: null });
  await branch.call(branchApi.addSampleMenu, {});
  await branch.call(branchApi.changeSettings, { ticketLanguage: 'en' });
  const selling = await branch.call(branchApi.getSellingSettings, {});
  await branch.call(branchApi.changeSellingSettings, { ...selling, printReceipts: false });
  const connection = { kind: 'tcp', host: printer.host, port: printer.port() };
  const settings = { name: 'Counter', connection, profile: 'generic-80mm', drawer: 'pin2' };
  await branch.call(branchApi.addPrinter, PrinterSettings.parse(settings));
  const manager = branch.as(await hire(branch, rana));
  cashier = branch.as(await hire(manager, sami));
});

test.afterAll(async () => {
  await branch?.close();
  await printer?.stop();
});

/** Something without choices, paid in cash to the fils. @returns what it cost */
async function sell(): Promise<number> {
  const { menu } = await cashier.call(branchApi.readMenu, { knownVersion: '' });
  const product = menu?.products.find(({ groupIds }) => groupIds.length === 0);
  const { bill } = await cashier.call(branchApi.openBill, {
    commandId: systemIds('cmd'),
    kind: 'takeaway',
    table: '',
    customer: null,
  });
  const command = (version: number) => ({ id: bill.id, version, commandId: systemIds('cmd') });
  const line = { productId: product?.id ?? '', quantity: 1, choices: [], note: '' };
  const added = await cashier.call(branchApi.addLines, {
    ...command(bill.version),
    lines: [line],
  });
  const { version, dueMinor } = added.bill;
  const payment = { method: 'cash', tenderedMinor: dueMinor } as const;
  await cashier.call(branchApi.payBill, { ...command(version), part: null, payment });
  return dueMinor;
}

const jod = (minor: number) => (minor / 1_000).toFixed(3);

for (const language of languages) {
  const t = tillWords(language);

  for (const { place, use, look } of counters) {
    test.describe(`a cashier who reads ${language}, ${place}`, () => {
      test.use({ locale: localeOf[language], ...use });

      const button = (within: Page | Locator, key: string) =>
        within.getByRole('button', { name: t(key), exact: true });

      test('opens, takes cash out with a manager, counts blind and gets the difference on paper', async ({
        page,
        press,
        complaints,
      }) => {
        const sheet = page.getByRole('dialog');
        const typePin = (pin: string) => givePin(page, t, pin, use.hasTouch ? press : undefined);
        await page.goto(branch.link());
        await page.goto(`${branch.address()}/#/shift`);
        await press(button(page, 'staff.signInTitle'));
        await press(sheet.getByRole('button', { name: /Sami/ }));
        await typePin(sami.pin);
        await expect(sheet).toHaveCount(0);

        await expect(page.getByText(t('shift.none'))).toBeVisible();
        await look(page, 'no shift');
        await press(button(page, 'shift.open'));
        await press(sheet.getByRole('textbox').nth(1));
        await press(sheet.getByRole('button', { name: '2', exact: true }));
        await expect(sheet.getByRole('status')).toContainText('40.000');
        await look(page, 'counting the float');
        await press(button(sheet, 'shift.open'));
        await expect(page.getByText(t('shift.blind'))).toBeVisible();

        const soldMinor = await sell();
        await press(button(page, 'shift.pay_out.action'));
        await page.getByLabel(t('shift.amount')).fill('2.5');
        await press(button(page, 'shift.reasons.shopping'));
        await press(button(sheet, 'shift.pay_out.action'));
        await expect(page.getByText(t('staff.approvalTitle'))).toBeVisible();
        await typePin(rana.pin);
        await expect(page.getByRole('main').getByText(t('shift.reasons.shopping'))).toBeVisible();
        // A browser tells of every refusal; this one is what the till asked the manager for.
        forgive(complaints, /\/pay-outs/);
        const expectedMinor = 40_000 + soldMinor - 2_500;
        await expect(page.getByRole('main')).not.toContainText(jod(expectedMinor));
        await look(page, 'an open shift');

        await press(button(page, 'shift.close'));
        await press(page.getByText(t('shift.oneSum'), { exact: true }));
        await page.getByLabel(t('shift.inDrawer')).fill(jod(expectedMinor - 1_500));
        await look(page, 'counting the drawer');
        shifts += 1;
        await press(button(sheet, 'shift.close'));
        await expect(page.getByRole('main').getByText('1.500').first()).toBeVisible();
        await look(page, 'a closed shift');
        await expectNoSidewaysScroll(page);

        // The kitchen's ticket of the sale may come out before it or after.
        const paper = () =>
          printer.tickets.find(({ text }) => text.includes(`Z REPORT ${shifts}`))?.text ?? '';
        await expect.poll(paper).not.toBe('');
        expect(paper().replaceAll(/\s+/g, ' ')).toContain(`Difference JOD -1.500`);

        await press(page.getByRole('button', { name: new RegExp(`Z .*${shifts}`) }).first());
        await expect(sheet).toContainText(jod(expectedMinor));
        await look(page, 'a Z on the screen');
      });
    });
  }
}
