import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { openCrashLog, withoutPersons } from './crash-log.ts';

let folder: string;
const file = () => join(folder, 'crashes.log');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wasla-crash-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('each crash leaves one line that says what and when', () => {
  const log = openCrashLog(file(), createFakeClock(1_000));
  log.write('window', { reason: 'oom' });
  log.write('branch', { code: 9 });
  const lines = readFileSync(file(), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { atMs: 1_000, what: 'window', reason: 'oom' },
    { atMs: 1_000, what: 'branch', code: 9 },
  ]);
});

test('a program that crashes all night does not fill the disk', () => {
  writeFileSync(file(), 'x'.repeat(600_000));
  openCrashLog(file(), createFakeClock()).write('window', {});
  expect(readFileSync(file(), 'utf8').length).toBeLessThan(1_000);
  expect(existsSync(`${file()}.old`)).toBe(true);
});

test('a crash that cannot be written down causes no other', () => {
  const log = openCrashLog(join(folder, 'no', 'such', 'folder'), createFakeClock());
  expect(() => log.write('window', {})).not.toThrow();
});

test.each([
  [
    'C:\\Users\\Abu Ali\\AppData\\Wasla\\app.asar\\main.js:10:4',
    'C:\\Users\\~\\AppData\\Wasla\\app.asar\\main.js:10:4',
  ],
  ['file:///home/layla/.config/Wasla/branch.db', 'file:///home/~/.config/Wasla/branch.db'],
  ['no customer layla@example.com', 'no customer [e-mail]'],
  ['no customer +962 79 123 4567 at 12:30', 'no customer [number] at 12:30'],
  ['GET /login?token=3f9a1b2c3d4e5f60718293a4b5c6d7e8f', 'GET /login?token=[key]'],
])('a crash names no person and no key: %s', (text, kept) => {
  expect(withoutPersons(text)).toBe(kept);
});

test('what lies deeper in a crash is made impersonal as well', () => {
  openCrashLog(file(), createFakeClock(1_000)).write('window', {
    cause: { path: '/home/layla/x' },
  });
  expect(readFileSync(file(), 'utf8')).not.toContain('layla');
});
