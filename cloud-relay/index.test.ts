import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// Whole processes: a busy machine starts them slowly.
vi.setConfig({ testTimeout: 30_000 });

const program = new URL('index.ts', import.meta.url).pathname;
let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-process-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], RELAY_PORT: '0', RELAY_DATA_DIR: folder, ...env },
  });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  const ready = new Promise<{ url: string }>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
      const line = /^ready (.*)\n/.exec(stdout)?.[1];
      if (line !== undefined) resolve(JSON.parse(line) as { url: string });
    });
    child.on('close', () => reject(new Error(stderr)));
  });
  ready.catch(() => undefined);
  return { child, ended, ready };
}

test('says in one line where it serves, and stops cleanly when asked to', async () => {
  const relay = run();
  const { url } = await relay.ready;
  expect((await fetch(`${url}/health`)).status).toBe(200);

  relay.child.kill('SIGTERM');
  const { code, stdout, stderr } = await relay.ended;

  expect(code).toBe(0);
  expect(stdout).toBe(`ready ${JSON.stringify({ url, listening: url })}\n`);
  for (const line of stderr.trim().split('\n')) {
    expect(JSON.parse(line)).toMatchObject({ service: 'wasla-relay' });
  }
});

test('wrong settings end it before anything is made, all named and none shown', async () => {
  const { code, stdout, stderr } = await run({ RELAY_PORT: 'eighty', RELAY_SECRET_KEY: 'xyzzy' })
    .ended;
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/RELAY_PORT[\s\S]*RELAY_SECRET_KEY/);
  expect(stderr).not.toMatch(/eighty|xyzzy/);
});

test('a second relay on the same data folder is turned away, and again welcome after a crash', async () => {
  const first = run();
  await first.ready;
  const second = await run().ended;
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('another relay has');

  first.child.kill('SIGKILL');
  await first.ended;
  await expect(run().ready).resolves.toBeDefined();
});

test('an address that is taken is named in the log', async () => {
  const first = run();
  const { url } = await first.ready;
  const other = await run({ RELAY_DATA_DIR: join(folder, 'other'), RELAY_PORT: new URL(url).port })
    .ended;
  expect(other.code).toBe(1);
  expect(other.stderr).toContain('EADDRINUSE');
});
