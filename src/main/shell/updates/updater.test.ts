import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UpdateState } from '../../../shared/contract/shell.ts';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { createFakeClock, type FakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import type { Service } from './quiet.ts';
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
const quiet: Service = { openOrders: 0, openBills: 0, waitingJobs: 0, isShiftOpen: false };

let clock: FakeClock;
let did: string[];
let journal: UpdateJournal;
let service: Service;
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
    canGoBack: true,
    readList: async () => ({ content: list, signature }),
    download: async () => '/downloaded/two.exe',
    sha512: async () => 'AAAA',
    keepWayBack: async (kept) => `/kept/${kept?.file}`,
    install: (wayBack) => did.push(`install, or back with ${wayBack}`),
    settle: () => did.push('settled'),
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

const installed = () => did.filter((deed) => deed.startsWith('install'));

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
  service = quiet;
  state = { kind: 'none' };
});
afterEach(() => updater.stop());

describe('a new version', () => {
  test('is brought here during service and waits', async () => {
    service = { ...quiet, openOrders: 3 };
    await updaterWith().start();
    await updater.check();
    expect(state).toEqual({ kind: 'waiting', version: '1.1.0', mayInstallNow: false });
    await minutes(120);
    expect(await updater.install()).toBe(false);
    expect(installed()).toEqual([]);
  });

  test('is looked for ten minutes after a start, so that a till of short days finds it too', async () => {
    service = { ...quiet, isShiftOpen: true };
    await updaterWith().start();
    await minutes(9);
    expect(state).toEqual({ kind: 'none' });
    await minutes(1);
    expect(state).toMatchObject({ kind: 'waiting', version: '1.1.0' });
  });

  test('is installed by a person between two orders of a shift, and only once', async () => {
    service = { ...quiet, isShiftOpen: true };
    await updaterWith().start();
    await updater.check();
    await minutes(120);
    expect(installed()).toEqual([]);
    expect(await updater.install()).toBe(true);
    expect(await updater.install()).toBe(false);
    expect(installed()).toEqual(['install, or back with /kept/one.exe']);
  });

  test('that the computer could not take back is named and not installed', async () => {
    await updaterWith({ canGoBack: false, download: () => expect.fail('it was brought') }).start();
    await updater.check();
    expect(state).toEqual({ kind: 'by_hand', version: '1.1.0' });
    expect(await updater.install()).toBe(false);
  });

  test('is installed after service, with the way back written down first', async () => {
    service = { ...quiet, openOrders: 1 };
    await updaterWith({
      install: () => did.push(`install with ${journal.trial?.wayBack}`),
    }).start();
    did.length = 0;
    await updater.check();
    await minutes(10);
    service = quiet;
    await minutes(44);
    expect(did).toEqual([]);
    await minutes(2);
    expect(did).toEqual(['install with /kept/one.exe']);
  });

  test('is not installed while the branch server does not answer', async () => {
    await updaterWith({ readService: () => Promise.reject(new Error('down')) }).start();
    await updater.check();
    await minutes(120);
    expect(installed()).toEqual([]);
  });

  test('whose installer is not the signed one is refused', async () => {
    await updaterWith({ sha512: async () => 'BBBB' }).start();
    await updater.check();
    expect(state).toMatchObject({ kind: 'failed' });
    await minutes(120);
    expect(installed()).toEqual([]);
  });

  test('is not installed when there is no way back', async () => {
    await updaterWith({ keepWayBack: () => Promise.reject(new Error('no disk')) }).start();
    await updater.check();
    await minutes(120);
    expect(state).toMatchObject({ kind: 'failed' });
    expect(installed()).toEqual([]);
  });

  test('that failed here before is left alone, until a person asks for it', async () => {
    journal = { trial: null, bad: ['1.1.0'] };
    await updaterWith().start();
    await minutes(11);
    expect(state).toEqual({ kind: 'none' });
    await updater.check();
    await minutes(120);
    expect(state).toMatchObject({ kind: 'waiting', version: '1.1.0' });
    expect(installed()).toEqual([]);
    expect(await updater.install()).toBe(true);
  });

  test('that the roll-out has not reached is not there yet', async () => {
    await updaterWith({ download: async () => undefined }).start();
    await updater.check();
    expect(state).toEqual({ kind: 'none' });
  });

  test.each<[string, Partial<UpdaterPorts>, UpdateState]>([
    ['no relay', { readList: async () => undefined }, { kind: 'none' }],
    [
      'a relay that is away',
      { readList: () => Promise.reject(new Error('offline')) },
      { kind: 'unreachable' },
    ],
  ])('is not missed with %s', async (_what, ports, expected) => {
    let logged = 0;
    await updaterWith({ ...ports, log: () => (logged += 1) }).start();
    await updater.check();
    expect(state).toEqual(expected);
    expect(logged).toBe(0);
  });

  test('that the relay made up is refused', async () => {
    await updaterWith({
      readList: async () => ({ content: Buffer.from('{"latest":"9.9.9"}'), signature }),
    }).start();
    await updater.check();
    expect(state).toMatchObject({ kind: 'failed' });
  });

  test('is never looked for by a program that knows no makers', async () => {
    await updaterWith({
      publicKey: undefined,
      readList: () => expect.fail('it asked'),
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

  const start = (ports: Partial<UpdaterPorts> = {}) =>
    updaterWith({ running: '1.1.0', ...ports }).start();

  test('goes back after two minutes without a healthy till', async () => {
    await start();
    await minutes(2);
    expect(did).toEqual(['settled', 'back with /kept/one.exe']);
  });

  test('stays once the till was well for half a minute', async () => {
    await start();
    await minutes(1);
    updater.health(true);
    clock.advance(30 * secondMs);
    expect(journal.trial).toBeNull();
    updater.health(false);
    await minutes(5);
    expect(did).toEqual(['settled']);
  });

  test('goes back when the till came up and died again and again', async () => {
    await start();
    for (let died = 0; died < 5; died += 1) {
      updater.health(true);
      clock.advance(20 * secondMs);
      updater.health(false);
      clock.advance(4 * secondMs);
    }
    expect(did).toEqual(['settled', 'back with /kept/one.exe']);
  });

  test('stays when the till came up in the last moment', async () => {
    await start();
    clock.advance(119 * secondMs);
    updater.health(true);
    await minutes(5);
    expect(did).toEqual(['settled']);
    expect(journal.trial).toBeNull();
  });

  test('tells a person when it cannot go back by itself', async () => {
    await start({ goBack: () => false });
    await minutes(2);
    expect(state).toEqual({ kind: 'stuck', version: '1.1.0', before: '1.0.0' });
  });

  test('after going back, the old version says which one was not well', async () => {
    await start();
    await updater.stop();
    await start({ running: '1.0.0' });
    expect(state).toEqual({ kind: 'rolled_back', version: '1.1.0' });
  });

  test('that never came, because its installer did nothing, is a failed update', async () => {
    await start({ running: '1.0.0' });
    expect(state).toMatchObject({ kind: 'failed' });
    expect(did).toEqual(['settled']);
  });
});
