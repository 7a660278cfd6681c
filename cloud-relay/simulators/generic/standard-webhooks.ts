import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';

/**
 * Standard Webhooks 1.0.0: what is signed is `{id}.{timestamp}.{raw body}`.
 *
 * @source standard-webhooks/standard-webhooks, spec/standard-webhooks.md
 */
export interface SignedMessage {
  readonly id: string;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly body: string | Buffer;
}

/** Headers of a message, with one signature per key. */
export function signMessage(
  keys: readonly string[],
  message: SignedMessage,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': keys.map((key) => signature(key, message)).join(' '),
  };
}

/** Whether any of the space-separated signatures was made with any of the keys. */
export function isSigned(
  keys: readonly string[],
  message: SignedMessage,
  signatures: string,
): boolean {
  return signatures
    .split(' ')
    .some((candidate) => keys.some((key) => matches(key, message, candidate)));
}

function signature(key: string, message: SignedMessage): string {
  const bytes = keyBytes(key);
  if (key.startsWith('whsec_')) return `v1,${hmac(bytes, message).toString('base64')}`;
  return `v1a,${sign(null, content(message), privateKey(bytes)).toString('base64')}`;
}

function matches(key: string, message: SignedMessage, candidate: string): boolean {
  const [version, encoded = ''] = candidate.split(',');
  const given = Buffer.from(encoded, 'base64');
  if (version === 'v1' && key.startsWith('whsec_')) {
    const expected = hmac(keyBytes(key), message);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
  if (version === 'v1a' && key.startsWith('whpk_')) {
    return verify(null, content(message), publicKey(keyBytes(key)), given);
  }
  return false;
}

const content = ({ id, timestamp, body }: SignedMessage) =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);

const hmac = (secret: Buffer, message: SignedMessage) =>
  createHmac('sha256', secret).update(content(message)).digest();

const keyBytes = (key: string) => Buffer.from(key.slice(key.indexOf('_') + 1), 'base64');

/** An Ed25519 seed as PKCS #8: Node takes no bare keys. The seed may be followed by the public key. Source: RFC 8410. */
const privateKey = (bytes: Buffer) =>
  createPrivateKey({
    key: Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      bytes.subarray(0, 32),
    ]),
    format: 'der',
    type: 'pkcs8',
  });

const publicKey = (bytes: Buffer) =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]),
    format: 'der',
    type: 'spki',
  });
