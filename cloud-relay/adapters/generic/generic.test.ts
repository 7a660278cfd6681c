import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Inbound } from '../adapter.ts';
import { parseContext, receivedAtMs, response } from '../testing/adapter-case.ts';
import { orderFactOf, testAdapter } from '../testing/adapter-conformance.ts';
import { type Json, bytesOf, withValue } from '../testing/json-edits.ts';
import { Credentials, Settings } from './connection.ts';
import { generic } from './index.ts';
import { valueAt } from './payload.ts';
import {
  connectionWith,
  genericCase,
  genericMappedCase,
  hookOf,
  mapping,
  otherSharedKey,
  sharedKey,
  signature,
  timestamp,
} from './testing/generic-case.ts';

describe('a partner with our payload and a shared secret', () => testAdapter(genericCase));
describe('a partner with its own payload and Ed25519', () => testAdapter(genericMappedCase));

const sample = JSON.parse(genericCase.payload) as Json;
const body = bytesOf(genericCase.payload);

function parse(json: Json, settings: object = {}): Inbound {
  const connection = connectionWith([sharedKey], sharedKey, settings);
  return generic.parse(hookOf(bytesOf(JSON.stringify(json))), parseContext(connection, {}));
}

describe('signatures', () => {
  const isAccepted = (signatures: string, atMs = receivedAtMs) =>
    generic.verify({ ...hookOf(body, signatures), receivedAtMs: atMs }, genericCase.connection).ok;
  const good = signature(body);
  const bad = signature(bytesOf('another body'));

  test('any of several may match', () => {
    expect(isAccepted(`${bad} ${good}`)).toBe(true);
    expect(isAccepted(`v2,unknown v1a,AAAA ${good}`)).toBe(true);
    expect(isAccepted(`${bad} ${bad}`)).toBe(false);
  });

  test('a flood of them is not looked through', () => {
    expect(isAccepted([...Array.from({ length: 500 }, () => bad), good].join(' '))).toBe(false);
  });

  test('of one kind do not pass for the other', () => {
    const mac = good.slice('v1,'.length);
    expect(isAccepted(`v1a,${mac}`)).toBe(false);
    expect(isAccepted(mac)).toBe(false);
    expect(isAccepted(`${good},`)).toBe(false);
  });

  test('hold for five minutes before and after their time', () => {
    const sentMs = Number(timestamp) * 1_000;
    expect(isAccepted(good, sentMs + 300_000)).toBe(true);
    expect(isAccepted(good, sentMs - 300_000)).toBe(true);
    expect(isAccepted(good, sentMs + 300_001)).toBe(false);
    expect(isAccepted(good, sentMs - 300_001)).toBe(false);
  });

  test.each(['', 'soon', '-5', '1e9', ' 1'])('with the time %j are refused', (written) => {
    const hook = hookOf(body);
    const headers = { ...hook.headers, 'webhook-timestamp': written };
    expect(generic.verify({ ...hook, headers }, genericCase.connection).ok).toBe(false);
  });
});

describe('keys', () => {
  test.each([
    'wasla-partner-secret',
    'whsec_',
    'whsec_c2hvcnQ=',
    'whsec_not base64 at all, thirty-two',
    'whpk_c2hvcnQ=',
    'whsk_c2hvcnQ=',
  ])('%j is refused when the connection is set up', (key) => {
    expect(Credentials.safeParse({ verifyingKeys: [key], signingKey: '' }).success).toBe(false);
    expect(Credentials.safeParse({ verifyingKeys: [sharedKey], signingKey: key }).success).toBe(
      false,
    );
  });

  test('good ones are accepted', () => {
    for (const { connection } of [genericCase, genericMappedCase])
      expect(Credentials.parse(connection.credentials)).toEqual(connection.credentials);
  });
});

describe('an order of our own payload', () => {
  test('as the README shows it is read without a complaint', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    const shown = /```json\n(.*?)```/s.exec(readme)?.[1] ?? '';
    const { order } = orderFactOf(parse(JSON.parse(shown) as Json));
    expect(order).toMatchObject({ externalId: 'P-1001', totalMinor: 3_000, warnings: [] });
    expect(order.customer?.address?.latitude).toBe(31.9567);
    expect(order.lines[0]?.removed).toEqual([{ default: 'Olives' }]);
  });

  test('comes without buttons where the partner can be told nothing', () => {
    expect(orderFactOf(parse(sample, { callbackUrl: '' })).order).toMatchObject({
      actions: [],
      rejectReasons: [],
    });
  });

  test('without a key to sign with, nothing is offered or sent', () => {
    const connection = connectionWith([sharedKey], '');
    const { order } = orderFactOf(generic.parse(hookOf(body), parseContext(connection, {})));
    const { storeId, platformData } = genericCase.expected;
    const request = generic.outbound.request(
      { action: 'accept', atMs: receivedAtMs },
      {
        connection,
        order,
        storeId,
        platformData,
        nowMs: receivedAtMs,
        accessToken: '',
        callId: 'call-1',
      },
    );
    expect(order.actions).toEqual([]);
    expect(request).toBeNull();
  });

  test('waits as long as the connection says where it names no deadline', () => {
    const json = withValue(sample, ['data', 'acceptBy'], null);
    expect(orderFactOf(parse(json)).order.acceptByMs).toBeNull();
    expect(orderFactOf(parse(json, { acceptWithinMinutes: 5 })).order.acceptByMs).toBe(
      Date.parse('2026-04-09T18:35:00Z'),
    );
  });

  test('with an unknown currency is read in the company’s, and says so', () => {
    const { order } = orderFactOf(parse(withValue(sample, ['data', 'currency'], 'dinar')));
    expect(order.currency).toBe('JOD');
    expect(order.warnings).toContainEqual({ code: 'currency_assumed', detail: 'JOD' });
  });
});

describe('later events', () => {
  const at = '2026-04-09T18:44:00Z';
  const change = (status: string, reason = '') => ({
    facts: [
      {
        kind: 'status',
        externalId: 'P-1',
        eventKey: `status:${status}`,
        change: { status, atMs: Date.parse(at), by: 'platform', reason },
      },
    ],
  });

  test('a cancellation and a status are read by our words', () => {
    expect(
      parse({ type: 'order.cancelled', data: { id: 'P-1', at, reason: 'changed mind' } }),
    ).toMatchObject(change('cancelled', 'changed mind'));
    expect(
      parse({ type: 'order.status', data: { id: 'P-1', at, status: 'delivered' } }),
    ).toMatchObject(change('delivered'));
  });

  test('and by the partner’s', () => {
    const ticket = (name: string, state: string) =>
      parse({ event: { name }, ticket: { ref: 'P-1', made: at, state } }, mapping);
    expect(ticket('ticket/state', 'gone')).toMatchObject(change('out_for_delivery'));
    expect(ticket('ticket/void', '')).toMatchObject(change('cancelled'));
    expect(ticket('ticket/state', 'constructor').kind).toBe('ignored');
  });

  test('an event nobody configured is ignored', () => {
    expect(parse({ type: 'contact.created', data: {} }).kind).toBe('ignored');
    expect(parse([]).kind).toBe('ignored');
  });
});

describe('JSON pointers', () => {
  const document: Json = { 'a/b': { 'm~n': [{ x: 'here' }] }, empty: null };

  test.each([
    ['/a~1b/m~0n/0/x', 'here'],
    ['/a~1b/m~0n/1/x', undefined],
    ['/empty', null],
    ['/empty/x', undefined],
    ['/constructor', undefined],
    ['', undefined],
  ])('%j finds %j', (pointer, value) => {
    expect(valueAt(document as never, pointer)).toEqual(value);
  });

  test.each(['no-slash', '/~2'])('%j is refused when the connection is set up', (pointer) => {
    expect(Settings.safeParse({ orderFields: { id: pointer } }).success).toBe(false);
  });
});

test('a receiver that is gone wants no more calls', () => {
  const verdict = generic.outbound.judge({ action: 'accept', atMs: 0 }, response(410, 'gone'));
  expect(verdict).toEqual({ kind: 'misconfigured', detail: '410 gone' });
});

test('a strange secret signs nothing here', () => {
  expect(generic.verify(hookOf(body), connectionWith([otherSharedKey], sharedKey)).ok).toBe(false);
});
