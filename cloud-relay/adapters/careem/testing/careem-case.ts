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
import { careem } from '../index.ts';

export const secret = 'careem-key-for-wasla-one';

export function hookOf(body: Uint8Array, headers: Record<string, string>): RawWebhook {
  return { method: 'POST', path: '', query: {}, headers, body, receivedAtMs };
}

export function connectionWith(
  webhookSecrets: string[],
  settings: Partial<Settings> = {},
): Connection {
  const credentials: Credentials = { webhookSecrets, clientId: 'wasla', clientSecret: 'two words' };
  const addresses = {
    apiBaseUrl: 'https://pos.example.com/pos/api/v1',
    tokenUrl: 'https://identity.example.com/token',
  };
  return {
    id: 'con-2',
    environment: 'sandbox',
    country: 'JO',
    credentials,
    settings: { ...Settings.parse(addresses), ...settings },
  };
}

/** The hub's proof: hex HMAC-SHA256 over the raw body. */
export function hubHook(body: Uint8Array, key = secret): RawWebhook {
  const signature = createHmac('sha256', key).update(body).digest('hex');
  return hookOf(body, { 'x-careem-signature': signature, 'x-merchant-id': 'abdali' });
}

const payload = fixtureText(import.meta.url, 'order.json');

const common = {
  adapter: careem,
  menu: {
    'it-mansaf': { default: 'Mansaf', en: 'Mansaf', ar: 'منسف' },
    'op-rice': { default: 'أرز', ar: 'أرز' },
    '9001': { default: 'Lemon and mint' },
  },
  currencies: ['JOD', 'AED', 'KWD'],
  reasons: {
    item_unavailable: 'ITEM_TEMPORARILY_UNAVAILABLE',
    too_busy: 'KITCHEN_TOO_BUSY_TO_PREPARE_ORDER',
    closed: 'OUTLET_CLOSED',
    out_of_area: 'OTHER',
    test_order: 'OTHER',
    branch_offline: 'PARTNER_POS_OUTAGE',
    no_answer: 'PARTNER_ORDER_TIMEOUT',
    other: 'OTHER',
  },
  verdicts: [],
  token: {
    request: {
      method: 'POST',
      url: 'https://identity.example.com/token',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'Wasla',
      },
      body: 'grant_type=client_credentials&client_id=wasla&client_secret=two+words&scope=pos',
    },
    reply: response(200, '{"access_token":"token-1","expires_in":3600}'),
    read: { accessToken: 'token-1', expiresInMs: 3_600_000 },
  },
} as const;

function pricedIn(sample: string, path: readonly string[]) {
  return (currency: string, minor: number) => {
    const country = { JOD: 'JO', AED: 'AE', KWD: 'KW' }[currency] ?? 'JO';
    const amount = formatDecimal(minor, currencyOfCountry(country) ?? currency);
    return { payload: withValue(JSON.parse(sample) as Json, path, amount), country };
  };
}

export const careemCase: AdapterCase<Credentials, Settings> = {
  ...common,
  connection: connectionWith([secret]),
  rotating: connectionWith(['careem-key-for-wasla-two', secret]),
  stranger: connectionWith(['somebody-elses-key']),
  sign: (body) => hookOf(body, { 'x-careem-api-key': secret }),
  proves: 'caller',
  provenBy: [{ header: 'x-careem-api-key', from: 0 }],
  payload,
  expected: fixture(import.meta.url, 'order.expected.json') as OrderFact,
  notes: [
    { path: ['details', 'items', 0, 'notes'], find: (order) => order.lines[0]?.note },
    {
      path: ['details', 'notes'],
      find: (order) => order.note.slice(0, -'\nNo cutlery'.length),
    },
  ],
  priced: pricedIn(payload, ['details', 'price', 'total_taxable_price']),
  outbound: fixture(import.meta.url, 'outbound.json') as OutboundExample[],
};

const hubPayload = fixtureText(import.meta.url, 'hub-order.json');
const hub = { signature: 'hub', brandId: 'wsl-brand' } as const;

/** The same adapter with the hub's flat payload and its signed body. */
export const careemHubCase: AdapterCase<Credentials, Settings> = {
  ...common,
  connection: connectionWith([secret], hub),
  rotating: connectionWith(['careem-key-for-wasla-two', secret], hub),
  stranger: connectionWith(['somebody-elses-key'], hub),
  sign: hubHook,
  proves: 'body',
  provenBy: [{ header: 'x-careem-signature', from: 0 }],
  payload: hubPayload,
  expected: fixture(import.meta.url, 'hub-order.expected.json') as OrderFact,
  menu: {},
  notes: [{ path: ['items', 0, 'name'], find: (order) => order.lines[0]?.name.default }],
  priced: pricedIn(hubPayload, ['price', 'total_taxable_price']),
  outbound: fixture(import.meta.url, 'hub-outbound.json') as OutboundExample[],
};
