import { expect, type Page } from '@playwright/test';
import { words } from '../../tools/demo/panel/words.ts';

export const demoPlatforms = ['talabat', 'careem', 'deliveroo', 'generic'] as const;

/** The demo's own page, through which a visitor plays the rest of the world. */
export interface DemoPanel {
  readonly page: Page;
  send(platform: (typeof demoPlatforms)[number]): Promise<void>;
  turn(what: 'cut' | 'paper' | 'flow', on: boolean): Promise<void>;
  /** How many tickets the printer has printed so far. */
  printed(): Promise<number>;
  /** Waits until the printer has printed exactly so many, the newest on top. */
  expectPrinted(count: number): Promise<void>;
}

export async function openPanel(page: Page, url: string): Promise<DemoPanel> {
  await page.goto(url);
  const say = words.en;
  const tickets = page.getByRole('img', { name: say.ticket });
  const nameOf = (count: number) => `${say.ticket} t${count}`;
  await expect(page.getByRole('heading', { name: say.title })).toBeVisible();
  return {
    page,
    async send(platform) {
      const button = page.getByRole('button', { name: `${say.send}: ${platform}` });
      const taken = page.waitForResponse((response) => response.url().endsWith('/api/send'));
      await button.click();
      expect((await taken).ok()).toBe(true);
    },
    async turn(what, on) {
      const toggle = page.getByRole('switch', { name: say[what] });
      if ((await toggle.isChecked()) === on) return;
      const done = page.waitForResponse((response) => response.request().method() === 'POST');
      await toggle.click();
      await done;
    },
    async printed() {
      if ((await tickets.count()) === 0) return 0;
      return Number((await tickets.first().getAttribute('alt'))?.slice(nameOf(0).length - 1));
    },
    async expectPrinted(count) {
      if (count === 0) await expect(tickets).toHaveCount(0);
      else await expect(tickets.first()).toHaveAttribute('alt', nameOf(count));
    },
  };
}
