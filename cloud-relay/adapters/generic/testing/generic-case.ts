import { type KeyObject, createHmac, createPrivateKey, sign } from 'node:crypto';
import type { RawWebhook } from '../../adapter.ts';
import {
  type AdapterCase,
  type OrderFact,
  type OutboundExample,
  receivedAtMs,
} from '../../testing/adapter-case.ts';
import { fixture, fixtureText } from '../../testing/fixtures.ts';
import { type Json, type Path, withValue } from '../../testing/json-edits.ts';
import { type Connection, type Credentials, Settings } from '../connection.ts';
import { generic } from '../index.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const rawSecret = 'wasla-partner-secret-of-32-bytes';
export const sharedKey = `whsec_${base64(rawSecret)}`;
export const otherSharedKey = `whsec_${base64('another-partner-secret-32-bytes!')}`;

/** Ed25519 keys made by OpenSSL for these tests alone. */
const pair = fixture(import.meta.url, 'ed25519.json') as Readonly<
  Record<'privateDer' | 'privateKey' | 'publicKey' | 'otherPublicKey', string>
>;
const privateKey = createPrivateKey({
  key: Buffer.from(pair.privateDer, 'base64'),
  format: 'der',
  type: 'pkcs8',
});

export const id = 'msg_01WASLA';
export const timestamp = String(Math.floor(receivedAtMs / 1_000) - 12);

export function signature(body: Uint8Array, key: KeyObject | string = rawSecret): string {
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  if (typeof key !== 'string') return `v1a,${sign(null, content, key).toString('base64')}`;
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

export function hookOf(body: Uint8Array, signatures = signature(body)): RawWebhook {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures,
  };
  return { method: 'POST', path: '', query: {}, headers, body, receivedAtMs };
}

export function connectionWith(
  verifyingKeys: string[],
  signingKey: string,
  settings: object = {},
): Connection {
  return {
    id: 'con-4',
    environment: 'sandbox',
    country: 'JO',
    credentials: { verifyingKeys, signingKey },
    settings: Settings.parse({ callbackUrl: 'https://partner.example.com/hooks/1', ...settings }),
  };
}

const payload = fixtureText(import.meta.url, 'order.json');
const money = (digits: number, minor: number) => (minor / 10 ** digits).toFixed(digits);
const digitsOf: Readonly<Record<string, number>> = { JOD: 3, AED: 2, JPY: 0 };

function pricedAt(sample: string, currencyPath: Path, totalPath: Path) {
  return (currency: string, minor: number) => {
    const inCurrency = withValue(JSON.parse(sample) as Json, currencyPath, currency);
    const total = money(digitsOf[currency] ?? 2, minor);
    return { payload: withValue(inCurrency, totalPath, total), country: 'JO' };
  };
}

const common = {
  adapter: generic,
  proves: 'body',
  verdicts: [],
  reasons: {
    item_unavailable: 'item_unavailable',
    too_busy: 'too_busy',
    closed: 'closed',
    out_of_area: 'out_of_area',
    test_order: 'test_order',
    branch_offline: 'branch_offline',
    no_answer: 'no_answer',
    other: 'other',
  },
} as const;
const provenBy = ['webhook-signature', 'webhook-id', 'webhook-timestamp'].map((header) => ({
  header,
  from: 0,
}));

export const genericCase: AdapterCase<Credentials, Settings> = {
  ...common,
  provenBy,
  connection: connectionWith([sharedKey], sharedKey),
  rotating: connectionWith([otherSharedKey, sharedKey], sharedKey),
  stranger: connectionWith([otherSharedKey], otherSharedKey),
  sign: (body) => hookOf(body),
  payload,
  expected: fixture(import.meta.url, 'order.expected.json') as OrderFact,
  menu: { 'SND-03': { default: 'Halloumi' }, 'OPT-CHZ': { default: 'Cheese' } },
  notes: [
    { path: ['data', 'note'], find: (order) => order.note },
    { path: ['data', 'lines', 0, 'note'], find: (order) => order.lines[0]?.note },
    {
      path: ['data', 'lines', 0, 'removed', 0],
      find: (order) => order.lines[0]?.removed[0]?.default,
    },
  ],
  currencies: ['JOD', 'AED', 'JPY'],
  priced: pricedAt(payload, ['data', 'currency'], ['data', 'total']),
  outbound: fixture(import.meta.url, 'outbound.json') as OutboundExample[],
};

const mappedPayload = fixtureText(import.meta.url, 'mapped-order.json');

/** A partner with words of its own, who signs with Ed25519. */
export const mapping = {
  acceptWithinMinutes: 8,
  events: { placed: 'ticket/new', cancelled: 'ticket/void', status: 'ticket/state' },
  statuses: { cooking: 'preparing', gone: 'out_for_delivery' },
  orderFields: {
    type: '/event/name',
    id: '/ticket/ref',
    displayNumber: '/ticket/ref',
    storeId: '/ticket/shop/code~1id',
    placedAt: '/ticket/made',
    currency: '/ticket/ccy',
    total: '/ticket/sum',
    note: '/ticket/remark',
    lines: '/ticket/rows',
    status: '/ticket/state',
    at: '/ticket/made',
    reason: '',
  },
  lineFields: {
    id: '/sku',
    name: '/label',
    quantity: '/count',
    unitPrice: '/each',
    total: '/amount',
    note: '/remark',
    modifiers: '/extras',
  },
};

export const genericMappedCase: AdapterCase<Credentials, Settings> = {
  ...common,
  provenBy,
  connection: connectionWith([pair.publicKey], pair.privateKey, mapping),
  rotating: connectionWith([sharedKey, pair.publicKey], pair.privateKey, mapping),
  stranger: connectionWith([pair.otherPublicKey], sharedKey, mapping),
  sign: (body) => hookOf(body, signature(body, privateKey)),
  payload: mappedPayload,
  expected: fixture(import.meta.url, 'mapped-order.expected.json') as OrderFact,
  menu: {},
  notes: [
    { path: ['ticket', 'remark'], find: (order) => order.note },
    { path: ['ticket', 'rows', 0, 'label'], find: (order) => order.lines[0]?.name.default },
  ],
  currencies: ['JOD', 'AED', 'JPY'],
  priced: pricedAt(mappedPayload, ['ticket', 'ccy'], ['ticket', 'sum']),
  outbound: fixture(import.meta.url, 'mapped-outbound.json') as OutboundExample[],
};
