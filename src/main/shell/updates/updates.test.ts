import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { isNewer, readManifest } from './manifest.ts';
import { mayInstallByItself, mayInstallNow } from './quiet.ts';
import { beginTrial, emptyJournal, judgeStart, passed, type UpdateJournal } from './trial.ts';
import { wayBackCommand } from './way-back.ts';

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
  const quiet = { openOrders: 0, waitingJobs: 0, lastBusyAtMs: 0 };

  test('not while an order is open, not even when a person wants it', () => {
    expect(mayInstallNow({ ...quiet, openOrders: 1 })).toBe(false);
  });

  test('not while a ticket waits for its printer', () => {
    expect(mayInstallNow({ ...quiet, waitingJobs: 1 })).toBe(false);
  });

  test('not while nobody knows what is open', () => {
    expect(mayInstallNow({ ...quiet, openOrders: undefined })).toBe(false);
  });

  test('between two orders only when a person says so', () => {
    expect(mayInstallNow(quiet)).toBe(true);
    expect(mayInstallByItself(quiet, 44 * minuteMs)).toBe(false);
  });

  test('by itself after three quarters of an hour without an order', () => {
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
    const { journal, verdict } = judgeStart(begun, '1.0.0');
    expect(verdict).toEqual({ kind: 'was_rolled_back', version: '1.1.0' });
    expect(journal).toEqual({ trial: null, bad: ['1.1.0'] });
    expect(judgeStart(journal, '1.0.0').verdict).toEqual({ kind: 'usual' });
  });
});

describe('the way back', () => {
  test('on Windows is the installer of the version before, without questions', () => {
    expect(wayBackCommand('win32', 'C:\\kept\\1.0.0.exe', '')).toEqual({
      command: 'C:\\kept\\1.0.0.exe',
      args: ['/S', '--force-run'],
    });
  });

  test.skipIf(process.platform !== 'linux')(
    'on Linux puts the old file in the place of the new one and starts it',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'wasla-back-'));
      const [kept, running] = [join(folder, 'kept'), join(folder, 'my till.AppImage')];
      writeFileSync(kept, '#!/bin/sh\necho the version before\n');
      writeFileSync(running, '#!/bin/sh\necho broken\n');
      chmodSync(running, 0o755);
      const { command, args } =
        wayBackCommand('linux', kept, running) ?? expect.fail('no way back');
      expect(execFileSync(command, args, { encoding: 'utf8' })).toBe('the version before\n');
      expect(readFileSync(running, 'utf8')).toContain('the version before');
      rmSync(folder, { recursive: true });
    },
  );

  test('a package that an administrator installed is left alone', () => {
    expect(wayBackCommand('linux', '/kept/1.0.0.deb', '')).toBeNull();
    expect(wayBackCommand('darwin', '/kept/1.0.0.dmg', '')).toBeNull();
  });
});
