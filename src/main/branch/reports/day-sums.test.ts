import { setImmediate as othersFirst } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { orderStatuses, type OrderStatus } from '../../../shared/contract/order-status.ts';
import { dayMs, hourMs, minuteMs } from '../../../shared/kit/clock.ts';
import { silentLogger } from '../../../shared/kit/logger.ts';
import { createFakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import { migrate, openDatabase, transact, type Db } from '../database/index.ts';
import {
  insertOrder,
  updateOrder,
  updateProgress,
  type StoredOrder,
} from '../orders/orders-repo.ts';
import { buildOrder, noonMs } from '../testing/builders.ts';
import { createAdder, placeOf, type Adder, type SumTerms } from './day-sums.ts';
import { createDaySumsWatch } from './day-sums-watch.ts';

const amman: SumTerms = { currency: 'JOD', timeZone: 'Asia/Amman', startsAtMinutes: 240 };
const place = placeOf(amman);
const day = '2026-01-15';
const nextNoonMs = noonMs + dayMs;

let db: Db;
let adder: Adder;
beforeEach(() => {
  db = openDatabase(':memory:');
  migrate(db);
  adder = createAdder(db);
});
afterEach(() => db.close());

function stored(id: string, totalMinor: number, atMs: number, status: OrderStatus): StoredOrder {
  const times = { statusAtMs: atMs, receivedAtMs: atMs, relayAtMs: atMs, urgentAtMs: atMs };
  const rest = { cameTooLate: false, prepMinutes: null, readyByMs: null, courier: null };
  return { order: buildOrder(id, { totalMinor }), status, ...times, ...rest };
}
function take(id: string, totalMinor: number, atMs = noonMs, status: OrderStatus = 'delivered') {
  transact(db, (tx) => insertOrder(tx, stored(id, totalMinor, atMs, status)));
}
function move(id: string, status: OrderStatus, atMs = nextNoonMs): void {
  const progress = { status, statusAtMs: atMs, urgentAtMs: atMs, prepMinutes: null };
  transact(db, (tx) => updateProgress(tx, id, { ...progress, readyByMs: null }));
}
const isKept = () =>
  db
    .prepare('SELECT 1 FROM day_sums WHERE from_ms = ? AND body IS NOT NULL')
    .get(place.days.startMs(day)) !== undefined;
const soldMinor = async (nowMs = nextNoonMs) =>
  (await adder.addDay(place, day, nowMs)).platforms.sales.totalMinor;

test('a day that is over is added up once, and again after something of it has changed', async () => {
  take('o-1', 5_000);
  expect(await soldMinor(noonMs + hourMs)).toBe(5_000);
  expect(isKept()).toBe(false);
  expect(await soldMinor()).toBe(5_000);
  expect(isKept()).toBe(true);

  move('o-1', 'cancelled');
  expect(isKept()).toBe(false);
  expect(await soldMinor()).toBe(0);

  take('o-2', 700);
  expect(await soldMinor()).toBe(700);
  transact(db, (tx) => updateOrder(tx, stored('o-2', 900, noonMs, 'delivered')));
  expect(await soldMinor()).toBe(900);

  db.prepare(`DELETE FROM orders WHERE id = 'o-2'`).run();
  expect(await soldMinor()).toBe(0);
});

test('what changes while a day is added up is not lost in its sums', async () => {
  for (let n = 0; n < 250; n += 1) take(`o-${n}`, 1_000, noonMs + n);
  const first = soldMinor();
  // The first rows were read by now, the last ones were not.
  await othersFirst();
  move('o-0', 'cancelled');
  move('o-249', 'cancelled');
  await first;
  expect(isKept()).toBe(false);
  expect(await soldMinor()).toBe(248_000);
});

test('a day that begins at another hour, in another zone or currency is another day', async () => {
  take('o-1', 5_000, Date.UTC(2026, 0, 16, 2));
  expect(await soldMinor()).toBe(0);
  const early = placeOf({ ...amman, startsAtMinutes: 360 });
  const sumsOf = async (of: typeof place) => await adder.addDay(of, day, nextNoonMs);
  expect((await sumsOf(early)).platforms.sales.totalMinor).toBe(5_000);
  // The same stretch of time with other hours on the wall.
  const dubai = placeOf({ ...amman, timeZone: 'Asia/Dubai', startsAtMinutes: 420 });
  expect((await sumsOf(dubai)).tables.hours).toMatchObject([{ hour: 6 }]);
  expect((await sumsOf(placeOf({ ...amman, currency: 'SAR' }))).platforms.sales.orders).toBe(0);

  move('o-1', 'cancelled');
  expect((await sumsOf(early)).platforms.sales.totalMinor).toBe(0);
});

test('a report is made although nothing can be kept', async () => {
  take('o-1', 5_000);
  db.pragma('query_only = ON');
  await expect(soldMinor()).resolves.toBe(5_000);
});

test('days are added up when they are over, before anybody asks', async () => {
  const clock = createFakeClock(nextNoonMs);
  take('o-1', 5_000);
  const logger = silentLogger;
  const watch = createDaySumsWatch({ db, clock, logger, adder, terms: () => amman });
  await watch.start();
  const added = async () => {
    for (let turn = 0; turn < 10_000 && !isKept(); turn += 1) {
      clock.advance(minuteMs);
      await othersFirst();
    }
    expect(isKept()).toBe(true);
  };
  await added();
  move('o-1', 'cancelled');
  await added();
  await watch.stop();
  expect(await soldMinor()).toBe(0);
});

const happening = fc.oneof(
  fc.record({
    kind: fc.constant('take' as const),
    hour: fc.nat(71),
    totalMinor: fc.nat(9_000),
    status: fc.constantFrom(...orderStatuses),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    which: fc.nat(9),
    status: fc.constantFrom(...orderStatuses),
  }),
  fc.record({ kind: fc.constant('forget' as const), which: fc.nat(9) }),
  fc.record({ kind: fc.constant('read' as const) }),
);

test('whatever happens and whenever it is read, kept sums are what adding up anew gives', async () => {
  const nowMs = noonMs + 30 * dayMs;
  const days = ['2026-01-14', day, '2026-01-16', '2026-01-17', '2026-01-18'];
  const readAll = async () => {
    for (const one of days) {
      const fromMs = place.days.startMs(one);
      const toMs = place.days.startMs(place.days.shift(one, 1));
      const anew = await adder.add(place, { fromMs, toMs, shiftId: null });
      expect(await adder.addDay(place, one, nowMs)).toEqual(anew);
    }
  };
  const happenings = fc.array(happening, { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      db.exec('DELETE FROM orders; DELETE FROM day_sums');
      let count = 0;
      for (const one of all) {
        if (one.kind === 'read') await readAll();
        else if (one.kind === 'forget') {
          db.prepare('DELETE FROM orders WHERE id = ?').run(`o-${one.which}`);
        } else if (one.kind === 'move') move(`o-${one.which}`, one.status);
        else {
          take(`o-${count}`, one.totalMinor, noonMs + one.hour * hourMs, one.status);
          count += 1;
        }
      }
      await readAll();
    }),
    { numRuns: 30 },
  );
});
