import { createHmac } from 'node:crypto';
import { currencyOfCountry, formatDecimal } from '../../../../src/shared/contract/money.ts';
import type { RawWebhook } from '../../adapter.ts';
import {
  type AdapterCase,
  type OrderFact,
  type OutboundExample,
  receivedAtMs,
  response,
} from '../../testing/adapter-case.ts';
import { fixture, fixtureText } from '../../testing/fixtures.ts';
import { type Json, withValue } from '../../testing/json-edits.ts';
import { type Connection, type Credentials, Settings } from '../connection.ts';
import { talabat } from '../index.ts';

export const secret = 'wasla-middleware-secret-one';

export const claims = {
  service: 'middleware',
  iat: receivedAtMs / 1_000 - 20,
  exp: receivedAtMs / 1_000 + 600,
};

/** A JWT made by hand, so that a test can make wrong ones. */
export function jwt(payload: object = claims, key = secret, header: object = { alg: 'HS512' }) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ typ: 'JWT', ...header })}.${part(payload)}`;
  return `${signed}.${createHmac('sha512', key).update(signed).digest('base64url')}`;
}

export function hookOf(
  call: Pick<RawWebhook, 'method' | 'path' | 'body'>,
  token = jwt(),
): RawWebhook {
  return { ...call, query: {}, headers: { authorization: `Bearer ${token}` }, receivedAtMs };
}

export function connectionWith(secrets: string[], settings: Partial<Settings> = {}): Connection {
  const credentials: Credentials = { secrets, username: 'wasla-plugin', password: 'pass&word' };
  return {
    id: 'con-1',
    environment: 'sandbox',
    country: 'JO',
    credentials,
    settings: {
      ...Settings.parse({ baseUrl: 'https://middleware.example.com/' }),
      ...settings,
    },
  };
}

const payload = fixtureText(import.meta.url, 'order.json');
const accept = { action: 'accept', atMs: receivedAtMs } as const;

function priced(currency: string, minor: number) {
  const country = { JOD: 'JO', AED: 'AE', KWD: 'KW' }[currency] ?? 'JO';
  const sample = JSON.parse(payload) as Json;
  const amount = formatDecimal(minor, currencyOfCountry(country) ?? currency);
  const inCountry = withValue(sample, ['localInfo', 'countryCode'], country);
  return { payload: withValue(inCountry, ['price', 'grandTotal'], amount), country };
}

export const talabatCase: AdapterCase<Credentials, Settings> = {
  adapter: talabat,
  connection: connectionWith([secret]),
  rotating: connectionWith(['wasla-middleware-secret-two', secret]),
  stranger: connectionWith(['somebody-elses-secret']),
  sign: (body) => hookOf({ method: 'POST', path: 'order/BR-7', body }),
  proves: 'caller',
  provenBy: [{ header: 'authorization', from: 'Bearer '.length }],
  payload,
  expected: fixture(import.meta.url, 'order.expected.json') as OrderFact,
  menu: {
    'MNS-01': { default: 'منسف', ar: 'منسف', en: 'Mansaf with lamb' },
    'TP-RICE': { default: 'رز' },
    'TP-NUTS': { default: 'مكسرات', en: 'Nuts' },
    'TP-ALM': { default: 'لوز' },
    'TP-ROAST': { default: 'محمص' },
    'TP-SALT': { default: 'ملح' },
  },
  notes: [
    { path: ['comments', 'customerComment'], find: (order) => order.note },
    { path: ['products', 0, 'comment'], find: (order) => order.lines[0]?.note },
    { path: ['products', 1, 'name'], find: (order) => order.lines[1]?.name.default },
  ],
  currencies: ['JOD', 'AED', 'KWD'],
  priced,
  outbound: fixture(import.meta.url, 'outbound.json') as OutboundExample[],
  token: {
    request: {
      method: 'POST',
      url: 'https://middleware.example.com/v2/login',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'username=wasla-plugin&password=pass%26word&grant_type=client_credentials',
    },
    reply: response(200, '{"access_token":"token-1","expires_in":1800,"token_type":"bearer"}'),
    read: { accessToken: 'token-1', expiresInMs: 1_800_000 },
  },
  reasons: {
    item_unavailable: 'ITEM_UNAVAILABLE',
    too_busy: 'TOO_BUSY',
    closed: 'CLOSED',
    out_of_area: 'OUTSIDE_DELIVERY_AREA',
    test_order: 'TEST_ORDER',
    branch_offline: 'TECHNICAL_PROBLEM',
    no_answer: 'NO_RESPONSE',
    other: 'TECHNICAL_PROBLEM',
  },
  verdicts: [
    {
      action: accept,
      response: response(409, '{"currentState":"WAITING_FOR_ACKNOWLEDGEMENT"}'),
      verdict: {
        kind: 'retry',
        detail: '409 {"currentState":"WAITING_FOR_ACKNOWLEDGEMENT"}',
        afterMs: 10_000,
        untilMs: receivedAtMs + 300_000,
      },
    },
    {
      action: accept,
      response: response(409, '{"currentState":"ASSIGNED_TO_TRANSPORT"}'),
      verdict: {
        kind: 'retry',
        detail: '409 {"currentState":"ASSIGNED_TO_TRANSPORT"}',
        afterMs: 10_000,
        untilMs: receivedAtMs + 300_000,
      },
    },
    {
      action: accept,
      response: response(409, '{"currentState":"CANCELLED"}'),
      verdict: { kind: 'refused', detail: '409 {"currentState":"CANCELLED"}' },
    },
  ],
};
