import type { HttpReply, RawWebhook, Receipt, Verification } from '../adapter.ts';
import { hmac, hmacKeys, indexOfSame } from '../secrets.ts';
import type { Connection } from './connection.ts';

/**
 * Careem sends a fixed key and signs nothing. The hub format signs the raw body instead; the setting
 * decides which proof counts, so that one can never stand in for the other.
 */
export function verify(hook: RawWebhook, { credentials, settings }: Connection): Verification {
  const { webhookSecrets } = credentials;
  if (settings.signature === 'key') {
    const given = hook.headers['x-careem-api-key'] ?? '';
    return verdict('x-careem-api-key', indexOfSame(given, webhookSecrets));
  }
  const expected = hmacKeys(webhookSecrets).map((key) =>
    hmac({ algorithm: 'sha256', key, parts: [hook.body] }).toString('hex'),
  );
  const given = hook.headers['x-careem-signature'] ?? '';
  return verdict('x-careem-signature', indexOfSame(given, expected));
}

function verdict(header: string, secret: number): Verification {
  return secret < 0
    ? { ok: false, why: `${header} does not match` }
    : { ok: true, by: `${header}, secret ${secret + 1}` };
}

/**
 * Always 200: Careem repeats a call four more times, and repeating cannot cure one that we cannot read.
 * The body is the hub's envelope, a function of the call alone.
 */
export function reply(
  _hook: RawWebhook,
  receipt: Receipt,
  orderId: (externalId: string) => string,
): HttpReply {
  if (receipt.kind === 'unreadable') return answer('stored', { status: 'stored' });
  const { inbound } = receipt;
  const fact = inbound.kind === 'facts' ? inbound.facts[0] : undefined;
  if (!fact) return answer('ignored', { status: 'ignored' });
  return answer('received', { orderId: orderId(fact.externalId), status: 'received' });
}

function answer(message: string, data: Readonly<Record<string, string>>): HttpReply {
  return { status: 200, body: { success: true, message, data } };
}
