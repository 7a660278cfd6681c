import { describe, expect, test } from 'vitest';
import { type Inbound, UnreadableWebhook } from '../adapter.ts';
import { parseContext, receivedAtMs } from '../testing/adapter-case.ts';
import { orderFactOf, testAdapter } from '../testing/adapter-conformance.ts';
import { type Json, type Path, bytesOf, withValue } from '../testing/json-edits.ts';
import { addressesOf } from './connection.ts';
import { deliveroo } from './index.ts';
import { connectionWith, deliverooCase, guid, hookOf, secret } from './testing/deliveroo-case.ts';

testAdapter(deliverooCase);

const sample = JSON.parse(deliverooCase.payload) as Json;
const orderId = 'ae:7d0f51c8-3c5e-4b7e-9d26-0c0f4a2f7711';
const minutes = (from: string, count: number) => Date.parse(from) + count * 60_000;

function parse(json: Json): Inbound {
  const context = parseContext(deliverooCase.connection, deliverooCase.menu);
  return deliveroo.parse(hookOf(bytesOf(JSON.stringify(json))), context);
}

function edited(edits: readonly (readonly [Path, Json | undefined])[], base = sample): Json {
  let json = base;
  for (const [path, value] of edits) json = withValue(json, ['body', 'order', ...path], value);
  return json;
}

const read = (edits: readonly (readonly [Path, Json | undefined])[]) =>
  orderFactOf(parse(edited(edits)));

describe('the signature', () => {
  // Computed with OpenSSL over the GUID, the separator and these bytes.
  const bytes = bytesOf('{"event":"order.new","body":{"order":{"order_notes":"بدون بصل"}}}');
  const signed = (signature: string) => ({
    ...hookOf(bytes),
    headers: { 'x-deliveroo-sequence-guid': guid, 'x-deliveroo-hmac-sha256': signature },
  });
  const isAccepted = (signature: string) =>
    deliveroo.verify(signed(signature), deliverooCase.connection).ok;
  const bySpace = '061c8f703d31c9a9c71952a27f2d5dc1afa708d296c5a7fd3d7652fea7441493';
  const byNewline = '247f1230cb10b1334ce6aecb87bfcde1d2a36c05a33d309117cdba79046725fe';

  test('made by another program is accepted with either separator', () => {
    expect(isAccepted(bySpace)).toBe(true);
    expect(isAccepted(byNewline)).toBe(true);
  });

  test('in upper case or base64 is refused', () => {
    expect(isAccepted(bySpace.toUpperCase())).toBe(false);
    expect(isAccepted(Buffer.from(bySpace, 'hex').toString('base64'))).toBe(false);
  });

  test('without a separator is refused', () => {
    expect(deliveroo.verify(hookOf(bytes, ''), deliverooCase.connection).ok).toBe(false);
  });

  test('does not cover a body of which part moved into the GUID', () => {
    const whole = hookOf(bytesOf('{"a":1} {"b":2}'));
    const moved = {
      ...whole,
      headers: { ...whole.headers, 'x-deliveroo-sequence-guid': `${guid} {"a":1}` },
      body: bytesOf('{"b":2}'),
    };
    expect(deliveroo.verify(whole, deliverooCase.connection).ok).toBe(true);
    expect(deliveroo.verify(moved, deliverooCase.connection).ok).toBe(false);
  });

  test('names which of two secrets was used', () => {
    const verdict = deliveroo.verify(hookOf(bytes), connectionWith(['new-secret', secret]));
    expect(verdict).toEqual({ ok: true, by: 'x-deliveroo-hmac-sha256, secret 2' });
  });
});

describe('deadlines and start times', () => {
  test.each([
    ['ae:1', 7],
    ['kw:1', 7],
    ['gb:1', 10],
    ['hk:1', 10],
  ])('order %s waits %i minutes for an answer', (id, count) => {
    expect(read([[['id'], id]]).order.acceptByMs).toBe(minutes('2026-04-09T18:30:00Z', count));
  });

  test('an order without a market in its id waits as long as its country does', () => {
    expect(read([[['id'], '7d0f51c8']]).order.acceptByMs).toBe(minutes('2026-04-09T18:30:00Z', 7));
  });

  test('a scheduled order is not cooked before its start', () => {
    const { order, platformData } = read([
      [['asap'], false],
      [['start_preparing_at'], '2026-04-09T20:10:00Z'],
      [['confirm_at'], '2026-04-09T20:05:00Z'],
    ]);
    expect(order.startAtMs).toBe(Date.parse('2026-04-09T20:10:00Z'));
    expect(platformData).toMatchObject({
      isScheduled: true,
      confirmAtMs: Date.parse('2026-04-09T20:05:00Z'),
    });
  });

  test('an order for now starts now, whatever its start time says', () => {
    expect(read([]).order.startAtMs).toBeNull();
  });

  test('an own driver has to be at the door when the customer was promised', () => {
    const { order } = read([
      [['fulfillment_type'], 'restaurant'],
      [
        ['delivery'],
        {
          delivery_fee: { fractional: 300, currency_code: 'AED' },
          address: { number: '4', street: 'Marina Walk', city: 'Dubai', latitude: 25.07 },
          estimated_delivery_at: '2026-04-09T19:10:00Z',
        },
      ],
    ]);
    expect(order).toMatchObject({
      fulfilment: { kind: 'delivery', by: 'restaurant' },
      dueAtMs: Date.parse('2026-04-09T19:10:00Z'),
      customer: { address: { lines: ['4 Marina Walk', 'Dubai'], note: '' } },
    });
    expect(order.charges[0]).toEqual({ kind: 'delivery', name: 'delivery_fee', amountMinor: 300 });
  });

  test.each([
    ['customer', { kind: 'pickup', by: 'customer' }],
    ['table_service', { kind: 'dine_in', by: 'restaurant', table: '12' }],
    ['autonomous', { kind: 'delivery', by: 'platform' }],
  ])('fulfilment %s', (type, fulfilment) => {
    const { order } = read([
      [['fulfillment_type'], type],
      [['table_number'], '12'],
    ]);
    expect(order.fulfilment).toEqual(fulfilment);
  });
});

describe('money', () => {
  test('lines that do not add up to the subtotal are reported', () => {
    const { order } = read([[['subtotal', 'fractional'], 5_401]]);
    expect(order.warnings).toContainEqual({ code: 'sum_differs', detail: '54.00 ≠ 54.01 AED' });
  });

  test('the offer as a whole counts where promotions are not listed', () => {
    const { order } = read([[['promotions'], []]]);
    expect(order.discounts).toEqual([{ name: 'offer_discount', amountMinor: 500, sponsors: [] }]);
  });

  test('a fraction of a minor unit is no amount', () => {
    const { order } = read([[['total_price', 'fractional'], 50.5]]);
    expect(order).toMatchObject({ totalMinor: null, totalVerbatim: '50.5' });
    expect(order.warnings).toContainEqual({
      code: 'amount_unreadable',
      detail: 'total_price: 50.5',
    });
  });
});

describe('an order with a tablet in the shop', () => {
  const accepted = { at: '2026-04-09T18:33:00Z', status: 'accepted' };
  const placed = { at: '2026-04-09T18:30:00Z', status: 'placed' };
  const owed = [{ externalId: orderId, action: { action: 'accept', atMs: receivedAtMs } }];

  test('has no buttons and no deadline of ours', () => {
    expect(read([[['is_tabletless'], false]]).order).toMatchObject({
      actions: [],
      rejectReasons: [],
      delayMinutes: [],
      acceptByMs: null,
    });
  });

  test('is confirmed to the tablet once staff accepted it there, and not before', () => {
    const before = parse(edited([[['is_tabletless'], false]]));
    const update = edited([
      [['is_tabletless'], false],
      [['status_log'], [placed, accepted]],
      [['items'], []],
    ]);
    const after = parse(withValue(update, ['event'], 'order.status_update'));
    expect(before).not.toHaveProperty('owed');
    expect(after).toMatchObject({ owed, facts: [{ change: { status: 'confirmed' } }] });
  });

  test('is never taken for one when the event does not say', () => {
    const update = edited([
      [['is_tabletless'], undefined],
      [['status_log'], [placed, accepted]],
    ]);
    expect(parse(withValue(update, ['event'], 'order.status_update'))).not.toHaveProperty('owed');
  });
});

describe('status updates', () => {
  const update = (edits: readonly (readonly [Path, Json | undefined])[]) =>
    parse(withValue(edited(edits), ['event'], 'order.status_update'));
  const log = [
    { at: '2026-04-09T18:40:00Z', status: 'canceled' },
    { at: '2026-04-09T18:30:00Z', status: 'placed' },
    { at: '2026-04-09T18:31:00Z', status: 'accepted' },
    { at: '2026-04-09T18:32:00Z', status: 'status_of_next_year' },
  ];

  test('tell the whole log in order of time, whatever the call’s own status', () => {
    const inbound = update([
      [['items'], []],
      [['status'], 'accepted'],
      [['status_log'], log],
    ]);
    expect(inbound).toEqual({
      kind: 'facts',
      facts: [
        {
          kind: 'status',
          externalId: orderId,
          eventKey: 'status:accepted:2026-04-09T18:31:00Z',
          change: {
            status: 'confirmed',
            atMs: Date.parse('2026-04-09T18:31:00Z'),
            by: 'platform',
            reason: '',
          },
        },
        {
          kind: 'status',
          externalId: orderId,
          eventKey: 'status:canceled:2026-04-09T18:40:00Z',
          change: {
            status: 'cancelled',
            atMs: Date.parse('2026-04-09T18:40:00Z'),
            by: 'platform',
            reason: '',
          },
        },
      ],
    });
  });

  test('without a log speak for themselves', () => {
    const inbound = update([
      [['items'], []],
      [['status'], 'delivered'],
      [['status_log'], undefined],
    ]);
    expect(inbound).toMatchObject({
      facts: [{ change: { status: 'delivered', atMs: receivedAtMs } }],
    });
  });

  test('with all items make good for an order event that is late or lost', () => {
    const inbound = update([[['status_log'], log]]);
    expect(inbound).toMatchObject({
      facts: [
        { kind: 'order', eventKey: 'placed', standing: { status: 'cancelled' } },
        { change: { status: 'confirmed' } },
        { change: { status: 'cancelled' } },
      ],
    });
  });

  test('that only repeat the placing change nothing', () => {
    expect(update([[['items'], []]]).kind).toBe('ignored');
  });
});

describe('rider events', () => {
  const rider = {
    full_name: 'Karim',
    contact_number: '',
    bridge_number: '+97140000001',
    bridge_code: '7788',
    estimated_arrival_time: '2026-04-09T18:45:00Z',
    status_log: [
      { at: '2026-04-09T18:50:00Z', status: 'rider_in_transit' },
      { at: '2026-04-09T18:35:00Z', status: 'rider_assigned' },
      { at: '2026-04-09T18:46:00Z', status: 'rider_arrived' },
    ],
  };
  const event = (riders: Json) =>
    parse({ event: 'rider.status_update', body: { order_id: orderId, stacked_with: [], riders } });

  test('are steps of the courier in order of time, and leaving moves the order', () => {
    const inbound = event([rider]);
    const facts = inbound.kind === 'facts' ? inbound.facts : [];
    expect(facts.map((fact) => [fact.externalId, fact.eventKey])).toEqual([
      [orderId, 'courier:rider_assigned:2026-04-09T18:35:00Z'],
      [orderId, 'courier:rider_arrived:2026-04-09T18:46:00Z'],
      [orderId, 'courier:rider_in_transit:2026-04-09T18:50:00Z'],
      [orderId, 'status:out_for_delivery'],
    ]);
    expect(facts[0]).toMatchObject({
      courier: { state: 'assigned', name: 'Karim', phone: '+97140000001 (7788)' },
    });
  });

  test('about nobody change nothing', () => {
    expect(event([]).kind).toBe('ignored');
  });
});

describe('the older POS webhook', () => {
  test('places and cancels with the same order id', () => {
    expect(orderFactOf(parse(withValue(sample, ['event'], 'new_order')))).toEqual(
      deliverooCase.expected,
    );
    for (const body of [{ order_id: orderId }, { order: { id: orderId } }]) {
      expect(parse({ event: 'cancel_order', body })).toMatchObject({
        facts: [{ externalId: orderId, change: { status: 'cancelled' } }],
      });
    }
  });

  test('with other fields than known is reported, never dropped', () => {
    expect(() => parse({ event: 'new_order', body: { id: 1 } })).toThrow(UnreadableWebhook);
    expect(() => parse({ event: 'cancel_order', body: {} })).toThrow(UnreadableWebhook);
  });
});

test('menu results and unknown events are not about an order', () => {
  expect(parse({ event: 'menu.upload_result', body: {} }).kind).toBe('ignored');
});

test('production and sandbox have their own addresses', () => {
  const own = connectionWith([secret]);
  const settings = { apiBaseUrl: '', tokenUrl: '' };
  expect(addressesOf({ ...own, settings }).api).toBe(
    'https://api-sandbox.developers.deliveroo.com',
  );
  expect(addressesOf({ ...own, settings, environment: 'production' })).toEqual({
    api: 'https://api.developers.deliveroo.com',
    token: 'https://auth.developers.deliveroo.com/oauth2/token',
  });
});
