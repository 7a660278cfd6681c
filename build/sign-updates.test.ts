import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readManifest } from '../src/main/shell/updates/manifest.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

let folder: string;
let key: string;
const signUpdates = () =>
  execFileSync(
    process.execPath,
    [fileURLToPath(new URL('sign-updates.ts', import.meta.url)), key, folder],
    { cwd: new URL('..', import.meta.url), stdio: 'pipe' },
  );
const list = () => {
  const file = join(folder, 'wasla-updates.json');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return readManifest(readFileSync(file), readFileSync(`${file}.sig`), pem);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wasla-sign-'));
  key = join(folder, 'key.pem');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a till believes the list of what was built', () => {
  writeFileSync(join(folder, `Wasla-${version}-x64.exe`), 'an installer');
  signUpdates();
  expect(list()).toMatchObject({
    latest: version,
    installers: { [version]: { win32: { file: `Wasla-${version}-x64.exe` } } },
  });
});

test('the versions before stay in the list, because they are the way back', () => {
  const before = { win32: { file: 'Wasla-0.0.1-x64.exe', sha512: 'AAAA' } };
  writeFileSync(
    join(folder, 'wasla-updates.json'),
    JSON.stringify({ latest: '0.0.1', installers: { '0.0.1': before } }),
  );
  writeFileSync(join(folder, `Wasla-${version}-x64.AppImage`), 'an installer');
  signUpdates();
  expect(list().installers['0.0.1']).toEqual(before);
});

test('two installers for one system are not signed: a till could not tell which is its own', () => {
  for (const processor of ['x64', 'arm64']) {
    writeFileSync(join(folder, `Wasla-${version}-${processor}.AppImage`), 'an installer');
  }
  expect(signUpdates).toThrow(/more than one architecture/);
});

test('a list without an installer is not signed', () => {
  expect(signUpdates).toThrow(/holds no installer/);
});
