import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test as base } from '@playwright/test';
import type { Language } from './till-words.ts';

interface Hands {
  /** With a finger where the screen is touched, else with the mouse. */
  readonly press: (target: Locator) => Promise<void>;
  /** What the pages complained of so far. */
  readonly complaints: string[];
  readonly watched: void;
}

/** A page that fails its test when it logs an error, throws, or breaks its own content policy. */
export const test = base.extend<Hands>({
  press: async ({ hasTouch }, provide) =>
    provide((target) => (hasTouch ? target.tap() : target.click())),
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
  complaints: async ({}, provide) => provide([]),
  watched: [
    async ({ context, complaints }, provide) => {
      context.on('page', (page) => watch(page, complaints));
      for (const page of context.pages()) watch(page, complaints);
      await provide();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.location().url}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
}

/** A browser complains of every call that was refused or cut off, also where that is what is tested. */
export function forgive(complaints: string[], what: RegExp): void {
  const others = complaints.filter((complaint) => !what.test(complaint));
  complaints.splice(0, complaints.length, ...others);
}

/** A colour on its way to another is neither; what moves for ever is judged as it is. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Every rule of axe; nothing is switched off. Its way for one page that holds no foreign one opens no page of its own. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await untilStill(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')} ${failureSummary}`,
    ),
  );
  expect(found, what).toEqual([]);
}

/** The same in light and in dark, for a page that follows the system. */
export async function expectAccessibleInBoth(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${what}, ${colorScheme}`);
  }
}

/** Nothing sticks out sideways, of the page or of what scrolls in it: a phone scrolls down and never across. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overhang = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, [role=dialog]')].map(
      (element) => element.scrollWidth - element.clientWidth,
    ),
  );
  expect(Math.max(...overhang)).toBeLessThanOrEqual(0);
}

export const localeOf = { en: 'en-GB', ar: 'ar-JO' } as const satisfies Record<Language, string>;
