import { expect, type Page } from '@playwright/test';
import { words } from '../../tools/demo/panel/words.ts';

/** The demo's own page, through which a visitor plays the rest of the world. */
export interface DemoPanel {
  turn(what: 'cut' | 'paper' | 'flow', on: boolean): Promise<void>;
  /** Waits until the printer has printed exactly so many, the newest on top. */
  expectPrinted(count: number): Promise<void>;
}

export async function openPanel(page: Page, url: string): Promise<DemoPanel> {
  await page.goto(url);
  const say = words.en;
  const tickets = page.getByRole('img', { name: say.ticket });
  await expect(page.getByRole('heading', { name: say.title })).toBeVisible();
  return {
    async turn(what, on) {
      // A browser gives its time to the page in front.
      await page.bringToFront();
      const toggle = page.getByRole('switch', { name: say[what] });
      if ((await toggle.isChecked()) === on) return;
      const done = page.waitForResponse((response) => response.request().method() === 'POST');
      await toggle.click();
      await done;
    },
    async expectPrinted(count) {
      if (count === 0) await expect(tickets).toHaveCount(0);
      else await expect(tickets.first()).toHaveAttribute('alt', `${say.ticket} t${count}`);
    },
  };
}
