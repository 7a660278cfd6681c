import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './browser.ts';

/** Where a person stands: before a desk with mouse and keys, or a small screen that only fingers meet. */
export const counters = [
  {
    place: 'at the desk',
    use: { viewport: { width: 1_366, height: 768 }, hasTouch: false },
    /** Every rule of accessibility. */
    look: (page: Page, what: string) => expectAccessible(page, what),
  },
  {
    place: 'on the small touch screen',
    use: { viewport: { width: 1_024, height: 768 }, hasTouch: true },
    /** That everything has its room; the rules were judged at the desk. */
    look: (page: Page) => expectNoSidewaysScroll(page),
  },
] as const;
