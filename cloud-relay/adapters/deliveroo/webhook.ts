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
  const expected = hmacKeys(credentials.webhookSecrets).flatMap((key) =>
    separators.map((separator) =>
      hmac({ algorithm: 'sha256', key, parts: [guid, separator, hook.body] }).toString('hex'),
    ),
  );
  const match = indexOfSame(given, expected);
  if (match < 0) return { ok: false, why: 'x-deliveroo-hmac-sha256 does not match' };
  const secret = Math.floor(match / separators.length) + 1;
  return { ok: true, by: `x-deliveroo-hmac-sha256, secret ${secret}` };
}

/** Deliveroo asks for 200 and nothing else; it repeats a call for minutes otherwise. */
export function reply(): HttpReply {
  return { status: 200 };
}
