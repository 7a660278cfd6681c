import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minuteMs } from '../../shared/kit/clock.ts';
import { createFakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { openLogFile } from './log-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'branch-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const limits = { bytes: 100, kept: 2 };
const content = (name: string) => readFileSync(join(folder, name), 'utf8');

test('a full log moves aside, the oldest goes, and nothing written is lost in between', () => {
  const clock = createFakeClock();
  const log = openLogFile(folder, clock, limits);
  for (const letter of ['a', 'b', 'c', 'd']) {
    log.stream.write(`${letter.repeat(120)}\n`);
    clock.advance(minuteMs);
  }
  log.stream.write('e\n');
  log.close();

  expect(content('branch.log')).toBe('e\n');
  expect(content('branch.1.log')).toMatch(/^d+\n$/);
  expect(content('branch.2.log')).toMatch(/^c+\n$/);
  expect(existsSync(join(folder, 'branch.3.log'))).toBe(false);
});

test('a restart goes on in the same file while there is room', () => {
  const clock = createFakeClock();
  const first = openLogFile(folder, clock, limits);
  first.stream.write('before\n');
  first.close();
  const second = openLogFile(folder, clock, limits);
  second.stream.write('after\n');
  second.close();

  expect(content('branch.log')).toBe('before\nafter\n');
});
