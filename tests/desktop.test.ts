/** The desktop program as it is built, around the real branch server; only Electron's runtime is a stand-in. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort, projectRoot } from '../tools/rig/program.ts';
import { readFeedUrl, readService } from '../src/main/shell/serving-branch.ts';
import type { Ask } from './testing/fake-electron.ts';

interface Told {
  readonly event: string;
  readonly value: unknown;
}

const folder = mkdtempSync(join(tmpdir(), 'wasla-desktop-'));
const hooks = fileURLToPath(new URL('testing/fake-electron-hooks.ts', import.meta.url));
const startDesktop = (env: Record<string, string>) =>
  fork(join(projectRoot, 'dist/main/index.js'), [], {
    execArgv: ['--import', hooks],
    env: { PATH: process.env.PATH, BRANCH_LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

let port: number;
let program: ChildProcess;
let told: Told[];

beforeAll(async () => {
  port = await freePort();
  told = [];
  program = startDesktop({ FAKE_USER_DATA: folder, BRANCH_PORT: String(port) });
  program.on('message', (message: Told) => told.push(message));
});
afterAll(() => {
  program.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const all = (event: string) =>
  told.filter((one) => one.event === event).map((one) => one.value as string);
const last = (event: string) => all(event).at(-1);
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 30_000, interval: 50 });
const ask = (what: Ask) => program.send(what);

let calls = 0;
async function invoke(request: unknown, url = `http://127.0.0.1:${port}/#/`): Promise<unknown> {
  const id = (calls += 1);
  ask({ kind: 'invoke', id, url, request });
  return vi.waitFor(
    () => {
      const replies = told.map(({ value }) => value as { id?: number; reply?: unknown });
      return replies.find((reply) => reply?.id === id) ?? expect.fail('no reply');
    },
    { timeout: 10_000 },
  );
}

test('the window says that the till is starting, then opens it, signed in', async () => {
  await until(() => expect(last('load')).toMatch(/^http:/));
  expect(all('load')[0]).toMatch(/^data:text\/html/);
  const entered = await fetch(last('load') ?? '', { redirect: 'manual' });
  expect(entered.headers.get('location')).toBe('/');
  expect(entered.headers.get('set-cookie')).toContain('HttpOnly');
  expect(last('tray')).toContain('Running');
  expect(last('window')).toMatchObject({ webPreferences: { sandbox: true, spellcheck: false } });
});

test('the secret of the device is sealed on disk and in no environment', () => {
  const sealed = readFileSync(join(folder, 'sealing-key'), 'utf8');
  const key = Buffer.from(sealed, 'hex').toString();
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(JSON.stringify(all('branch'))).not.toContain(key);
});

test('the till asks the program, and nobody else does', async () => {
  expect(await invoke({ name: 'readShell', input: {} })).toMatchObject({
    reply: { version: '0.1.0', kiosk: false, secrets: 'key_store', update: { kind: 'none' } },
  });
  const stranger = await invoke({ name: 'readShell', input: {} }, 'http://127.0.0.1:9/');
  expect(stranger).toMatchObject({ refused: 'Error: refused' });
});

test('a new order flashes and counts while another window is in front', async () => {
  await invoke({ name: 'tellWaiting', input: { orders: 2 } });
  expect(last('flash')).toBe(true);
  expect(last('tray')).toContain('2');
});

test('a second start brings the first window to the front', async () => {
  ask({ kind: 'second instance' });
  await until(() => expect(last('focus')).toBe(true));
});

test('a branch server that dies is started again under the same till', async () => {
  const { pid } = last('branch') as unknown as { pid: number };
  const loads = all('load').length;
  process.kill(pid, 'SIGKILL');
  await until(() => expect(last('tray')).toContain('Restarting'));
  await until(() => expect(last('tray')).toContain('Running'));
  expect(all('branch')).toHaveLength(2);
  expect(all('load')).toHaveLength(loads);
  expect(readFileSync(join(folder, 'crashes.log'), 'utf8')).toContain('branch server');
});

test('a page that crashes comes back by itself', async () => {
  const loads = all('load').length;
  ask({ kind: 'crash page' });
  await until(() => expect(all('load').slice(loads)).toHaveLength(2));
  expect(last('load')).toMatch(/^http:/);
});

test('the program knows whether the branch is in service', async () => {
  const branch = {
    url: `http://127.0.0.1:${port}`,
    tokenFile: join(folder, 'branch', 'local-token'),
  };
  expect(await readService(branch)).toEqual({
    openOrders: 0,
    openBills: 0,
    waitingJobs: 0,
    isShiftOpen: false,
  });
  expect(await readFeedUrl(branch)).toBeUndefined();
});

test('a till that fills the screen is not closed by accident', async () => {
  await invoke({ name: 'setKiosk', input: { on: true } });
  ask({ kind: 'close window' });
  // Answered after the window was asked to close.
  await invoke({ name: 'setKiosk', input: { on: false } });
  expect(all('show')).not.toContain(false);
});

test('closing the window hides it, and the branch goes on serving', async () => {
  ask({ kind: 'close window' });
  await until(() => expect(last('show')).toBe(false));
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
});

test('whoever quits lets the branch server finish', async () => {
  const { pid } = last('branch') as unknown as { pid: number };
  const ended = once(program, 'exit');
  ask({ kind: 'quit' });
  expect(await ended).toEqual([0, null]);
  expect(existsSync(`/proc/${pid}`)).toBe(false);
  expect(all('error box')).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'a new version that dies at each start puts the old one in its place and starts it',
  async () => {
    const data = join(folder, 'updated');
    const [kept, appImage] = [join(folder, 'kept'), join(folder, 'my till.AppImage')];
    mkdirSync(join(data, 'updates'), { recursive: true });
    writeFileSync(kept, `#!/bin/sh\necho started > '${data}/old'\n`);
    writeFileSync(appImage, 'the new version', { mode: 0o755 });
    const trial = { from: '0.0.9', to: '0.1.0', wayBack: kept, starts: 3 };
    writeFileSync(join(data, 'updates/journal.json'), JSON.stringify({ trial, bad: [] }));

    const ended = once(
      startDesktop({ FAKE_USER_DATA: data, BRANCH_PORT: '0', APPIMAGE: appImage }),
      'exit',
    );

    expect(await ended).toEqual([0, null]);
    await until(() => expect(readFileSync(join(data, 'old'), 'utf8')).toBe('started\n'));
    expect(readFileSync(appImage, 'utf8')).toBe(readFileSync(kept, 'utf8'));
    expect(existsSync(join(data, 'updates/settled'))).toBe(true);
  },
);
