import { createHmac } from 'node:crypto';
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
import { deliveroo } from '../index.ts';

export const secret = 'deliveroo-webhook-secret-one';
export const guid = '3b6f0f6e-4b55-4f2b-8f0e-2f4f6f1d9a01';

export function hookOf(body: Uint8Array, separator = ' ', key = secret): RawWebhook {
  const mac = createHmac('sha256', key).update(guid).update(separator).update(body);
  const headers = {
    'x-deliveroo-sequence-guid': guid,
    'x-deliveroo-hmac-sha256': mac.digest('hex'),
    'x-deliveroo-webhook-version': '1',
  };
  return { method: 'POST', path: '', query: {}, headers, body, receivedAtMs };
}

export function connectionWith(webhookSecrets: string[]): Connection {
  const credentials: Credentials = { webhookSecrets, clientId: 'wasla', clientSecret: 's:cret' };
  return {
    id: 'con-3',
    environment: 'sandbox',
    country: 'AE',
    credentials,
    settings: Settings.parse({
      apiBaseUrl: 'https://api.example.com',
      tokenUrl: 'https://auth.example.com/oauth2/token',
    }),
  };
}

const payload = fixtureText(import.meta.url, 'order.json');

export const deliverooCase: AdapterCase<Credentials, Settings> = {
  adapter: deliveroo,
  connection: connectionWith([secret]),
  rotating: connectionWith(['deliveroo-webhook-secret-two', secret]),
  stranger: connectionWith(['somebody-elses-secret']),
  sign: (body) => hookOf(body),
  proves: 'body',
  provenBy: [
    { header: 'x-deliveroo-hmac-sha256', from: 0 },
    { header: 'x-deliveroo-sequence-guid', from: 0 },
  ],
  payload,
  expected: fixture(import.meta.url, 'order.expected.json') as OrderFact,
  menu: {
    'MNS-01': { default: 'منسف', ar: 'منسف' },
    'TP-RICE': { default: 'Rice' },
    'TP-NUTS': { default: 'Nuts', en: 'Nuts' },
  },
  notes: [
    { path: ['body', 'order', 'order_notes'], find: (order) => order.note },
    { path: ['body', 'order', 'cutlery_notes'], find: (order) => order.cutleryNote },
    {
      path: ['body', 'order', 'items', 1, 'name'],
      find: (order) => order.lines[1]?.name.default,
    },
  ],
  currencies: ['AED', 'KWD', 'GBP', 'JPY'],
  priced: (currency, minor) => ({
    payload: withValue(JSON.parse(payload) as Json, ['body', 'order', 'total_price'], {
      fractional: minor,
      currency_code: currency,
    }),
    country: 'AE',
  }),
  outbound: fixture(import.meta.url, 'outbound.json') as OutboundExample[],
  token: {
    request: {
      method: 'POST',
      url: 'https://auth.example.com/oauth2/token',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'Basic d2FzbGE6czpjcmV0',
      },
      body: 'grant_type=client_credentials',
    },
    reply: response(200, '{"access_token":"token-1","expires_in":300,"token_type":"Bearer"}'),
    read: { accessToken: 'token-1', expiresInMs: 300_000 },
  },
  reasons: {
    item_unavailable: 'ingredient_unavailable',
    too_busy: 'busy',
    closed: 'closing_early',
    out_of_area: 'other',
    test_order: 'other',
    branch_offline: 'other',
    no_answer: 'other',
    other: 'other',
  },
  verdicts: [],
};
