import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDeviceKey, getPairingKey, keepPairingKey } from './device.ts';

let dataDir: string;
const secretKey = randomBytes(32).toString('base64');
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'wasla-device-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const spki = Buffer.from('302a300506032b6570032100', 'hex');

test('the key of a paired branch is the one it showed when it was paired', () => {
  const folder = { dataDir, secretKey };
  const { publicKey } = getPairingKey(folder);
  keepPairingKey(folder);
  const key = findDeviceKey(folder, publicKey) ?? expect.fail('no key');
  const raw = Buffer.from(publicKey, 'base64');
  const asKey = createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
  const signature = Buffer.from(key.sign('words'), 'base64');
  expect(verify(null, Buffer.from('words'), asKey, signature)).toBe(true);
});

test('with a key store the file is of no use to whoever copies it', () => {
  const { publicKey } = getPairingKey({ dataDir, secretKey });
  expect(readFileSync(join(dataDir, 'pairing-key.pem'), 'utf8')).toContain('ENCRYPTED');
  expect(findDeviceKey({ dataDir, secretKey: '' }, publicKey)).toBeUndefined();
  const other = randomBytes(32).toString('base64');
  expect(findDeviceKey({ dataDir, secretKey: other }, publicKey)).toBeUndefined();
});

test('a key from the time before the key store is still read', () => {
  const { publicKey } = getPairingKey({ dataDir, secretKey: '' });
  expect(findDeviceKey({ dataDir, secretKey }, publicKey)).toBeDefined();
});
