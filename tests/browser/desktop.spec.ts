/** The desktop program itself, where Electron's runtime is present. `REQUIRE_ELECTRON=1` makes its absence a failure. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test, type ElectronApplication } from '@playwright/test';
import { projectRoot } from '../../tools/rig/program.ts';
import { findElectron } from '../testing/electron-runtime.ts';

const electron = findElectron();
test.skip(
  electron === undefined && process.env.REQUIRE_ELECTRON !== '1',
  'the Electron runtime is not installed',
);

let program: ElectronApplication;
let folder: string;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wasla-desktop-'));
  program = await _electron.launch({
    ...(electron !== undefined && { executablePath: electron }),
    args: [projectRoot, `--user-data-dir=${folder}`, '--no-sandbox'],
    env: { PATH: process.env.PATH ?? '', DISPLAY: process.env.DISPLAY ?? '', BRANCH_PORT: '0' },
  });
});
test.afterEach(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the till comes up in its window, signed in', async () => {
  const window = await program.firstWindow();
  await window.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\//);
  await expect(window.getByRole('navigation')).toBeVisible();
});

test('the page has no Node and reaches the shell only through its few calls', async () => {
  const window = await program.firstWindow();
  await window.waitForURL(/^http:/);
  const seen = await window.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    calls: Object.keys(Reflect.get(globalThis, 'waslaShell') as object),
  }));
  expect(seen.require).toBe('undefined');
  expect(seen.process).toBe('undefined');
  expect(seen.calls).toContain('readShell');
});

test('a branch server that dies is started again and the window stays', async () => {
  const window = await program.firstWindow();
  await window.waitForURL(/^http:/);
  const url = window.url();
  const before = await program.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Wasla branch server')?.pid,
  );
  if (before === undefined) throw new Error('no branch server');
  process.kill(before, 'SIGKILL');
  await expect
    .poll(() =>
      program.evaluate(
        ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Wasla branch server')?.pid,
      ),
    )
    .not.toBe(before);
  // Any free port: the window follows its server there.
  await expect.poll(() => window.url()).not.toBe(url);
  await expect(window.getByRole('navigation')).toBeVisible();
  expect(program.windows()).toHaveLength(1);
});

test('a second start shows the first window instead of opening another', async () => {
  await program.firstWindow();
  const second = _electron.launch({
    ...(electron !== undefined && { executablePath: electron }),
    args: [projectRoot, `--user-data-dir=${folder}`, '--no-sandbox'],
  });
  await expect(second).rejects.toThrow();
  expect(program.windows()).toHaveLength(1);
});
