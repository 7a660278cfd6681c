import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UpdateState } from '../../../shared/contract/shell.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { createFakeClock, type FakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import { emptyJournal, type UpdateJournal } from './trial.ts';
import { Updater, type UpdaterPorts } from './updater.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const installer = (file: string) => ({ win32: { file, sha512: 'AAAA' } });
const list = Buffer.from(
  JSON.stringify({
    latest: '1.1.0',
    installers: { '1.0.0': installer('one.exe'), '1.1.0': installer('two.exe') },
  }),
);
const signature = sign(null, list, privateKey);

let clock: FakeClock;
let did: string[];
let journal: UpdateJournal;
let service: { openOrders: number; waitingJobs: number };
let updater: Updater;
let state: UpdateState;

function updaterWith(changes: Partial<UpdaterPorts> = {}): Updater {
  updater = new Updater({
    clock,
    running: '1.0.0',
    platform: 'win32',
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    readJournal: () => journal,
    writeJournal: (next) => {
      journal = next;
    },
    fetchFile: async (name) => (name.endsWith('.sig') ? signature : list),
    download: async () => '/downloaded/two.exe',
    sha512: async () => 'AAAA',
    keepWayBack: async (kept) => `/kept/${kept?.file}`,
    install: () => did.push('install'),
    goBack: (wayBack) => did.push(`back with ${wayBack}`) > 0,
    readService: async () => service,
    onState: (next) => {
      state = next;
    },
    log: () => undefined,
    ...changes,
  });
  return updater;
}

/** Lets an hour go by, minute by minute, with what each minute starts. */
async function minutes(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    clock.advance(minuteMs);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
}

beforeEach(() => {
  clock = createFakeClock();
  did = [];
  journal = emptyJournal;
  service = { openOrders: 0, waitingJobs: 0 };
  state = { kind: 'none' };
});
afterEach(() => updater.stop());

describe('a new version', () => {
  test('is brought here during service and waits', async () => {
    service = { openOrders: 3, waitingJobs: 0 };
    await updaterWith().start();
    await updater.check();
    expect(state).toEqual({ kind: 'waiting', version: '1.1.0', mayInstallNow: false });
    await minutes(120);
    expect(await updater.install()).toBe(false);
    expect(did).toEqual([]);
  });

  test('is installed after service, with the way back written down first', async () => {
    service = { openOrders: 1, waitingJobs: 0 };
    await updaterWith({
      install: () => did.push(`install with ${journal.trial?.wayBack}`),
    }).start();
    await updater.check();
    await minutes(10);
    service = { openOrders: 0, waitingJobs: 0 };
    await minutes(44);
    expect(did).toEqual([]);
    await minutes(2);
    expect(did[0]).toBe('install with /kept/one.exe');
  });

  test('is not installed while the branch server does not answer', async () => {
    await updaterWith({ readService: () => Promise.reject(new Error('down')) }).start();
    await updater.check();
    await minutes(120);
    expect(did).toEqual([]);
  });

  test('whose installer is not the signed one is refused', async () => {
    await updaterWith({ sha512: async () => 'BBBB' }).start();
    await updater.check();
    expect(state).toMatchObject({ kind: 'failed' });
    await minutes(120);
    expect(did).toEqual([]);
  });

  test('is not installed when there is no way back', async () => {
    await updaterWith({ keepWayBack: () => Promise.reject(new Error('no disk')) }).start();
    await updater.check();
    await minutes(120);
    expect(state).toMatchObject({ kind: 'failed' });
    expect(did).toEqual([]);
  });

  test('that failed here before is left alone', async () => {
    journal = { trial: null, bad: ['1.1.0'] };
    await updaterWith().start();
    await updater.check();
    expect(state).toEqual({ kind: 'none' });
  });

  test('is never looked for by a program that knows no makers', async () => {
    await updaterWith({
      publicKey: undefined,
      fetchFile: () => expect.fail('it asked'),
    }).start();
    await updater.check();
  });
});

describe('the first start of a new version', () => {
  beforeEach(() => {
    journal = {
      trial: { from: '1.0.0', to: '1.1.0', wayBack: '/kept/one.exe', starts: 0 },
      bad: [],
    };
  });

  test('goes back after two minutes without a healthy till', async () => {
    await updaterWith({ running: '1.1.0' }).start();
    await minutes(2);
    expect(did).toEqual(['back with /kept/one.exe']);
  });

  test('stays when the till came up in time', async () => {
    await updaterWith({ running: '1.1.0' }).start();
    await minutes(1);
    updater.healthy();
    await minutes(5);
    expect(did).toEqual([]);
    expect(journal.trial).toBeNull();
  });

  test('tells a person when it cannot go back by itself', async () => {
    await updaterWith({ running: '1.1.0', goBack: () => false }).start();
    await minutes(2);
    expect(state).toMatchObject({ kind: 'failed' });
  });

  test('after going back, the old version says which one was not well', async () => {
    await updaterWith({ running: '1.0.0' }).start();
    expect(state).toEqual({ kind: 'rolled_back', version: '1.1.0' });
  });
});
