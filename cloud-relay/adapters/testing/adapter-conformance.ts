/** The promises of the port as tests; every adapter passes them, its own test adds its peculiarities. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formatDecimal } from '../../../src/shared/contract/money.ts';
import { Order, orderActions, rejectReasons } from '../../../src/shared/contract/order.ts';
import {
  type Inbound,
  type OutboundAction,
  type RawWebhook,
  UnreadableWebhook,
} from '../adapter.ts';
import {
  type AdapterCase,
  type OrderFact,
  type OutboundExample,
  ourOrderId,
  outboundContext,
  parseContext,
  receivedAtMs,
  response,
} from './adapter-case.ts';
import { type Json, bytesOf, damaged, withUnknownKeys, withValue } from './json-edits.ts';

/** What customers write: scripts, marks, markup, and blanks that look like nothing. */
const customersWords = [
  'بدون بصل، شكراً جزيلاً',
  '  two spaces in front and behind  ',
  'لا فول سوداني 🥜🚫 allergy!',
  '<script>alert("x")</script> & "quotes" \\ back',
  'line one\nline two\ttab',
  '\u202bright to left\u202c and family 👨‍👩‍👧',
  "'; DROP TABLE orders; --",
];

export function testAdapter<Credentials extends object, Settings extends object>(
  of: AdapterCase<Credentials, Settings>,
): void {
  describe(`${of.adapter.platform} keeps the promises of the port`, () => {
    describe('who calls', () => testVerification(of));
    describe('what a call says', () => testReading(of));
    describe('whatever arrives', () => testHostileBodies(of));
    describe('what the platform hears', () => testOutbound(of));
    describe('what the console draws', () => testSchemas(of));
  });
}

function testVerification<C extends object, S extends object>(of: AdapterCase<C, S>): void {
  const { adapter, connection } = of;
  const genuine = of.sign(bytesOf(of.payload));
  const isAccepted = (hook: RawWebhook, by = connection) => adapter.verify(hook, by).ok;

  test('a genuine call is accepted', () => {
    expect(adapter.verify(genuine, connection)).toMatchObject({ ok: true });
  });

  test('a call with any bit of its proof changed is refused', () => {
    for (const { header, from } of of.provenBy) {
      const value = genuine.headers[header] ?? '';
      for (let at = from; at < value.length; at++) {
        for (const bit of [1, 2, 4, 8, 16, 32, 64]) {
          const changed = String.fromCharCode(value.charCodeAt(at) ^ bit);
          const forged = value.slice(0, at) + changed + value.slice(at + 1);
          const hook = { ...genuine, headers: { ...genuine.headers, [header]: forged } };
          expect(isAccepted(hook), `${header} at ${at} bit ${bit}`).toBe(false);
        }
      }
    }
  });

  if (of.proves === 'body') testSignedBody(of);

  test('a call without one of its proving headers, or with an empty one, is refused', () => {
    for (const { header } of of.provenBy) {
      const { [header]: _gone, ...rest } = genuine.headers;
      expect(isAccepted({ ...genuine, headers: rest })).toBe(false);
      expect(isAccepted({ ...genuine, headers: { ...rest, [header]: '' } })).toBe(false);
    }
    expect(isAccepted({ ...genuine, headers: {} })).toBe(false);
  });

  test("a call made with another connection's secret is refused", () => {
    expect(isAccepted(genuine, of.stranger)).toBe(false);
  });

  test('while a secret is being changed, the old and the new one are both accepted', () => {
    expect(adapter.verify(genuine, of.rotating)).toMatchObject({ ok: true });
    expect(JSON.stringify(of.rotating.credentials)).not.toBe(
      JSON.stringify(connection.credentials),
    );
  });

  test('credentials that were made up refuse a call like any others, and do not break', () => {
    const madeUp = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(madeUp);
      return value === '' ? value : 'c0ffee'.repeat(10);
    };
    const entries = Object.entries(connection.credentials);
    const credentials = Object.fromEntries(entries.map(([name, value]) => [name, madeUp(value)]));
    const nobodys = { ...connection, credentials: credentials as C };
    expect(adapter.verify(genuine, nobodys).ok).toBe(false);
  });

  test('a refusal names no secret', () => {
    const verdict = JSON.stringify(adapter.verify(genuine, of.stranger));
    for (const secret of Object.values(of.stranger.credentials).flat()) {
      if (secret !== '') expect(verdict).not.toContain(String(secret));
    }
  });
}

function testSignedBody<C extends object, S extends object>(of: AdapterCase<C, S>): void {
  const genuine = of.sign(bytesOf(of.payload));
  const isAccepted = (body: Uint8Array) =>
    of.adapter.verify({ ...genuine, body }, of.connection).ok;

  test('a call with any bit of its body changed is refused', () => {
    const step = Math.max(1, Math.floor(genuine.body.length / 150));
    for (let at = 0; at < genuine.body.length; at += step) {
      for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
        const body = Uint8Array.from(genuine.body);
        body[at] = (body[at] ?? 0) ^ bit;
        expect(isAccepted(body), `byte ${at} bit ${bit}`).toBe(false);
      }
    }
  });

  test('a body cut short or made longer is refused', () => {
    expect(isAccepted(genuine.body.slice(0, -1))).toBe(false);
    expect(isAccepted(Uint8Array.of(...genuine.body, 0x20))).toBe(false);
  });
}

function testReading<C extends object, S extends object>(of: AdapterCase<C, S>): void {
  const { adapter, connection } = of;
  const context = parseContext(connection, of.menu);
  const genuine = of.sign(bytesOf(of.payload));
  const read = (json: Json) => {
    const inbound = adapter.parse(of.sign(bytesOf(JSON.stringify(json))), context);
    return orderFactOf(inbound);
  };
  const sample = JSON.parse(of.payload) as Json;

  test('the sample is read to exactly the expected order', () => {
    expect(orderFactOf(adapter.parse(genuine, context))).toEqual(of.expected);
  });

  test('the expected order is one that every part of the product understands', () => {
    expect(Order.parse(of.expected.order)).toEqual(of.expected.order);
    expect(of.expected.order.platform).toBe(adapter.platform);
    expect(of.expected.order.id).toBe(ourOrderId(of.expected.externalId));
  });

  test('a repeated call means the same order and gets the same reply', () => {
    const later = { ...genuine, receivedAtMs: genuine.receivedAtMs + 60_000 };
    const replies = [genuine, later].map((hook) => {
      const inbound = adapter.parse(hook, context);
      return adapter.reply(hook, { kind: 'understood', inbound }, ourOrderId);
    });
    expect(orderFactOf(adapter.parse(later, context))).toEqual(of.expected);
    expect(replies[1]).toEqual(replies[0]);
    expect(replies[0]?.status).toBe(200);
  });

  test('a call that cannot be read is still acknowledged, and its repeat identically', () => {
    const hook = of.sign(bytesOf('{"cut short'));
    const reply = (callId: string) =>
      adapter.reply(hook, { kind: 'unreadable', callId }, ourOrderId);
    expect(() => adapter.parse(hook, context)).toThrow(UnreadableWebhook);
    expect(reply('call-1').status).toBe(200);
    expect(reply('call-2')).toEqual(reply('call-1'));
  });

  test('keys nobody knows yet change nothing', () => {
    expect(read(withUnknownKeys(sample))).toEqual(read(sample));
  });

  test.each(customersWords)('the customer’s words arrive letter by letter: %j', (words) => {
    for (const note of of.notes) {
      const { path } = note;
      expect(note.find(read(withValue(sample, path, words)).order)).toBe(words);
    }
  });

  test('a line is where the published menu keeps it, whatever the platform calls that place', () => {
    const grill = { id: 'cat-grill', name: { default: 'Grill', ar: 'مشاوي' } };
    const { lines } = of.expected.order;
    const ids = lines.flatMap(({ itemId }) => itemId ?? []);
    expect(ids.length).toBeGreaterThan(0);
    const menu = Object.fromEntries(
      ids.map((id) => [id, { default: `Dish ${id}`, category: grill }]),
    );
    const { order } = orderFactOf(adapter.parse(genuine, parseContext(connection, menu)));
    expect(order.lines.filter(({ itemId }) => itemId !== null)).toHaveLength(ids.length);
    for (const { itemId, category, modifiers } of order.lines) {
      if (itemId !== null) expect(category).toEqual(grill);
      expect(JSON.stringify(modifiers)).not.toContain('category');
    }
  });

  test('every amount is read to the last minor unit', () => {
    const amount = fc.integer({ min: 0, max: 10 ** 10 });
    fc.assert(
      fc.property(fc.constantFrom(...of.currencies), amount, (currency, minor) => {
        const { payload, country } = of.priced(currency, minor);
        const hook = of.sign(bytesOf(JSON.stringify(payload)));
        const inThere = parseContext({ ...connection, country }, of.menu);
        const { order } = orderFactOf(adapter.parse(hook, inThere));
        expect(formatDecimal(order.totalMinor ?? -1, order.currency)).toBe(
          formatDecimal(minor, currency),
        );
      }),
    );
  });
}

function testHostileBodies<C extends object, S extends object>(of: AdapterCase<C, S>): void {
  const context = parseContext(of.connection, of.menu);
  /** Understood to something the rest of the product accepts, or refused in the one agreed way. */
  const survives = (body: Uint8Array) => {
    const hook = of.sign(body);
    try {
      const inbound = of.adapter.parse(hook, context);
      for (const fact of inbound.kind === 'facts' ? inbound.facts : []) {
        expect(fact.eventKey).not.toBe('');
        if (fact.kind === 'order') Order.parse(fact.order);
      }
      of.adapter.reply(hook, { kind: 'understood', inbound }, ourOrderId);
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableWebhook);
      of.adapter.reply(hook, { kind: 'unreadable', callId: 'call-1' }, ourOrderId);
    }
  };

  test('a damaged order is read as far as it goes or reported as unreadable', () => {
    const sample = JSON.parse(of.payload) as Json;
    fc.assert(
      fc.property(damaged(sample), (json) => survives(bytesOf(JSON.stringify(json)))),
      { numRuns: 400 },
    );
  });

  test('bytes that are no order are reported as unreadable', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), survives));
    fc.assert(fc.property(fc.json(), (json) => survives(bytesOf(json))));
  });

  test('a body cut off anywhere is reported as unreadable', () => {
    const body = bytesOf(of.payload.trimEnd());
    const places = fc.integer({ min: 0, max: body.length - 1 });
    fc.assert(
      fc.property(places, (end) => {
        const hook = of.sign(body.slice(0, end));
        expect(() => of.adapter.parse(hook, context)).toThrow(UnreadableWebhook);
      }),
    );
  });

  test('a body nested to exhaust the stack is reported as unreadable', () => {
    const hook = of.sign(bytesOf(`${'['.repeat(200_000)}${']'.repeat(200_000)}`));
    expect(() => of.adapter.parse(hook, context)).toThrow(UnreadableWebhook);
  });
}

function testOutbound<C extends object, S extends object>(of: AdapterCase<C, S>): void {
  const { adapter, connection } = of;
  const { outbound, capabilities } = adapter;
  const accept: OutboundAction = { action: 'accept', atMs: receivedAtMs };
  const requestFor = (example: Pick<OutboundExample, 'action' | 'order' | 'platformData'>) =>
    outbound.request(example.action, outboundContext(of, example));

  test.each(of.outbound)('$name', (example) => {
    expect(readable(requestFor(example))).toEqual(example.request);
  });

  test('every call goes to an address the connection allows', () => {
    const allowed = outbound.allowedOrigins(connection);
    const requests = [...of.outbound.map(requestFor), outbound.token?.request(connection)];
    for (const request of requests) {
      if (request) expect(allowed).toContain(new URL(request.url).origin);
    }
  });

  test('what can be told is what the capabilities say, no more and no less', () => {
    const told = of.outbound.filter(({ request }) => request !== null);
    expect(new Set(told.map(({ action }) => action.action))).toEqual(new Set(capabilities.actions));
    for (const action of orderActions.filter((one) => !capabilities.actions.includes(one))) {
      expect(requestFor({ action: { action, atMs: receivedAtMs, delayMinutes: 4 } })).toBeNull();
    }
  });

  test('each button of the sample order leads somewhere', () => {
    for (const action of of.expected.order.actions) {
      expect(capabilities.actions).toContain(action);
      expect(
        requestFor({ action: { action, atMs: receivedAtMs, delayMinutes: 4 } }),
      ).not.toBeNull();
    }
  });

  test.each(rejectReasons)('a rejection for %s has its word of the platform', (rejectReason) => {
    const action: OutboundAction = { action: 'reject', atMs: receivedAtMs, rejectReason };
    expect(requestFor({ action })?.body).toContain(`"${of.reasons[rejectReason]}"`);
    expect(capabilities.rejectReasons).toContain(rejectReason);
  });

  test.each([
    [200, 'done'],
    [204, 'done'],
    [302, 'misconfigured'],
    [400, 'refused'],
    [401, 'unauthenticated'],
    [403, 'misconfigured'],
    [404, 'refused'],
    [409, 'refused'],
    [422, 'refused'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ])('answer %i means %s', (status, kind) => {
    expect(outbound.judge(accept, response(status)).kind).toBe(kind);
  });

  test('the platform’s own waiting time is respected', () => {
    const seconds = response(429, '', { 'retry-after': '7' });
    const date = response(503, '', {
      'retry-after': 'Thu, 09 Apr 2026 18:31:00 GMT',
      date: 'Thu, 09 Apr 2026 18:30:00 GMT',
    });
    expect(outbound.judge(accept, seconds)).toMatchObject({ kind: 'retry', afterMs: 7_000 });
    expect(outbound.judge(accept, date)).toMatchObject({ kind: 'retry', afterMs: 60_000 });
  });

  if (of.verdicts.length > 0) {
    test.each(of.verdicts)('answer $response.status $response.body', (expected) => {
      expect(outbound.judge(expected.action, expected.response)).toEqual(expected.verdict);
    });
  }

  test('the token call is as documented, and a reply without a token is reported', () => {
    expect(outbound.token?.request(connection)).toEqual(of.token?.request);
    if (!outbound.token || !of.token) return;
    const { token } = outbound;
    const { reply } = of.token;
    expect(token.read(reply)).toEqual(of.token.read);
    for (const useless of [response(200, '{}'), response(200, '<html>'), { ...reply, status: 401 }])
      expect(() => token.read(useless)).toThrow(UnreadableWebhook);
  });
}

function testSchemas<C extends object, S extends object>({ adapter }: AdapterCase<C, S>): void {
  test('a connection needs no settings to begin with', () => {
    expect(adapter.settings.safeParse({}).success).toBe(true);
  });

  test('credentials and settings can be drawn as a form', () => {
    for (const schema of [adapter.credentials, adapter.settings]) {
      expect(z.toJSONSchema(schema, { io: 'input' })).toMatchObject({ type: 'object' });
    }
  });

  test('a connection without secrets is refused', () => {
    expect(adapter.credentials.safeParse({}).success).toBe(false);
  });

  test('nobody claims what no run against the real platform has shown', () => {
    expect(adapter.capabilities.verified).toBe(false);
    expect(adapter.capabilities.confidence).not.toBe('');
  });
}

export function orderFactOf(inbound: Inbound): OrderFact {
  const fact = inbound.kind === 'facts' ? inbound.facts[0] : undefined;
  if (fact?.kind !== 'order') throw new Error(`no order was read: ${JSON.stringify(inbound)}`);
  return fact;
}

/** With the body as the value it stands for. */
function readable(
  request: ReturnType<AdapterCase<object, object>['adapter']['outbound']['request']>,
) {
  if (request?.body === undefined) return request;
  return { ...request, body: JSON.parse(request.body) as unknown };
}
