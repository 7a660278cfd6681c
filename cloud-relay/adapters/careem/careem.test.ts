import { describe, expect, test } from 'vitest';
import type { Inbound } from '../adapter.ts';
import { ourOrderId, parseContext, receivedAtMs } from '../testing/adapter-case.ts';
import { orderFactOf, testAdapter } from '../testing/adapter-conformance.ts';
import { type Json, type Path, bytesOf, withValue } from '../testing/json-edits.ts';
import { type Settings, addressesOf } from './connection.ts';
import { careem } from './index.ts';
import {
  careemCase,
  careemHubCase,
  connectionWith,
  hookOf,
  hubHook,
  secret,
} from './testing/careem-case.ts';

describe('with the key header and the POS API’s envelope', () => testAdapter(careemCase));
describe('with the hub’s signature and flat payload', () => testAdapter(careemHubCase));

const sample = JSON.parse(careemCase.payload) as Json;
const byKey = { 'x-careem-api-key': secret };

function parse(json: Json, settings: Partial<Settings> = {}, country = 'JO'): Inbound {
  const connection = { ...connectionWith([secret], settings), country };
  const hook = hookOf(bytesOf(JSON.stringify(json)), byKey);
  return careem.parse(hook, parseContext(connection, careemCase.menu));
}

function read(edits: readonly (readonly [Path, Json])[], settings: Partial<Settings> = {}) {
  let json = sample;
  for (const [path, value] of edits) json = withValue(json, ['details', ...path], value);
  return orderFactOf(parse(json, settings));
}

describe('the proof a connection asks for', () => {
  const body = bytesOf(careemHubCase.payload);

  test('a key does not stand in for a signature, nor a signature for a key', () => {
    const signed = hubHook(body);
    expect(careem.verify(hookOf(body, byKey), careemHubCase.connection).ok).toBe(false);
    expect(careem.verify(signed, careemCase.connection).ok).toBe(false);
  });

  // Computed with OpenSSL: openssl dgst -sha256 -hmac careem-key-for-wasla-one
  test('a signature made by another program is accepted', () => {
    const bytes = bytesOf('{"id":"WS1","status":"created","note":"بدون بصل"}');
    const signature = 'cab5022bb94b239c506c8bbd45c356838f34df832ffc49d9ba3e994888ce45fa';
    const hook = hookOf(bytes, { 'x-careem-signature': signature });
    expect(careem.verify(hook, careemHubCase.connection).ok).toBe(true);
    expect(
      careem.verify(
        hookOf(bytes, { 'x-careem-signature': signature.toUpperCase() }),
        careemHubCase.connection,
      ).ok,
    ).toBe(false);
  });
});

describe('ids without names', () => {
  test('without a published menu every line says so and keeps its id and price', () => {
    const context = parseContext(careemCase.connection, {});
    const { order } = orderFactOf(
      careem.parse(careemCase.sign(bytesOf(careemCase.payload)), context),
    );
    expect(order.lines[0]).toMatchObject({
      itemId: 'it-mansaf',
      name: { default: 'Item it-mansaf' },
      known: false,
      unitPriceMinor: 4_500,
    });
    expect(order.warnings.filter(({ code }) => code === 'item_unknown')).toHaveLength(4);
  });
});

describe('who and when', () => {
  test('a customer is there only when the merchant delivers', () => {
    const { order } = read([
      [['delivery_type'], 'merchant'],
      [['customer', 'name'], 'عمر'],
      [['customer', 'phone_number'], 962_790_000_077],
      [['customer', 'address', 'street'], 'شارع مكة'],
      [['customer', 'address', 'location'], { lat: '31.97', lng: '35.84' }],
    ]);
    expect(order.fulfilment).toEqual({ kind: 'delivery', by: 'restaurant' });
    expect(order.customer).toEqual({
      name: 'عمر',
      phone: '962790000077',
      address: { lines: ['شارع مكة'], note: '', latitude: 31.97, longitude: 35.84 },
    });
  });

  test('there is no deadline until somebody sets one', () => {
    expect(read([]).order.acceptByMs).toBeNull();
    expect(read([], { acceptWithinMinutes: 6 }).order.acceptByMs).toBe(
      Date.parse('2026-04-09T18:36:00Z'),
    );
  });

  test('a scheduled order waits until its lead time before its slot', () => {
    const { order } = read([
      [['is_scheduled'], true],
      [['delivery', 'schedule_detail'], { time_slot: '2026-04-09T21:00:00Z' }],
    ]);
    expect(order).toMatchObject({
      dueAtMs: Date.parse('2026-04-09T21:00:00Z'),
      startAtMs: Date.parse('2026-04-09T20:15:00Z'),
    });
  });

  test('a scheduled order with a time to prepare waits for that', () => {
    const { order } = read([
      [['is_scheduled'], true],
      [['prepare_time'], '2026-04-09T20:30:00Z'],
    ]);
    expect(order.startAtMs).toBe(Date.parse('2026-04-09T20:30:00Z'));
  });

  test('an order that Careem accepted by itself arrives as confirmed', () => {
    expect(read([[['status'], 'accepted']]).standing.status).toBe('confirmed');
    expect(read([[['status'], 'driver_here']]).standing.status).toBe('confirmed');
    expect(read([[['status'], 'cancelled']]).standing.status).toBe('cancelled');
  });

  test('a country without a known currency is said so, and no currency is made up', () => {
    const { order } = orderFactOf(parse(sample, {}, 'ZZ'));
    expect(order.currency).toBe('XXX');
    expect(order.warnings).toContainEqual({ code: 'currency_assumed', detail: 'XXX' });
  });
});

describe('later events', () => {
  const update = (details: Json) => parse({ event_type: 'ORDER_STATUS_UPDATED', details });
  const at = '2026-04-09T18:41:00Z';
  const captain = { name: 'سامر', phone_number: '+962790000055', eta: '2026-04-09T18:50:00Z' };

  test.each([
    ['driver_coming', 'assigned'],
    ['driver_here', 'arrived'],
    ['trip_started', 'picked_up'],
    ['trip_ended', 'delivered'],
  ])('%s is a step of the courier: %s', (status, state) => {
    const inbound = update({ id: 71204455, status, captain, updated_at: at });
    expect(inbound.kind === 'facts' && inbound.facts[0]).toEqual({
      kind: 'courier',
      externalId: '71204455',
      eventKey: `courier:${state}:${at}`,
      courier: {
        state,
        name: 'سامر',
        phone: '+962790000055',
        etaMs: Date.parse('2026-04-09T18:50:00Z'),
        atMs: Date.parse(at),
      },
    });
  });

  test('a started and an ended trip move the order itself too', () => {
    const moved = (status: string) => {
      const inbound = update({ id: 1, status, updated_at: at });
      return inbound.kind === 'facts' ? inbound.facts[1] : undefined;
    };
    expect(moved('trip_started')).toMatchObject({ change: { status: 'out_for_delivery' } });
    expect(moved('trip_ended')).toMatchObject({ change: { status: 'delivered' } });
    expect(moved('driver_here')).toBeUndefined();
  });

  test('a cancellation carries its reason', () => {
    const details = { id: 1, status: 'cancelled', cancellation_reason: 'OTHER', updated_at: at };
    expect(update(details)).toEqual({
      kind: 'facts',
      facts: [
        {
          kind: 'status',
          externalId: '1',
          eventKey: 'status:cancelled',
          change: { status: 'cancelled', atMs: Date.parse(at), by: 'platform', reason: 'OTHER' },
        },
      ],
    });
  });

  test('without a time the time of receipt stands in', () => {
    expect(update({ id: 1, status: 'accepted' })).toMatchObject({
      facts: [{ change: { status: 'confirmed', atMs: receivedAtMs } }],
    });
  });

  test.each(['slot_upcoming', 'slot_started', 'pending', 'constructor', ''])(
    'state %j starts no cooking and changes nothing',
    (status) => {
      expect(update({ id: 1, status }).kind).toBe('ignored');
    },
  );

  test.each([
    'CATALOG_STATUS_UPDATED',
    'CATALOG_REQUEST_STATUS_UPDATED',
    'ORDER_ITEM_REPLACEMENT_ACCEPTED',
  ])('%s is not about the kitchen', (type) => {
    expect(parse({ event_type: type, details: { id: 7 } }).kind).toBe('ignored');
  });

  test('the hub’s flat status update names the order by its id alone', () => {
    expect(parse({ id: 'WS200300', status: 'cancelled' })).toMatchObject({
      facts: [{ kind: 'status', externalId: 'WS200300', change: { status: 'cancelled' } }],
    });
  });
});

describe('the reply', () => {
  test('is the hub’s envelope with our order id', () => {
    const inbound = parse(sample);
    const hook = careemCase.sign(bytesOf(careemCase.payload));
    expect(careem.reply(hook, { kind: 'understood', inbound }, ourOrderId)).toEqual({
      status: 200,
      body: {
        success: true,
        message: 'received',
        data: { orderId: 'ord-71204455', status: 'received' },
      },
    });
  });
});

test('production and staging have their own addresses', () => {
  const own = connectionWith([secret], { apiBaseUrl: '', tokenUrl: '' });
  expect(addressesOf({ ...own, environment: 'production' })).toEqual({
    api: 'https://apigateway.careemdash.com/pos/api/v1',
    token: 'https://identity.careem.com/token',
  });
  expect(addressesOf(own).api).toBe('https://apigateway-stg.careemdash.com/pos/api/v1');
});
