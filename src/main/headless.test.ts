import {
  fork,
  spawn,
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
} from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readBranchLine } from '../shared/contract/branch-process.ts';

// Starts real programs.
vi.setConfig({ testTimeout: 30_000 });

let dataDir: string;
const started: ChildProcess[] = [];
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

async function ready(child: ChildProcess): Promise<{ url: string; tokenFile: string }> {
  for await (const line of createInterface(child.stdout as Readable)) {
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

describe('a program that cannot run says why, in a word and in words', () => {
  const failure = async (child: ChildProcess) => {
    const lines: string[] = [];
    createInterface(child.stdout as Readable).on('line', (line) => lines.push(line));
    expect(await once(child, 'close')).toEqual([1, null]);
    const word = readBranchLine(lines.at(-1) ?? '');
    return word?.kind === 'failed' ? word.failed : expect.fail(`it said ${lines.join('\n')}`);
  };
  const brokenData = (content: string) => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'branch.db'), content);
  };

  test('its data serves another one', async () => {
    await ready(start());
    const second = start();
    let said = '';
    second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await failure(second)).toMatchObject({ reason: 'data_in_use' });
    expect(said).toContain('another branch server uses');
  });

  test('its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await failure(start({ BRANCH_PORT: String(port) }))).toMatchObject({
      reason: 'port_taken',
    });
    other.close();
  });

  test('its data is damaged, and is left as it is', async () => {
    brokenData('this is not a database'.repeat(500));
    expect(await failure(start())).toMatchObject({ reason: 'data_damaged' });
    expect(readFileSync(join(dataDir, 'branch.db'), 'utf8')).toContain('this is not a database');
  });
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

describe('under the desktop program', () => {
  /** Node's own channel to a child, offered as Electron's message port. */
  const underDesktop = (env: Record<string, string> = {}) => {
    const child = fork(join(import.meta.dirname, 'headless.ts'), [], {
      env: { ...process.env, BRANCH_DATA_DIR: dataDir, BRANCH_PORT: '0', ...env },
      execArgv: ['--import', join(import.meta.dirname, 'testing/parent-port.ts')],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    started.push(child);
    return child;
  };

  test('it waits for its secret, keeps it out of its environment, and ends when told', async () => {
    const child = underDesktop();
    child.send({ kind: 'start', secretKey: randomBytes(32).toString('base64') });
    await ready(child);
    if (process.platform === 'linux') {
      expect(readFileSync(`/proc/${child.pid}/environ`, 'utf8')).not.toContain('BRANCH_SECRET_KEY');
    }
    child.send({ kind: 'stop' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
