/** Standard Webhooks 1.0.0: keys, signed content and signatures, both ways. */
import {
  type KeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { hmac } from '../secrets.ts';

/** The three parts that are signed: `{id}.{timestamp}.{body}`. */
export interface SignedContent {
  readonly id: string;
  /** Unix seconds, as written in the header. */
  readonly timestamp: string;
  readonly body: Uint8Array | string;
}

const secretPrefix = 'whsec_';
const publicPrefix = 'whpk_';
const privatePrefix = 'whsk_';

/** DER in front of a raw Ed25519 key. Source: RFC 8410, sections 4 and 7. */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

export function isVerifyingKey(key: string): boolean {
  return isSharedSecret(key) || rawKey(key, publicPrefix)?.length === 32;
}

export function isSigningKey(key: string): boolean {
  const size = rawKey(key, privatePrefix)?.length;
  return isSharedSecret(key) || size === 32 || size === 64;
}

function isSharedSecret(key: string): boolean {
  const size = rawKey(key, secretPrefix)?.length ?? 0;
  return size >= 24 && size <= 64;
}

/** The bytes behind the prefix; undefined when prefix or base64 is wrong. */
function rawKey(key: string, prefix: string): Buffer | undefined {
  return key.startsWith(prefix) ? strictBase64(key.slice(prefix.length)) : undefined;
}

/** Base64 that is written the one right way; Node's own decoder skips what it does not know. */
function strictBase64(written: string): Buffer | undefined {
  const bytes = Buffer.from(written, 'base64');
  return bytes.toString('base64') === written ? bytes : undefined;
}

/**
 * A key that `isVerifyingKey` accepts; any other text becomes the secret of its own letters, so that a
 * connection that was made up to answer in the same time refuses like one that exists.
 */
export function toVerifyingKey(key: string): KeyObject {
  const raw = rawKey(key, publicPrefix);
  if (raw?.length !== 32) return createSecretKey(rawKey(key, secretPrefix) ?? Buffer.from(key));
  return createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' });
}

/** A key that `isSigningKey` accepts; a 64-byte private key ends with its public half. */
export function toSigningKey(key: string): KeyObject {
  const secret = rawKey(key, secretPrefix);
  if (secret) return createSecretKey(secret);
  const seed = (rawKey(key, privatePrefix) ?? Buffer.alloc(0)).subarray(0, 32);
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
}

/** One signature with its version: `v1,…` for a shared secret, `v1a,…` for Ed25519. */
export function signatureOf(key: KeyObject, content: SignedContent): string {
  if (key.type === 'secret') return `v1,${macOf(key, content).toString('base64')}`;
  return `v1a,${sign(null, bytesOf(content), key).toString('base64')}`;
}

/** Whether the key made this one signature. */
export function isSignatureOf(key: KeyObject, content: SignedContent, signature: string): boolean {
  const [version, written = '', ...rest] = signature.split(',');
  const given = rest.length === 0 ? strictBase64(written) : undefined;
  if (!given) return false;
  if (key.type !== 'secret') return version === 'v1a' && verify(null, bytesOf(content), key, given);
  const expected = macOf(key, content);
  return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
}

function macOf(key: KeyObject, { id, timestamp, body }: SignedContent): Buffer {
  return hmac({ algorithm: 'sha256', key, parts: [`${id}.${timestamp}.`, body] });
}

function bytesOf({ id, timestamp, body }: SignedContent): Buffer {
  return Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);
}
