import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getSealingKey, type SafeStorage } from './key-store.ts';

/** A key store that seals for one person. */
const storeOf = (person: string, backend = 'gnome_libsecret'): SafeStorage => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => backend,
  encryptString: (text) => Buffer.from(`${person}:${Buffer.from(text).toString('hex')}`),
  decryptString(sealed) {
    const [owner, hex = ''] = sealed.toString().split(':');
    if (owner !== person) throw new Error('not yours');
    return Buffer.from(hex, 'hex').toString();
  },
});

let folder: string;
const file = () => join(folder, 'sealing-key');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wasla-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const keyOf = (store: SafeStorage) => {
  const found = getSealingKey(store, file());
  return found.kind === 'key_store' ? found.key : expect.fail(`the key is ${found.kind}`);
};

test('the key is made once and is the same after a restart', () => {
  const key = keyOf(storeOf('cashier'));
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(keyOf(storeOf('cashier'))).toBe(key);
});

test('the key itself never lies on the disk', () => {
  const key = keyOf(storeOf('cashier'));
  expect(readFileSync(file(), 'utf8')).not.toContain(key);
});

test('a folder that was copied to another person does not open, and its key is left as it is', () => {
  const key = keyOf(storeOf('cashier'));
  expect(getSealingKey(storeOf('thief'), file())).toMatchObject({ kind: 'locked' });
  expect(keyOf(storeOf('cashier'))).toBe(key);
});

const none = { ...storeOf('cashier'), isEncryptionAvailable: () => false };

test.each([
  ['no key store', none],
  ['one with a fixed password', storeOf('cashier', 'basic_text')],
])('a system with %s says so instead of pretending', (_what, store) => {
  expect(getSealingKey(store, file())).toEqual({ kind: 'file' });
  expect(existsSync(file())).toBe(false);
});

test('a key store that is not there today makes no second key', () => {
  const key = keyOf(storeOf('cashier'));
  expect(getSealingKey(none, file())).toMatchObject({ kind: 'locked' });
  expect(keyOf(storeOf('cashier'))).toBe(key);
});
