import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keeps secrets readable for this relay only. */
export interface Sealer {
  /** @param owner id of what the secret belongs to; it opens for no other */
  seal(plain: string, owner: string): Uint8Array;
  /** @throws Error when the key is another one, the owner is, or a single bit has changed */
  open(sealed: Uint8Array, owner: string): string;
}

const formatVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/**
 * AES-256-GCM with a fresh nonce per secret: version byte, nonce, tag, then the text.
 *
 * @param key 32 bytes
 */
export function createSealer(key: Uint8Array): Sealer {
  return {
    seal(plain, owner) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(formatVersion), nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, owner) {
      if (sealed[0] !== formatVersion || sealed.length < headBytes) {
        throw new Error('not a sealed secret of this version');
      }
      const nonce = sealed.subarray(1, 1 + nonceBytes);
      const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(owner))
        .setAuthTag(sealed.subarray(1 + nonceBytes, headBytes));
      const text = Buffer.concat([cipher.update(sealed.subarray(headBytes)), cipher.final()]);
      return text.toString('utf8');
    },
  };
}
