import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Inbound, RawWebhook, Receipt } from '../adapter.ts';
import { ourOrderId, parseContext, receivedAtMs } from '../testing/adapter-case.ts';
import { orderFactOf, testAdapter } from '../testing/adapter-conformance.ts';
import { type Json, type Path, bytesOf, withValue } from '../testing/json-edits.ts';
import { baseUrlOf, type Settings } from './connection.ts';
import { talabat } from './index.ts';
import {
  claims,
  connectionWith,
  hookOf,
  jwt,
  secret,
  talabatCase,
} from './testing/talabat-case.ts';

testAdapter(talabatCase);

const sample = JSON.parse(talabatCase.payload) as Json;
const token = '5b0e7c1a-6f0d-4c52-9a53-2f6f4d1b7a10';

function dispatch(json: Json): RawWebhook {
  return hookOf({ method: 'POST', path: 'order/BR-7', body: bytesOf(JSON.stringify(json)) });
}

function read(
  edits: readonly (readonly [Path, Json | undefined])[],
  settings: Partial<Settings> = {},
) {
  let json = sample;
  for (const [path, value] of edits) json = withValue(json, path, value);
  const context = parseContext(connectionWith([secret], settings), talabatCase.menu);
  return orderFactOf(talabat.parse(dispatch(json), context));
}

describe('the middleware’s token', () => {
  const { connection } = talabatCase;
  const verdictOf = (jsonWebToken: string, atMs = receivedAtMs) => {
    const hook = hookOf({ method: 'POST', path: 'order/BR-7', body: bytesOf('{}') }, jsonWebToken);
    return talabat.verify({ ...hook, receivedAtMs: atMs }, connection);
  };

  test('a token made by another library is accepted', async () => {
    const made = await new SignJWT({ service: 'middleware' })
      .setProtectedHeader({ alg: 'HS512', typ: 'JWT' })
      .setExpirationTime(claims.exp)
      .sign(new TextEncoder().encode(secret));
    expect(verdictOf(made)).toMatchObject({ ok: true });
  });

  test.each([
    ['another algorithm in the header', jwt(claims, secret, { alg: 'HS256' })],
    ['no algorithm', `${jwt(claims, secret, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
    ['a critical extension nobody knows', jwt(claims, secret, { alg: 'HS512', crit: ['b64'] })],
    ['another service', jwt({ ...claims, service: 'plugin' })],
    ['no service', jwt({ exp: claims.exp })],
    ['an expiry that is no number', jwt({ ...claims, exp: 'never' })],
    ['claims that are no object', jwt([])],
  ])('%s is refused', (_what, made) => {
    expect(verdictOf(made).ok).toBe(false);
  });

  test('expiry and beginning are honoured with a minute of leeway', () => {
    const made = jwt({ service: 'middleware', nbf: claims.iat, exp: claims.exp });
    expect(verdictOf(made, claims.exp * 1_000 + 59_000).ok).toBe(true);
    expect(verdictOf(made, claims.exp * 1_000 + 60_000).ok).toBe(false);
    expect(verdictOf(made, claims.iat * 1_000 - 60_000).ok).toBe(true);
    expect(verdictOf(made, claims.iat * 1_000 - 61_000).ok).toBe(false);
  });
});

describe('the three delivery types', () => {
  const address = { street: 'شارع الرينبو', number: '12', floor: '3', city: 'عمان', latitude: '' };

  test('without a rider’s time and with an address the restaurant’s own driver delivers', () => {
    const { order } = read([
      [['delivery', 'riderPickupTime'], null],
      [['delivery', 'address'], address],
      [['customer', 'mobilePhone'], '+962790000042'],
    ]);
    expect(order.fulfilment).toEqual({ kind: 'delivery', by: 'restaurant' });
    expect(order.dueAtMs).toBe(Date.parse('2026-04-09T19:15:00Z'));
    expect(order.customer).toEqual({
      name: 'سلمى',
      phone: '+962790000042',
      address: { lines: ['شارع الرينبو 12', 'floor 3', 'عمان'], note: '' },
    });
    expect(order.actions).toEqual(['accept', 'reject', 'picked_up']);
  });

  test('a rider’s time means the platform’s rider, also where an address is sent', () => {
    const { order } = read([[['delivery', 'address'], address]]);
    expect(order.fulfilment.by).toBe('platform');
    expect(order.dueAtMs).toBe(Date.parse('2026-04-09T18:55:00Z'));
  });

  test('an empty rider’s time counts as none', () => {
    const { order } = read([
      [['delivery', 'riderPickupTime'], ''],
      [['delivery', 'address'], address],
    ]);
    expect(order.fulfilment.by).toBe('restaurant');
  });

  test('a pickup stays a pickup although its delivery block is filled', () => {
    const { order } = read([
      [['expeditionType'], 'pickup'],
      [['delivery', 'address'], address],
      [['pickup'], { pickupTime: '2026-04-09T18:50:00Z', pickupCode: 'Q7' }],
    ]);
    expect(order.fulfilment).toEqual({ kind: 'pickup', by: 'customer', pickupCode: 'Q7' });
    expect(order.dueAtMs).toBe(Date.parse('2026-04-09T18:50:00Z'));
  });
});

describe('what a dispatch leaves open', () => {
  test('a pre-order waits until its lead time before it is due', () => {
    const { order } = read([
      [['preOrder'], true],
      [['delivery', 'riderPickupTime'], '2026-04-10T10:00:00Z'],
    ]);
    expect(order.startAtMs).toBe(Date.parse('2026-04-10T09:15:00Z'));
  });

  test('without a country the company’s currency is assumed and said so', () => {
    const { order } = read([[['localInfo'], null]]);
    expect(order.currency).toBe('JOD');
    expect(order.warnings).toContainEqual({ code: 'currency_assumed', detail: 'JOD' });
  });

  test('a total that does not add up is shown and never refused', () => {
    const { order } = read([[['price', 'grandTotal'], '99.000']]);
    expect(order.totalMinor).toBe(99_000);
    expect(order.warnings.map(({ code }) => code)).toContain('sum_differs');
  });

  test('amounts that are no numbers are reported and count as not sent', () => {
    const { order } = read([
      [['price', 'grandTotal'], 'eleven'],
      [['price', 'collectFromCustomer'], '11.5255'],
    ]);
    expect(order.totalMinor).toBeNull();
    expect(order.totalVerbatim).toBe('eleven');
    expect(order.collectMinor).toBe(11_526);
    expect(order.warnings).toContainEqual({
      code: 'amount_unreadable',
      detail: 'grandTotal: eleven',
    });
    expect(order.warnings.map(({ code }) => code)).toContain('amount_rounded');
  });

  test('discounts of lines and toppings speak where the order lists none', () => {
    const discount = { name: 'Burger Hour', amount: '0.300', sponsorships: [] };
    const { order } = read([
      [['discounts'], []],
      [['products', 0, 'discounts'], [discount]],
      [['products', 0, 'selectedToppings', 0, 'discounts'], [discount]],
    ]);
    expect(order.discounts.map(({ amountMinor }) => amountMinor)).toEqual([300, 300]);
  });

  test('an item outside the published menu is printed with its name and id and reported', () => {
    const { order } = read([[['products', 1, 'remoteCode'], 'OLD-1']]);
    expect(order.lines[1]).toMatchObject({ itemId: 'OLD-1', known: false });
    expect(order.warnings.map(({ code }) => code)).toContain('item_unknown');
  });
});

describe('indirect mode', () => {
  test('the tablet answers: the order is confirmed, has no deadline and no buttons', () => {
    const { order, standing } = read([], { mode: 'indirect' });
    expect(standing.status).toBe('confirmed');
    expect(order).toMatchObject({ acceptByMs: null, actions: [], rejectReasons: [] });
  });
});

describe('later calls', () => {
  const context = parseContext(talabatCase.connection, {});
  const status = (body: Json): Inbound =>
    talabat.parse(
      hookOf({
        method: 'PUT',
        path: 'remoteId/BR-7/remoteOrder/ord-1/posOrderStatus',
        body: bytesOf(JSON.stringify(body)),
      }),
      context,
    );
  const named = { externalId: '', orderId: 'ord-1' };

  test('a cancellation names the order by our id', () => {
    expect(status({ status: 'ORDER_CANCELLED', message: 'NO_RESPONSE' })).toEqual({
      kind: 'facts',
      facts: [
        {
          kind: 'status',
          ...named,
          eventKey: 'status:cancelled',
          change: {
            status: 'cancelled',
            atMs: receivedAtMs,
            by: 'platform',
            reason: 'NO_RESPONSE',
          },
        },
      ],
    });
  });

  test('a courier who waits and one who left are steps of the courier', () => {
    expect(status({ status: 'COURIER_ARRIVED_AT_VENDOR', message: '' })).toMatchObject({
      facts: [{ kind: 'courier', ...named, courier: { state: 'arrived' } }],
    });
    expect(status({ status: 'ORDER_PICKED_UP' })).toMatchObject({
      facts: [
        { kind: 'courier', ...named, courier: { state: 'picked_up' } },
        { kind: 'status', ...named, change: { status: 'out_for_delivery' } },
      ],
    });
  });

  test.each(['SHOW_RIDER_WAITING_WARNING', 'PRODUCT_ORDER_MODIFICATION_FAILED', ''])(
    'status %j is ignored',
    (word) => {
      expect(status({ status: word }).kind).toBe('ignored');
    },
  );

  test.each([
    ['PUT', 'remoteId/BR-7/availability', 200],
    ['GET', 'menuimport/BR-7', 202],
    ['POST', 'catalog-import', 200],
    ['POST', 'order', 200],
    ['GET', 'order/BR-7', 200],
  ])('%s %s is ignored and answered %i', (method, path, code) => {
    const hook = hookOf({ method, path, body: bytesOf('') });
    const inbound = talabat.parse(hook, context);
    expect(inbound.kind).toBe('ignored');
    expect(talabat.reply(hook, { kind: 'understood', inbound }, ourOrderId)).toEqual({
      status: code,
    });
  });
});

describe('the reply to a dispatch', () => {
  const unreadable: Receipt = { kind: 'unreadable', callId: 'call-1' };
  const idFor = (body: string) =>
    talabat.reply(
      hookOf({ method: 'POST', path: 'order/BR-7', body: bytesOf(body) }),
      unreadable,
      ourOrderId,
    );

  test('carries our order id', () => {
    const hook = dispatch(sample);
    const inbound = talabat.parse(hook, parseContext(talabatCase.connection, {}));
    expect(talabat.reply(hook, { kind: 'understood', inbound }, ourOrderId)).toEqual({
      status: 200,
      body: { remoteResponse: { remoteOrderId: `ord-${token}` } },
    });
  });

  test('carries the same id when the rest of the order cannot be read', () => {
    expect(idFor(`{"token":"${token}","products":7}`)).toEqual({
      status: 200,
      body: { remoteResponse: { remoteOrderId: `ord-${token}` } },
    });
  });

  test('carries an id of its own when even the token cannot be read, the same for the repeat', () => {
    const first = idFor('{"token":');
    expect(first).toEqual(idFor('{"token":'));
    expect(first).not.toEqual(idFor('{"tokens":'));
    expect(JSON.stringify(first.body)).toContain('ord-unreadable:');
  });
});

describe('addresses', () => {
  const at = (environment: 'production' | 'sandbox', settings: Partial<Settings>) =>
    baseUrlOf({ ...connectionWith([secret], { baseUrl: '', ...settings }), environment });

  test('production has a host per region, everything else is staging', () => {
    expect(at('production', {})).toBe('https://integration-middleware.me.restaurant-partners.com');
    expect(at('production', { region: 'europe' })).toBe(
      'https://integration-middleware.restaurant-partners.com',
    );
    expect(at('sandbox', {})).toBe('https://integration-middleware.stg.restaurant-partners.com');
  });
});
