import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// Starts real programs.
vi.setConfig({ testTimeout: 30_000 });

let dataDir: string;
const started: ChildProcessWithoutNullStreams[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'wasla-headless-'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'headless.ts')], {
    env: { ...process.env, BRANCH_DATA_DIR: dataDir, BRANCH_PORT: '0', ...env },
  });
  started.push(child);
  return child;
}

async function ready(
  child: ChildProcessWithoutNullStreams,
): Promise<{ url: string; tokenFile: string }> {
  for await (const line of createInterface(child.stdout)) {
    expect(line).toMatch(/^ready /);
    return JSON.parse(line.slice('ready '.length)) as { url: string; tokenFile: string };
  }
  throw new Error('it ended without a word');
}

test('the program says where it serves, and stops cleanly when told', async () => {
  const child = start();
  const { url, tokenFile, ...rest } = await ready(child);
  expect(rest).toEqual({});
  expect((await fetch(`${url}/health`)).status).toBe(200);
  const authorization = `Bearer ${readFileSync(tokenFile, 'utf8')}`;
  expect((await fetch(`${url}/api/state`, { headers: { authorization } })).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a second program on the same data says why it cannot run', async () => {
  await ready(start());
  const second = start();
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(second, 'exit')).toEqual([1, null]);
  expect(said).toContain('another branch server uses');
});

test('a killed program leaves nothing in the way of the next', async () => {
  const first = start();
  await ready(first);
  first.kill('SIGKILL');
  await once(first, 'exit');
  await ready(start());
});

test('a wrong environment is explained', async () => {
  const child = start({ BRANCH_PORT: 'door' });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'exit');
  expect(said).toContain('BRANCH_PORT');
});
