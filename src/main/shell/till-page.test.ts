import { beforeEach, expect, test } from 'vitest';
import { secondMs } from '../../shared/kit/clock.ts';
import { createFakeClock, type FakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { TillPage } from './till-page.ts';

const serving = { kind: 'serving', url: 'http://127.0.0.1:4100', tokenFile: 't' } as const;
const restarting = { kind: 'restarting', failures: 1, lastWords: '' } as const;

let clock: FakeClock;
let shown: string[];
let refuses: boolean;
let wasShown: number;
let page: TillPage;

const kind = (url: string) => (url.startsWith('data:') ? 'notice' : url);

beforeEach(() => {
  clock = createFakeClock();
  shown = [];
  refuses = false;
  wasShown = 0;
  page = new TillPage({
    clock,
    signIn: ({ url }) => `${url}/login`,
    onShown: () => {
      wasShown += 1;
    },
    frame: {
      async load(url) {
        if (refuses && !url.startsWith('data:')) throw new Error('ERR_CONNECTION_REFUSED');
        shown.push(kind(url));
      },
    },
  });
});

test('the window says that the till is starting, then shows it', async () => {
  await page.follow({ kind: 'starting' });
  await page.follow(serving);
  expect(shown).toEqual(['notice', 'http://127.0.0.1:4100/login']);
  expect(wasShown).toBe(1);
});

test('the board stays on the screen while its server is started again', async () => {
  await page.follow(serving);
  await page.follow(restarting);
  await page.follow(serving);
  expect(shown).toEqual(['http://127.0.0.1:4100/login']);
});

test('a page that crashed comes back by itself', async () => {
  await page.follow(serving);
  await page.lost();
  clock.advance(2 * secondMs);
  await Promise.resolve();
  expect(shown).toEqual(['http://127.0.0.1:4100/login', 'notice', 'http://127.0.0.1:4100/login']);
});

test('a till that cannot be loaded is tried again until it can', async () => {
  refuses = true;
  await page.follow(serving);
  expect(shown).toEqual(['notice']);
  refuses = false;
  clock.advance(2 * secondMs);
  await Promise.resolve();
  expect(shown.at(-1)).toBe('http://127.0.0.1:4100/login');
});
