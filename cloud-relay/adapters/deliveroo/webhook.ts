import type { HttpReply, RawWebhook, Verification } from '../adapter.ts';
import { hmac, hmacKeys, indexOfSame } from '../secrets.ts';
import type { Connection } from './connection.ts';

/** Between GUID and body: a space for order, rider and menu events, the other for the older POS events. */
const separators = [' ', ' \n '] as const;

/** Without the check, part of the body could move into the GUID and still carry a good signature. */
const guidShape = /^[\w:.-]{1,128}$/;

/** Lower-case hex HMAC-SHA256 over GUID, separator and raw body. There is no time stamp to check. */
export function verify(hook: RawWebhook, { credentials }: Connection): Verification {
  const guid = hook.headers['x-deliveroo-sequence-guid'] ?? '';
  const given = hook.headers['x-deliveroo-hmac-sha256'] ?? '';
  if (!guidShape.test(guid)) return { ok: false, why: 'no sequence GUID' };
  for (const separator of separators) {
    const expected = hmacKeys(credentials.webhookSecrets).map((key) =>
      hmac({ algorithm: 'sha256', key, parts: [guid, separator, hook.body] }).toString('hex'),
    );
    const secret = indexOfSame(given, expected);
    if (secret >= 0) return { ok: true, by: `x-deliveroo-hmac-sha256, secret ${secret + 1}` };
  }
  return { ok: false, why: 'x-deliveroo-hmac-sha256 does not match' };
}

/** Deliveroo asks for 200 and nothing else; it repeats a call for minutes otherwise. */
export function reply(): HttpReply {
  return { status: 200 };
}
