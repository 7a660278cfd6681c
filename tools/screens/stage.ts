/** Where the pictures are taken: the running demo, in every look. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Restaurant } from '../demo/restaurant.ts';
import type { BranchClient } from '../rig/branch-client.ts';
import { projectRoot } from '../rig/program.ts';
import { withFewerShades } from './fewer-shades.ts';

const folder = join(projectRoot, 'docs/screens');

export interface Look {
  readonly language: 'en' | 'ar';
  readonly colours: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

export const wide = { width: 1366, height: 768 };
export const touch = { width: 1024, height: 768 };
export const phone = { width: 390, height: 844 };

export interface Stage {
  readonly browser: Browser;
  readonly restaurant: Restaurant;
  readonly branch: BranchClient;
  /** The till of another branch server, on its first day. */
  readonly newTill: string;
  /** The same till with somebody signed in. */
  as(staffToken: string): BranchClient;
}

/** A page in a window of its own, as a fresh browser shows it. */
export async function openPage(on: Stage, look: Look, url: string): Promise<Page> {
  const context = await on.browser.newContext({
    locale: look.language === 'ar' ? 'ar-JO' : 'en-GB',
    timezoneId: 'Asia/Amman',
    colorScheme: look.colours,
    viewport: look.viewport,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** A place of the till, signed in at the counter's own computer. */
export async function tillPage(on: Stage, look: Look, place: string): Promise<Page> {
  const page = await openPage(on, look, on.restaurant.ready.till);
  const { language, colours } = look;
  await page.evaluate(
    (chosen) => localStorage.setItem('wasla.preferences', JSON.stringify(chosen)),
    { language, colours },
  );
  await page.goto(new URL(`/#${place}`, on.restaurant.ready.branch).href);
  await page.reload();
  await page.locator('main').first().waitFor();
  await page.keyboard.press('Shift'); // browsers keep a page silent until it is touched
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  return page;
}

export async function consolePage(on: Stage, look: Look, tab: string): Promise<Page> {
  const { ready } = on.restaurant;
  const page = await openPage(on, look, ready.console);
  await page.locator('input[type=email]').fill(ready.logins.console.email);
  await page.locator('input[type=password]').fill(ready.logins.console.password);
  await page.locator('button[type=submit]').click();
  await page.getByRole('link', { name: /Wasla Grill/ }).click();
  await page.locator(`nav a[href$="/${tab}"]`).click();
  await page.getByRole('heading').first().waitFor();
  return page;
}

export async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  writeFileSync(path, withFewerShades(await page.screenshot({ animations: 'disabled' })));
  console.log(`${name}.png ${(statSync(path).size / 1_024).toFixed(0)} KB`);
  await page.context().close();
}
