import { createHash } from 'node:crypto';
import { z } from 'zod';
import { secondMs } from '../../../src/shared/kit/clock.ts';
import {
  type HttpReply,
  type RawWebhook,
  type Receipt,
  UnreadableWebhook,
  type Verification,
} from '../adapter.ts';
import { type ExactJson, readJson } from '../exact-json.ts';
import { id } from '../fields.ts';
import { hmac, hmacKeys, indexOfSame } from '../secrets.ts';
import type { Connection } from './connection.ts';

/** Which of the plugin's endpoints was called. */
export type Endpoint =
  | { readonly kind: 'dispatch'; readonly remoteId: string }
  | { readonly kind: 'status'; readonly remoteOrderId: string }
  | { readonly kind: 'availability' }
  | { readonly kind: 'menu_import' }
  | { readonly kind: 'other' };

/** The plugin's paths as the middleware calls them below the connection's address. */
const endpoints: readonly (readonly [string, RegExp, (named: string) => Endpoint])[] = [
  ['POST', /^order\/([^/]+)$/, (remoteId) => ({ kind: 'dispatch', remoteId })],
  [
    'PUT',
    /^remoteId\/[^/]+\/remoteOrder\/([^/]+)\/posOrderStatus$/,
    (remoteOrderId) => ({ kind: 'status', remoteOrderId }),
  ],
  ['PUT', /^remoteId\/[^/]+\/availability$/, () => ({ kind: 'availability' })],
  ['GET', /^menuimport\/[^/]+$/, () => ({ kind: 'menu_import' })],
];

export function endpointOf({ method, path }: RawWebhook): Endpoint {
  const called = path.replaceAll(/^\/+|\/+$/g, '');
  for (const [verb, pattern, toEndpoint] of endpoints) {
    const match = verb === method ? pattern.exec(called) : null;
    if (match) return toEndpoint(match[1] ?? '');
  }
  return { kind: 'other' };
}

/** Clocks of two companies differ; the middleware documents no tolerance, one minute is ours. */
const leewaySeconds = 60;

const Header = z.object({ alg: z.literal('HS512'), crit: z.undefined().optional() });
const Claims = z.object({
  service: z.literal('middleware'),
  exp: z.number().optional(),
  nbf: z.number().optional(),
});

/**
 * The middleware signs who it is, not what it says: a JWT, HS512 and nothing else, with the claim
 * `service: middleware`. The signature is compared as text, so that unused bits of its last character
 * cannot be changed unnoticed.
 */
export function verify(hook: RawWebhook, { credentials }: Connection): Verification {
  const token = /^bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(hook.headers['authorization'] ?? '');
  if (!token) return { ok: false, why: 'no bearer token' };
  const [, header = '', claims = '', signature = ''] = token;
  const expected = hmacKeys(credentials.secrets).map((key) =>
    hmac({ algorithm: 'sha512', key, parts: [`${header}.${claims}`] }).toString('base64url'),
  );
  const secret = indexOfSame(signature, expected);
  if (secret < 0) return { ok: false, why: 'token signed with another secret' };
  const fault = faultOf(decodePart(header), decodePart(claims), hook.receivedAtMs);
  if (fault) return { ok: false, why: fault };
  return { ok: true, by: `JWT HS512, secret ${secret + 1}` };
}

function faultOf(header: unknown, claims: unknown, receivedAtMs: number): string | undefined {
  if (!Header.safeParse(header).success) return 'not HS512';
  const read = Claims.safeParse(claims);
  if (!read.success) return 'not a token of the middleware';
  const { exp = Infinity, nbf = -Infinity } = read.data;
  const now = receivedAtMs / secondMs;
  if (now >= exp + leewaySeconds) return 'token expired';
  return now < nbf - leewaySeconds ? 'token not valid yet' : undefined;
}

function decodePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * A dispatch is answered with our order id whatever became of it: without one the middleware repeats the
 * call for minutes and then cancels. Repeats, readable or not, get the same id.
 */
export function reply(
  hook: RawWebhook,
  receipt: Receipt,
  orderId: (externalId: string) => string,
): HttpReply {
  const endpoint = endpointOf(hook);
  if (endpoint.kind === 'menu_import') return { status: 202 };
  if (endpoint.kind !== 'dispatch') return { status: 200 };
  return {
    status: 200,
    body: { remoteResponse: { remoteOrderId: orderId(orderKeyOf(hook, receipt)) } },
  };
}

/** The order's token, also when nothing else of the body makes sense; else a digest of the bytes. */
function orderKeyOf(hook: RawWebhook, receipt: Receipt): string {
  const inbound = receipt.kind === 'understood' ? receipt.inbound : undefined;
  const fact = inbound?.kind === 'facts' ? inbound.facts[0] : undefined;
  if (fact) return fact.externalId;
  const token = id.safeParse(memberOf(hook.body, 'token'));
  if (token.success) return token.data;
  return `unreadable:${createHash('sha256').update(hook.body).digest('hex')}`;
}

function memberOf(body: Uint8Array, key: string): ExactJson | undefined {
  try {
    const json = readJson(body);
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isObject ? json[key] : undefined;
  } catch (error) {
    if (error instanceof UnreadableWebhook) return undefined;
    throw error;
  }
}
