import { beforeEach, expect, test } from 'vitest';
import { secondMs } from '../../shared/kit/clock.ts';
import { createFakeClock, type FakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { TillPage } from './till-page.ts';

const serving = { kind: 'serving', url: 'http://127.0.0.1:4100', tokenFile: 't' } as const;
const restarting = (failures: number) =>
  ({ kind: 'restarting', failures, reason: 'unknown', detail: '' }) as const;

let clock: FakeClock;
let shown: string[];
let refuses: boolean;
let changes: boolean[];
let page: TillPage;

const kind = (url: string) => (url.startsWith('data:') ? 'notice' : url);

beforeEach(() => {
  clock = createFakeClock();
  shown = [];
  refuses = false;
  changes = [];
  page = new TillPage({
    clock,
    signIn: ({ url }) => `${url}/login`,
    onChange: (isShown) => changes.push(isShown),
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
  expect(changes).toEqual([true]);
});

test('the board stays on the screen while its server is started again', async () => {
  await page.follow(serving);
  await page.follow(restarting(4));
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

test('a server that does not come back is worth a notice: the board is old by then', async () => {
  await page.follow(serving);
  await page.follow(restarting(5));
  expect(shown.at(-1)).toBe('notice');
  await page.follow(serving);
  expect(shown.at(-1)).toBe('http://127.0.0.1:4100/login');
  expect(changes).toEqual([true, false, true]);
});

test('a server that came back somewhere else is followed', async () => {
  await page.follow(serving);
  await page.follow(restarting(1));
  await page.follow({ ...serving, url: 'http://127.0.0.1:4200' });
  expect(shown.at(-1)).toBe('http://127.0.0.1:4200/login');
});

test('a person who reloads while the server is away gets the till back', async () => {
  await page.follow(serving);
  await page.follow(restarting(1));
  await page.lost();
  expect(shown.at(-1)).toBe('notice');
  await page.follow(serving);
  expect(shown.at(-1)).toBe('http://127.0.0.1:4100/login');
});
