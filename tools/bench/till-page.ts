/** A till in a real browser, watched by the browser's own clock. */
import { readFileSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { signInUrl } from '../../src/shared/contract/branch-api.ts';
import { provideChromium } from '../test/chromium.ts';

export interface TillPage {
  readonly page: Page;
  /** Waits until so many orders have been on the screen since the page was opened. */
  untilPainted(count: number): Promise<void>;
  /** When each order was first on the screen, in epoch milliseconds, by its id. */
  paintedAtMs(): Promise<ReadonlyMap<string, number>>;
  /** The processor time that the page's own script has cost since it was opened. */
  scriptMs(): Promise<number>;
  /** What is left on the heap after its garbage was collected. */
  heapBytes(): Promise<number>;
  close(): Promise<void>;
}

/** @throws Error where there is no Chromium */
export async function launchBrowser(): Promise<Browser> {
  const found = await provideChromium((line) => console.log(line));
  if (!found) throw new Error('the till is measured in a browser, and there is none');
  return chromium.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    ...(found.path !== undefined && { executablePath: found.path }),
  });
}

/** Opens the till of a branch server at the usual size of a counter's screen. */
export async function openTill(
  browser: Browser,
  branch: { readonly url: string; readonly tokenFile: string },
): Promise<TillPage> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1366, height: 768 },
  });
  const page = await context.newPage();
  await page.addInitScript(watchCards);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(signInUrl(branch.url, readFileSync(branch.tokenFile, 'utf8').trim()));
  return {
    page,
    async untilPainted(count) {
      await page.waitForFunction(
        (wanted) => (globalThis as unknown as Watching).paintedAtMs.size >= wanted,
        count,
        { polling: 10 },
      );
    },
    paintedAtMs: async () =>
      new Map(await page.evaluate(() => [...(globalThis as unknown as Watching).paintedAtMs])),
    scriptMs: async () => (await metric(devtools, 'ScriptDuration')) * 1_000,
    async heapBytes() {
      await devtools.send('HeapProfiler.collectGarbage');
      return metric(devtools, 'JSHeapUsedSize');
    },
    close: () => context.close(),
  };
}

interface Watching {
  paintedAtMs: Map<string, number>;
}

/** Runs in the page, before anything of its own. */
function watchCards(): void {
  const paintedAtMs = new Map<string, number>();
  (globalThis as unknown as Watching).paintedAtMs = paintedAtMs;
  const note = () => {
    const cards = [...document.querySelectorAll<HTMLElement>('article[data-order-id]')];
    const fresh = cards
      .map(({ dataset }) => dataset.orderId ?? '')
      .filter((id) => !paintedAtMs.has(id));
    if (fresh.length === 0) return;
    // The first task after the frame that holds the card: by then it has been painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        const now = performance.timeOrigin + performance.now();
        for (const id of fresh) if (!paintedAtMs.has(id)) paintedAtMs.set(id, now);
        port1.close();
      });
      port1.start();
      port2.postMessage(null);
    });
  };
  new MutationObserver(note).observe(document, { childList: true, subtree: true });
}

async function metric(devtools: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === wanted);
  if (!found) throw new Error(`the browser does not tell its ${wanted}`);
  return found.value;
}
