/** A manager makes the kitchen's paper her own, tries it, and goes back to how it was. */
import { expect, type Locator, type Page } from '@playwright/test';
import { loadFonts } from '../../src/printer/index.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/printer/virtual/index.ts';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import { systemClock } from '../../src/shared/kit/clock.ts';
import { ensurePrinter } from '../../tools/rig/branch-client.ts';
import { type BranchProgram, startBranch } from '../testing/branch-program.ts';
import { expectAccessible, expectNoSidewaysScroll, localeOf, test } from '../testing/browser.ts';
import { languages, tillWords } from '../testing/till-words.ts';

const printerName = 'Pass';
let branch: BranchProgram;
let printer: VirtualPrinter;

test.beforeAll(async () => {
  printer = createVirtualPrinter({ clock: systemClock, fonts: await loadFonts() });
  await printer.start();
  branch = await startBranch();
  await branch.call(branchApi.moveFirstRun, { step: null });
  const { host } = printer;
  const named = { name: printerName, profile: 'generic-80mm' };
  await ensurePrinter(branch, { ...named, host, port: printer.port() });
});

test.afterAll(async () => {
  await branch?.close();
  await printer?.stop();
});

/**
 * Takes hold of one thing and lets it go in the middle of another, as a hand does: not in one jump, and only
 * once the page says that it is at that place (from 1) now.
 */
async function drag(page: Page, from: Locator, to: Locator, place: number): Promise<void> {
  await to.scrollIntoViewIfNeeded();
  await from.scrollIntoViewIfNeeded();
  const start = await from.boundingBox();
  if (!start) throw new Error('nothing to take hold of');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2 - 12, { steps: 4 });
  const end = await to.boundingBox();
  if (!end) throw new Error('nowhere to put it');
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 });
  const digits = `${place}${String.fromCodePoint(0x660 + place)}`;
  await expect(page.locator('[id^=DndLiveRegion]')).toContainText(new RegExp(`\\s[${digits}]\\s`));
  await page.mouse.up();
}

for (const language of languages) {
  const t = tillWords(language);

  test.describe(`a manager who reads ${language}`, () => {
    test.use({ locale: localeOf[language] });

    test('drags, sees the paper change, saves, prints a test and undoes it all', async ({
      page,
    }) => {
      await page.goto(branch.link());
      await page.goto(`${branch.address()}/#/printers`);
      await page.getByRole('link', { name: t('templates.title') }).click();
      await expectAccessible(page, 'the list of templates');
      const kitchen = page.locator('section').filter({
        has: page.getByRole('heading', { name: t('templates.paper.kitchen'), exact: true }),
      });
      await kitchen
        .getByRole('button', { name: t('templates.copy') })
        .first()
        .click();
      await expect(page.getByRole('textbox', { name: t('templates.builder.name') })).toBeVisible();
      const id = new URL(page.url()).hash.split('/').at(-1) ?? '';

      const list = page.getByRole('region', { name: t('templates.builder.elements') });
      const paper = page.getByRole('region', { name: t('templates.builder.preview') });
      const palette = page.getByRole('region', { name: t('templates.builder.palette') });
      const row = (words: string) =>
        list
          .getByRole('listitem')
          .filter({ has: page.getByText(words, { exact: true }) })
          .first();
      const picture = paper.locator('img');
      await expect(picture).toBeVisible();
      const before = await picture.getAttribute('src');

      // The kitchen wants to know first when it is due.
      const due = t('templates.field.due_at');
      await drag(page, row(due).getByRole('button').first(), list.getByRole('listitem').first(), 1);
      await expect(list.getByRole('listitem').first()).toContainText(due);
      await expect(picture).not.toHaveAttribute('src', before ?? '');

      // The same by the keys alone: taken up, one place down, put down; and told at each step.
      const handle = row(due).getByRole('button').first();
      const told = page.locator('[id^=DndLiveRegion]');
      await handle.press('Space');
      await expect(handle).toHaveAttribute('aria-pressed', 'true');
      await handle.press('ArrowDown');
      await expect(told).toContainText(/[2٢]/);
      await handle.press('Space');
      await expect(list.getByRole('listitem').nth(1)).toContainText(due);
      await page.keyboard.press('Control+z');
      await expect(list.getByRole('listitem').first()).toContainText(due);

      // And from the palette to a place of its own.
      const cashier = t('templates.kind.barcode');
      await drag(
        page,
        palette.getByRole('button', { name: cashier }),
        list.getByRole('listitem').nth(1),
        2,
      );
      await expect(list.getByRole('listitem').nth(1)).toContainText(cashier);
      await expect(paper.getByRole('button', { name: cashier })).toBeVisible();
      await expectAccessible(page, 'the builder');

      await page.getByRole('button', { name: t('templates.builder.save'), exact: true }).click();
      await expect(page.getByText(t('templates.builder.unsaved'))).toHaveCount(0);

      const printed = printer.tickets.length;
      await page.getByRole('button', { name: t('templates.builder.test') }).click();
      await page.getByText(printerName, { exact: true }).click();
      await page.getByRole('button', { name: t('templates.testPrint.print') }).click();
      await printer.whenTickets(printed + 1);
      expect(printer.tickets.at(-1)?.text).toMatch(/TEST ORDER[\s\S]*DO NOT COOK/);
      await page
        .getByRole('button', { name: t('common.close') })
        .last()
        .click();

      await page.getByRole('button', { name: t('templates.builder.versions') }).click();
      await page.getByRole('button', { name: t('templates.history.restore') }).click();
      await expect(list.getByRole('listitem').first()).not.toContainText(due);
      await page.getByRole('button', { name: t('templates.builder.save'), exact: true }).click();
      await expect
        .poll(async () => {
          const { versions } = await branch.call(branchApi.listTemplateVersions, { id });
          return versions.map(({ version, elements }) => [version, elements.at(0)?.kind]);
        })
        .toEqual([
          [3, 'pair'],
          [2, 'field'],
          [1, 'pair'],
        ]);
    });

    test('finds everything on a phone too', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(branch.link());
      await page.goto(`${new URL(page.url()).origin}/#/templates/built-in-receipt`);
      const paper = page.getByRole('region', { name: t('templates.builder.preview') });
      await expect(paper.locator('img')).toBeVisible();
      await paper
        .getByRole('button', { name: `\u2068${t('templates.field.total')}\u2069` })
        .click();
      const chosen = page.getByRole('region', { name: t('templates.builder.properties') });
      await expect(
        chosen.getByRole('heading', { name: t('templates.field.total'), exact: true }),
      ).toBeInViewport();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page, 'the builder on a phone');
    });
  });
}
