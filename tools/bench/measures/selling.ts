import type { Page } from '@playwright/test';
import { branchApi } from '../../../src/shared/contract/branch-api.ts';
import { tileColors } from '../../../src/shared/contract/menu.ts';
import { type BranchClient, createBranchClient } from '../../rig/branch-client.ts';
import { type Figure, percentile, toFigure } from '../figures.ts';
import { type Setting, startBranchProgram } from '../site.ts';
import { launchBrowser, openTill, type TillPage } from '../till-page.ts';

const products = 1_000;
const categories = 25;
const length = { quick: { warmUp: 10, taps: 60 }, full: { warmUp: 20, taps: 300 } } as const;
/** A long order of one table; then the next guest. */
const linesPerBill = 20;

/** What adding an item costs the till when the menu is a large one: one tap on a tile after the other. */
export async function measureSelling({ dir, quick }: Setting): Promise<Figure[]> {
  const { warmUp, taps } = length[quick ? 'quick' : 'full'];
  const branch = await startBranchProgram(dir);
  const { url, tokenFile } = branch.ready;
  await fillMenu(createBranchClient(url, tokenFile));
  const browser = await launchBrowser();
  const till = await openTill(browser, branch.ready);
  const spent: Tap[] = [];
  for (let tap = 0; tap < warmUp + taps; tap += 1) {
    if (tap % linesPerBill === 0) await nextBill(till.page, url);
    spent.push(await addItem(till, tap));
  }
  await browser.close();
  await branch.stop();
  const measured = spent.slice(warmUp);
  const figure = (what: string, of: (tap: Tap) => number, share: number) => ({
    name: `add an item, ${products} products: ${what} p${share * 100}`,
    value: percentile(measured.map(of), share),
    unit: 'ms',
  });
  return [
    toFigure(
      figure('tap to line', ({ toLineMs }) => toLineMs, 0.95),
      { of: 'value', atMost: 16 },
    ),
    toFigure(figure('all script', ({ scriptMs }) => scriptMs, 0.5)),
    toFigure(
      figure('all script', ({ scriptMs }) => scriptMs, 0.95),
      { of: 'value', atMost: 16 },
    ),
  ];
}

interface Tap {
  /** From the tap until the bill has its line, before it is painted. */
  readonly toLineMs: number;
  /** Everything the page ran for it, the branch's answer included. */
  readonly scriptMs: number;
}

async function fillMenu(branch: BranchClient): Promise<void> {
  const { taxClasses } = await branch.call(branchApi.getSellingSettings, {});
  const taxClassId = taxClasses[0]?.id ?? '';
  for (let index = 0; index < categories; index += 1) {
    const name = { en: `Category ${index}`, ar: `صنف ${index}` };
    const { id: categoryId } = await branch.call(branchApi.addCategory, { name, place: index });
    for (let place = 0; place < products / categories; place += 1) {
      const number = index * (products / categories) + place;
      await branch.call(branchApi.addProduct, {
        name: { en: `Dish ${number}`, ar: `طبق ${number}` },
        categoryId,
        priceMinor: 1_000 + number,
        taxClassId,
        place,
        favourite: number % 10 === 0,
        tile: { color: tileColors[number % tileColors.length] ?? 'gray', letters: '' },
        groupIds: [],
      });
    }
  }
}

async function nextBill(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/#/more`);
  await page.goto(`${url}/#/sell`);
  await page
    .locator('button', { hasText: /Dish \d/ })
    .first()
    .waitFor();
}

async function addItem(till: TillPage, tap: number): Promise<Tap> {
  const { page } = till;
  const before = await till.scriptMs();
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/lines'),
  );
  const toLineMs = await page.evaluate(tapTile, tap);
  await answered;
  // The answer is taken in and drawn.
  await page.waitForTimeout(60);
  return { toLineMs, scriptMs: (await till.scriptMs()) - before };
}

/** Runs in the page: taps another tile each time and waits for the page's own work, as a finger would not. */
async function tapTile(tap: number): Promise<number> {
  // The lines of the bill name dishes too.
  const tiles = document.querySelectorAll<HTMLElement>('button[data-color]');
  const tile = tiles[tap % tiles.length];
  if (!tile) throw new Error('there is no tile to tap');
  const startedAtMs = performance.now();
  tile.click();
  await Promise.resolve();
  return performance.now() - startedAtMs;
}
