import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

test('the key is made once and is the same after a restart', () => {
  const key = getSealingKey(storeOf('cashier'), file());
  expect(Buffer.from(key ?? '', 'base64')).toHaveLength(32);
  expect(getSealingKey(storeOf('cashier'), file())).toBe(key);
});

test('the key itself never lies on the disk', () => {
  const key = getSealingKey(storeOf('cashier'), file());
  expect(readFileSync(file(), 'utf8')).not.toContain(key);
});

test('a folder that was copied to another person does not open', () => {
  getSealingKey(storeOf('cashier'), file());
  expect(() => getSealingKey(storeOf('thief'), file())).toThrow('not yours');
});

test('a system without a key store says so instead of pretending', () => {
  expect(getSealingKey(storeOf('cashier', 'basic_text'), file())).toBeUndefined();
  const none = { ...storeOf('cashier'), isEncryptionAvailable: () => false };
  expect(getSealingKey(none, file())).toBeUndefined();
});
