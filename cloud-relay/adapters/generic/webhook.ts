import { minuteMs, secondMs } from '../../../src/shared/kit/clock.ts';
import type { HttpReply, RawWebhook, Verification } from '../adapter.ts';
import { rememberPer } from '../secrets.ts';
import type { Connection } from './connection.ts';
import { isSignatureOf, toVerifyingKey } from './standard-webhooks.ts';

/** The specification demands a check and names no tolerance; five minutes is customary. */
const toleranceMs = 5 * minuteMs;

/** More than a rotation needs; without a limit a header of signatures is work for nothing. */
const mostSignatures = 8;

const verifyingKeys = rememberPer((keys: readonly string[]) => keys.map(toVerifyingKey));

export function verify(hook: RawWebhook, { credentials }: Connection): Verification {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '' } = hook.headers;
  const list = hook.headers['webhook-signature'] ?? '';
  if (!id || !/^\d{1,12}$/.test(timestamp)) return { ok: false, why: 'no webhook-id or timestamp' };
  const ageMs = hook.receivedAtMs - Number(timestamp) * secondMs;
  if (Math.abs(ageMs) > toleranceMs)
    return { ok: false, why: `timestamp is ${Math.round(ageMs / secondMs)} s off` };
  const signatures = list.split(' ').filter((one) => one !== '');
  const content = { id, timestamp, body: hook.body };
  const key = verifyingKeys(credentials.verifyingKeys).findIndex((candidate) =>
    signatures
      .slice(0, mostSignatures)
      .some((signature) => isSignatureOf(candidate, content, signature)),
  );
  if (key < 0) return { ok: false, why: 'no webhook-signature matches' };
  return { ok: true, by: `webhook-signature, key ${key + 1}` };
}

/** Any 2xx tells a Standard Webhooks sender that it is done. */
export function reply(): HttpReply {
  return { status: 200 };
}
