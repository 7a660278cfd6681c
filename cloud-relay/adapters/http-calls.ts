import { z } from 'zod';
import { secondMs } from '../../src/shared/kit/clock.ts';
import {
  type CallVerdict,
  type HttpRequest,
  type HttpResponse,
  UnreadableWebhook,
} from './adapter.ts';
import { readJson } from './exact-json.ts';
import { id, read, text } from './fields.ts';

/** A web address, or empty for the platform's own. */
export function addressSetting(what: string) {
  return z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .default('')
    .describe(what);
}

/** `base` and further path segments, each encoded. */
export function urlOf(base: string, ...segments: readonly string[]): string {
  const root = base.endsWith('/') ? base.slice(0, -1) : base;
  return [root, ...segments.map(encodeURIComponent)].join('/');
}

/** Scheme, host and port of a web address; undefined when it is none or carries a login. */
export function originOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined;
  return parsed.username || parsed.password ? undefined : parsed.origin;
}

export function originsOf(...urls: readonly string[]): string[] {
  return [...new Set(urls.map(originOf))].filter((origin) => origin !== undefined);
}

/** A call with a bearer token; without `body` it has none, not even an empty object. */
export function bearerCall(
  target: Pick<HttpRequest, 'method' | 'url'>,
  accessToken: string,
  body?: object,
): HttpRequest {
  const headers = { accept: 'application/json', authorization: `Bearer ${accessToken}` };
  if (body === undefined) return { ...target, headers };
  return {
    ...target,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** A form-encoded POST, as token endpoints want it. */
export function formCall(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  };
}

/** Shortest lifetime any platform documents, for a reply that does not say. */
const shortestTokenMs = 300 * secondMs;

/** @throws UnreadableWebhook when the reply holds no token */
export function readToken(response: HttpResponse): { accessToken: string; expiresInMs: number } {
  if (!isSuccess(response)) throw new UnreadableWebhook(`token call: ${wordsOf(response)}`);
  const reply = read(
    z.object({ access_token: id.max(16_384), expires_in: text }),
    readJson(Buffer.from(response.body)),
    'token reply',
  );
  const seconds = Number(reply.expires_in);
  const expiresInMs = seconds > 0 ? Math.floor(seconds * secondMs) : shortestTokenMs;
  return { accessToken: reply.access_token, expiresInMs };
}

export function isSuccess({ status }: HttpResponse): boolean {
  return status >= 200 && status < 300;
}

/** Status and the start of the body on one line, for the till and for support. */
export function wordsOf({ status, body }: HttpResponse): string {
  return `${status} ${body.slice(0, 200).replaceAll(/\s+/g, ' ')}`.trim();
}

/** What an HTTP status means where the platform documents nothing else. */
export function judgeByStatus(response: HttpResponse): CallVerdict {
  const detail = wordsOf(response);
  const { status } = response;
  if (isSuccess(response)) return { kind: 'done' };
  if (status === 401) return { kind: 'unauthenticated', detail };
  // A redirect is never followed: it would carry the token to an address nobody checked.
  if (status === 403 || status < 400) return { kind: 'misconfigured', detail };
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    const afterMs = retryAfterMs(response.headers);
    return { kind: 'retry', detail, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  return { kind: 'refused', detail };
}

/** `Retry-After` in seconds, or as a date measured against the reply's own `Date`. */
export function retryAfterMs(headers: HttpResponse['headers']): number | undefined {
  const written = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,7}$/.test(written)) return Number(written) * secondMs;
  const waitMs = Date.parse(written) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
