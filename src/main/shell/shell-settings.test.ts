import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShellSettings } from './shell-settings.ts';

let folder: string;
const file = () => join(folder, 'shell.json');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wasla-shell-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a new computer shows the till in a window', () => {
  expect(openShellSettings(file()).read()).toEqual({ kiosk: false, askedToStart: false });
});

test('what was chosen is there after a restart', () => {
  openShellSettings(file()).change({ kiosk: true });
  expect(openShellSettings(file()).read()).toEqual({ kiosk: true, askedToStart: false });
});

test('a file that was torn by a power cut does not keep the till from starting', () => {
  writeFileSync(file(), '{"kiosk":tr');
  expect(openShellSettings(file()).read()).toMatchObject({ kiosk: false });
});
