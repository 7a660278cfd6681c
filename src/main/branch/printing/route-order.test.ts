import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  PrinterSettings,
  StationSettings,
  type Station,
} from '../../../shared/contract/printing.ts';
import type { Line } from '../../../shared/contract/order.ts';
import { buildLine, buildOrder } from '../testing/builders.ts';
import type { Places } from './places.ts';
import { automaticStations, routeKitchen, stationOnDemand } from './route-order.ts';

const printer = (id: string) => ({
  ...PrinterSettings.parse({
    name: id,
    connection: { kind: 'tcp', host: '127.0.0.1' },
    profile: 'generic-80mm',
  }),
  id,
});
const station = (id: string, settings: object = {}): Station => ({
  ...StationSettings.parse({ name: id, prints: 'kitchen', printerId: 'p-1', ...settings }),
  id,
});
const places = (...stations: Station[]): Places => ({
  printers: [printer('p-1'), printer('p-2')],
  stations,
});
const dish = (categoryId: string, itemId = `item-${categoryId}`): Line =>
  buildLine({ itemId, category: { id: categoryId, name: { default: categoryId } } });
const order = buildOrder('o-1', { lines: [dish('grill'), dish('drinks'), dish('sweets')] });

const routes = (given: Places): Record<string, readonly number[] | null> =>
  Object.fromEntries(
    routeKitchen(order, given).map(({ stationId, lines }) => [stationId ?? '', lines]),
  );

describe('kitchen lines', () => {
  test('without stations all go to the first printer', () => {
    expect(routeKitchen(order, places())).toEqual([{ stationId: null, copies: 1, lines: null }]);
  });

  test('go to the station of their category, and the rest to the default one', () => {
    const bar = station('bar', { takes: { categoryIds: ['drinks'] } });
    const kitchen = station('kitchen', { isDefault: true });
    expect(routes(places(bar, kitchen))).toEqual({ bar: [1], kitchen: [0, 2] });
  });

  test('go to every station that takes them', () => {
    const bar = station('bar', { takes: { categoryIds: ['drinks'] } });
    const pass = station('pass');
    expect(routes(places(bar, pass))).toEqual({ bar: [1], pass: null });
  });

  test('go by dish where a station names dishes', () => {
    const sweets = station('sweets', { takes: { itemIds: ['item-sweets'] } });
    const kitchen = station('kitchen', { isDefault: true });
    expect(routes(places(sweets, kitchen))).toEqual({ sweets: [2], kitchen: [0, 1] });
  });

  test('of a platform or kind of order that nobody takes go to the default station all the same', () => {
    const kitchen = station('kitchen', { isDefault: true, takes: { platforms: ['talabat'] } });
    const counter = station('counter', { takes: { fulfilments: ['dine_in'] } });
    expect(routes(places(kitchen, counter))).toEqual({ kitchen: null });
  });

  test('of a station without a printer go to the default one', () => {
    const bar = station('bar', { printerId: null, takes: { categoryIds: ['drinks'] } });
    const gone = station('gone', { printerId: 'p-9', takes: { categoryIds: ['sweets'] } });
    const kitchen = station('kitchen', { isDefault: true });
    expect(routes(places(bar, gone, kitchen))).toEqual({ kitchen: null });
  });

  test('that were added later travel alone', () => {
    const bar = station('bar', { takes: { categoryIds: ['drinks'] } });
    const kitchen = station('kitchen', { isDefault: true });
    expect(routeKitchen(order, places(bar, kitchen), [1])).toEqual([
      { stationId: 'bar', copies: 1, lines: [1] },
    ]);
  });

  test('an order without lines still tells the kitchen that it exists', () => {
    const empty = buildOrder('o-2', { lines: [] });
    const kitchen = station('kitchen', { isDefault: true });
    expect(routeKitchen(empty, places(kitchen))).toEqual([
      { stationId: 'kitchen', copies: 1, lines: null },
    ]);
  });
});

describe('any order at any stations', () => {
  const ids = fc.constantFrom('grill', 'drinks', 'sweets', 'salads');
  const takes = fc.record({
    platforms: fc.subarray(['talabat', 'careem']),
    fulfilments: fc.subarray(['delivery', 'pickup', 'dine_in'] as const),
    categoryIds: fc.uniqueArray(ids, { maxLength: 3 }),
    itemIds: fc.uniqueArray(
      ids.map((id) => `item-${id}`),
      { maxLength: 2 },
    ),
  });
  const anyStation = fc.record({
    printerId: fc.constantFrom(null, 'p-1', 'p-2', 'p-9'),
    prints: fc.constantFrom('kitchen', 'kitchen', 'kitchen', 'receipt'),
    copies: fc.integer({ min: 1, max: 3 }),
    isDefault: fc.boolean(),
    lines: fc.constantFrom('own', 'all'),
    takes,
  });
  const anyLine = fc.oneof(
    ids.map((id) => dish(id)),
    fc.constant(buildLine({ itemId: null })),
  );
  const anyOrder = fc.record({
    platform: fc.constantFrom('talabat', 'careem', 'noon'),
    kind: fc.constantFrom('delivery' as const, 'pickup' as const, 'dine_in' as const),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
  });

  test('each line is on at least one ticket, and no station gets a line twice', () => {
    fc.assert(
      fc.property(
        anyOrder,
        fc.array(anyStation, { maxLength: 5 }),
        ({ platform, kind, lines }, list) => {
          const stations = list.map((settings, at) => station(`s-${at}`, settings));
          const given = buildOrder('o', {
            platform,
            lines,
            fulfilment: { kind, by: 'platform' },
          });
          const routed = routeKitchen(given, places(...stations));
          const linesOf = (route: (typeof routed)[number]) =>
            route.lines ?? lines.map((_, at) => at);
          const reached = new Set(routed.flatMap(linesOf));
          expect([...reached].toSorted((a, b) => a - b)).toEqual(lines.map((_, at) => at));
          expect(new Set(routed.map(({ stationId }) => stationId)).size).toBe(routed.length);
          for (const route of routed) {
            expect(new Set(linesOf(route)).size).toBe(linesOf(route).length);
            const at = stations.find(({ id }) => id === route.stationId);
            if (route.stationId !== null) {
              expect(at).toMatchObject({ prints: 'kitchen', copies: route.copies });
              expect(['p-1', 'p-2']).toContain(at?.printerId);
            }
          }
        },
      ),
    );
  });
});

describe('receipts', () => {
  const talabat = station('talabat', {
    prints: 'receipt',
    automatic: true,
    copies: 2,
    takes: { platforms: ['talabat'] },
  });
  const counter = station('counter', { prints: 'receipt', isDefault: true });

  test('print by themselves only at the stations that are to, for the orders they take', () => {
    const given = places(talabat, counter);
    expect(automaticStations({ ...order, platform: 'talabat' }, 'receipt', given)).toEqual([
      { stationId: 'talabat', copies: 2, lines: null },
    ]);
    expect(automaticStations({ ...order, platform: 'careem' }, 'receipt', given)).toEqual([]);
    expect(automaticStations({ ...order, platform: 'talabat' }, 'courier_slip', given)).toEqual([]);
  });

  test('that a person wants print at the station that takes the order, else at the default one', () => {
    const given = places(talabat, counter);
    expect(stationOnDemand({ ...order, platform: 'talabat' }, 'receipt', given)).toBe('talabat');
    expect(stationOnDemand({ ...order, platform: 'careem' }, 'receipt', given)).toBe('counter');
    expect(stationOnDemand(order, 'receipt', places())).toBeNull();
  });
});
