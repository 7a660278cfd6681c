import { execFile, spawn } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { isNewer, readManifest } from './manifest.ts';
import { mayInstallByItself, mayInstallNow } from './quiet.ts';
import { beginTrial, emptyJournal, judgeStart, passed, type UpdateJournal } from './trial.ts';
import { canGoBack, wayBackCommand } from './way-back.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const manifest = {
  latest: '1.2.0',
  installers: { '1.2.0': { win32: { file: 'Wasla-1.2.0.exe', sha512: 'AAAA' } } },
};
const bytes = (content: unknown) => Buffer.from(JSON.stringify(content));

describe('the list of versions', () => {
  test('signed by the makers is believed', () => {
    const content = bytes(manifest);
    expect(readManifest(content, sign(null, content, privateKey), pem).latest).toBe('1.2.0');
  });

  test('that a relay changed is not believed', () => {
    const signature = sign(null, bytes(manifest), privateKey);
    const changed = bytes({ ...manifest, latest: '9.9.9' });
    expect(() => readManifest(changed, signature, pem)).toThrow('not signed');
  });

  test('cannot name a file outside its folder', () => {
    const content = bytes({
      latest: '1.2.0',
      installers: { '1.2.0': { win32: { file: '../evil.exe', sha512: 'AAAA' } } },
    });
    expect(() => readManifest(content, sign(null, content, privateKey), pem)).toThrow();
  });

  test.each([
    ['1.2.0', '1.1.9', true],
    ['1.10.0', '1.9.0', true],
    ['1.2.0', '1.2.0', false],
    ['1.1.9', '1.2.0', false],
  ])('%s after %s: %s', (candidate, running, newer) => {
    expect(isNewer(candidate, running)).toBe(newer);
  });
});

describe('when an update is installed', () => {
  const quiet = { openOrders: 0, openBills: 0, waitingJobs: 0, isShiftOpen: false };

  test.each([
    ['an order is open', { openOrders: 1 }],
    ['somebody sits at a table', { openBills: 1 }],
    ['a ticket waits for its printer', { waitingJobs: 1 }],
  ])('not while %s, not even when a person wants it', (_what, busy) => {
    expect(mayInstallNow({ ...quiet, ...busy })).toBe(false);
  });

  test('not while nobody knows what is open', () => {
    expect(mayInstallNow(undefined)).toBe(false);
    expect(mayInstallByItself(undefined, 45 * minuteMs)).toBe(false);
  });

  test('between two orders only when a person says so', () => {
    expect(mayInstallNow({ ...quiet, isShiftOpen: true })).toBe(true);
    expect(mayInstallByItself(quiet, 44 * minuteMs)).toBe(false);
  });

  test('never by itself during a shift, however quiet it is', () => {
    expect(mayInstallByItself({ ...quiet, isShiftOpen: true }, 600 * minuteMs)).toBe(false);
  });

  test('by itself after the shift and three quarters of an hour of quiet', () => {
    expect(mayInstallByItself(quiet, 45 * minuteMs)).toBe(true);
  });
});

describe('a new version on trial', () => {
  const begun = beginTrial(emptyJournal, { from: '1.0.0', to: '1.1.0', wayBack: '/kept/1.0.0' });

  test('is watched at its first start, and forgotten once healthy', () => {
    const { journal, verdict } = judgeStart(begun, '1.1.0');
    expect(verdict).toEqual({ kind: 'on_trial' });
    expect(judgeStart(passed(journal), '1.1.0').verdict).toEqual({ kind: 'usual' });
  });

  test('that dies at each start before two minutes are over is rolled back at the fourth', () => {
    let journal: UpdateJournal = begun;
    const kinds = [1, 2, 3, 4].map(() => {
      const judged = judgeStart(journal, '1.1.0');
      ({ journal } = judged);
      return judged.verdict.kind;
    });
    expect(kinds).toEqual(['on_trial', 'on_trial', 'on_trial', 'roll_back']);
  });

  test('that was put back is told once and never installed by itself again', () => {
    const ran = judgeStart(begun, '1.1.0').journal;
    const { journal, verdict } = judgeStart(ran, '1.0.0');
    expect(verdict).toEqual({ kind: 'was_rolled_back', version: '1.1.0' });
    expect(journal).toEqual({ trial: null, bad: ['1.1.0'] });
    expect(judgeStart(journal, '1.0.0').verdict).toEqual({ kind: 'usual' });
  });

  test('that never ran was not installed', () => {
    const { journal, verdict } = judgeStart(begun, '1.0.0');
    expect(verdict).toEqual({ kind: 'was_not_installed', version: '1.1.0' });
    expect(journal.bad).toEqual(['1.1.0']);
  });

  test('is no longer of interest once somebody installed a newer one', () => {
    const { journal, verdict } = judgeStart(begun, '1.2.0');
    expect(verdict).toEqual({ kind: 'usual' });
    expect(journal).toEqual(emptyJournal);
  });
});

describe('the way back', () => {
  const on = (appImage: string) => ({
    kept: '/kept/1.0.0',
    appImage,
    settledFile: '',
    waitSeconds: 0,
    pid: 1,
  });

  test('on Windows is the installer of the version before, without questions', () => {
    const found = wayBackCommand('win32', { ...on(''), kept: 'C:\\kept\\Wasla 1.0.0.exe' });
    expect(found?.command).toBe('powershell.exe');
    expect(found?.args.at(-1)).toContain("'/S','--force-run'");
    expect(found?.env.WASLA_KEPT).toBe('C:\\kept\\Wasla 1.0.0.exe');
  });

  test('no path becomes part of a command', () => {
    const nasty = "/tmp/'; rm -rf ~; '";
    for (const platform of ['win32', 'linux']) {
      const found = wayBackCommand(platform, { ...on(nasty), kept: nasty, settledFile: nasty });
      expect(found?.args.join(' ')).not.toContain('rm -rf');
    }
  });

  test.each([
    ['linux', ''],
    ['darwin', ''],
  ])('a package that an administrator installed (%s) is left alone', (platform, appImage) => {
    expect(canGoBack(platform, appImage)).toBe(false);
    expect(wayBackCommand(platform, on(appImage))).toBeNull();
  });
});

describe.skipIf(process.platform !== 'linux')('the way back of an AppImage', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wasla-back-'));
    writeFileSync(join(folder, 'kept'), '#!/bin/sh\necho the version before\n');
    writeFileSync(running(), '#!/bin/sh\necho broken\n');
    chmodSync(running(), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const running = () => join(folder, 'my till.AppImage');
  const settledFile = () => join(folder, 'settled');
  async function goBack(pid = 2 ** 30): Promise<string> {
    const { command, args, env } =
      wayBackCommand('linux', {
        kept: join(folder, 'kept'),
        appImage: running(),
        settledFile: settledFile(),
        waitSeconds: 0,
        pid,
      }) ?? expect.fail('no way back');
    const ran = await promisify(execFile)(command, args, { env: { ...process.env, ...env } });
    return ran.stdout;
  }

  test('puts the old file in the place of the new one and starts it', async () => {
    expect(await goBack()).toBe('the version before\n');
    expect(readFileSync(running(), 'utf8')).toContain('the version before');
  });

  test('does nothing where the new version proved itself', async () => {
    writeFileSync(settledFile(), '');
    expect(await goBack()).toBe('');
    expect(readFileSync(running(), 'utf8')).toContain('broken');
  });

  test('waits for the program to be gone, which would send the old one away', async () => {
    const program = spawn('sleep', ['0.3']);
    await goBack(program.pid);
    expect(program.exitCode).toBe(0);
  });
});
