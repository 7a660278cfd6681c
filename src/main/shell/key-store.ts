import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Electron's `safeStorage`: DPAPI on Windows, Keychain on macOS, libsecret or KWallet on Linux. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  /** `basic_text` is a fixed password: no protection. Only Linux says. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

/**
 * The key with which the branch server seals what it keeps secret on disk. It lies on disk itself only as the operating
 * system's key store has sealed it for this person.
 *
 * @param file where the sealed key lies
 * @returns base64 of 32 bytes; undefined where the system has no key store, and the secrets stay in private files
 * @throws Error when the key store does not open what it sealed: another person, or a copied folder
 */
export function getSealingKey(storage: SafeStorage, file: string): string | undefined {
  if (!storage.isEncryptionAvailable()) return undefined;
  if (storage.getSelectedStorageBackend?.() === 'basic_text') return undefined;
  if (existsSync(file)) return storage.decryptString(readFileSync(file));
  const key = randomBytes(32).toString('base64');
  writeFileSync(file, storage.encryptString(key), { mode: 0o600, flush: true });
  return key;
}
