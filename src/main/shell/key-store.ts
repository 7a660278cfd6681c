import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { replaceFile } from './replace-file.ts';

/** Electron's `safeStorage`: DPAPI on Windows, Keychain on macOS, libsecret or KWallet on Linux. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  /** `basic_text` is a fixed password: no protection. Only Linux says. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

export type SealingKey =
  /** @property key base64 of 32 bytes */
  | { readonly kind: 'key_store'; readonly key: string }
  /** The system has no key store: secrets stay in files only this user may read. */
  | { readonly kind: 'file' }
  /** There is a sealed key and it does not open: another person, a copied folder, a key store that is locked. */
  | { readonly kind: 'locked'; readonly why: string };

/**
 * The key with which the branch server seals what it keeps secret on disk. It lies on disk itself only as the operating
 * system's key store has sealed it for this person.
 *
 * @param file where the sealed key lies
 */
export function getSealingKey(storage: SafeStorage, file: string): SealingKey {
  const isSealed = existsSync(file);
  if (!isKeyStore(storage)) {
    return isSealed ? { kind: 'locked', why: 'there is no key store now' } : { kind: 'file' };
  }
  try {
    if (isSealed) return { kind: 'key_store', key: storage.decryptString(readFileSync(file)) };
    const key = randomBytes(32).toString('base64');
    replaceFile(file, storage.encryptString(key));
    return { kind: 'key_store', key };
  } catch (error) {
    return isSealed ? { kind: 'locked', why: String(error) } : { kind: 'file' };
  }
}

function isKeyStore(storage: SafeStorage): boolean {
  return storage.isEncryptionAvailable() && storage.getSelectedStorageBackend?.() !== 'basic_text';
}
