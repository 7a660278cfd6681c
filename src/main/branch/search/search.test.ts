import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Order } from '../../../shared/contract/order.ts';
import { SearchInput } from '../../../shared/contract/search.ts';
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
import { buildLine, buildOrder, noonMs } from '../testing/builders.ts';
import { createIndexWatch } from './index.ts';
import { placesQuery, type Wanted } from './search-repo.ts';
import { searchOrders } from './search-service.ts';

let db: Db;
const clock = createFakeClock(noonMs);

beforeEach(() => {
  db = openDatabase(':memory:');
  migrate(db);
});
afterEach(() => db.close());

function stored(id: string, order: Partial<Order> = {}, of: Partial<StoredOrder> = {}) {
  const times = { statusAtMs: noonMs, receivedAtMs: noonMs, relayAtMs: noonMs, urgentAtMs: noonMs };
  const rest = { cameTooLate: false, prepMinutes: null, readyByMs: null, courier: null };
  return { order: buildOrder(id, order), status: 'delivered', ...times, ...rest, ...of } as const;
}

function given(id: string, order: Partial<Order> = {}, of: Partial<StoredOrder> = {}): StoredOrder {
  const one = stored(id, order, of);
  transact(db, (tx) => insertOrder(tx, one));
  return one;
}

const dayRules = () => ({ timeZone: 'Asia/Amman', startsAtMinutes: 240 });
const search = (input: Partial<SearchInput>) =>
  searchOrders({ db, clock, dayRules }, SearchInput.parse(input));
const found = async (text: string) => (await search({ text })).orders.map(({ id }) => id);

describe('an order is found', () => {
  beforeEach(() => {
    given('other', { displayNumber: '9', lines: [buildLine({ name: { default: 'Cola' } })] });
    given('o-1', {
      displayNumber: 'A-127',
      externalId: '88412-TLB',
      customer: { name: 'أحمد الخطيب', phone: '+962 79 123 4567', address: null },
      lines: [buildLine({ name: { default: 'Musakhan', ar: 'مُسَخَّن دجاج' } })],
    });
  });

  test.each([
    ['its number', '127'],
    ['its number as one word', 'a127'],
    ['the beginning of the number of the platform', '8841'],
    ['a name with another hamza', 'احمد'],
    ['a name without its article', 'خطيب'],
    ['a name as it is spoken, in another order', 'الخطيب أحم'],
    ['a dish without its vowels', 'مسخن'],
    ['a dish in the other language', 'MUSAK'],
    ['its telephone number as it is dialled', '0791234567'],
    ['its telephone number in groups', '079 123 4567'],
    ['its telephone number with the code', '00962791234567'],
    ['the beginning of its telephone number with the code', '96279123'],
    ['the beginning of its telephone number', '07912'],
    ['the last digits of its telephone number', '4567'],
    ['the last digits in Arabic', '٤٥٦٧'],
    ['a dish and a name together', 'دجاج احمد'],
  ])('by %s', async (_, text) => {
    expect(await found(text)).toEqual(['o-1']);
  });

  test.each(['123', 'سخن', 'احمد كولا', '79123456789', '"', 'NEAR(', '*'])(
    'not by "%s"',
    async (text) => {
      expect(await found(text)).not.toEqual(['o-1']);
    },
  );
});

test('what is changed is found as it is now, what is forgotten not at all', async () => {
  const one = given('o-1');
  transact(db, (tx) => {
    const lines = [buildLine({ name: { default: 'Kunafa' } })];
    updateOrder(tx, { ...one, order: { ...one.order, lines, totalMinor: 900 } });
  });
  expect(await found('shawarma')).toEqual([]);
  expect(await found('kunafa')).toEqual(['o-1']);
  expect((await search({ maxMinor: 900 })).orders).toHaveLength(1);

  db.exec('DELETE FROM orders');
  expect(await found('kunafa')).toEqual([]);
  expect(db.prepare(`SELECT count(*) FROM order_words('kunafa')`).pluck().get()).toBe(0);
});

test('filters narrow what is found, alone and with words', async () => {
  given('cheap', { totalMinor: 1_000 });
  given('dear', { totalMinor: 9_000, platform: 'talabat' });
  const gone = given('gone', { totalMinor: 9_000 }, { status: 'confirmed' });
  transact(db, (tx) => updateProgress(tx, 'gone', { ...gone, status: 'cancelled' }));
  given('unknown', { totalMinor: null });
  for (const text of ['', 'shawarma']) {
    const ids = async (input: Partial<SearchInput>) =>
      (await search({ text, ...input })).orders.map(({ id }) => id).toSorted();
    expect(await ids({})).toEqual(['cheap', 'dear', 'gone', 'unknown']);
    expect(await ids({ minMinor: 5_000 })).toEqual(['dear', 'gone']);
    expect(await ids({ minMinor: 1_000, maxMinor: 1_000 })).toEqual(['cheap']);
    expect(await ids({ platform: 'talabat' })).toEqual(['dear']);
    expect(await ids({ outcome: 'void' })).toEqual(['gone']);
    expect(await ids({ outcome: 'done', minMinor: 5_000 })).toEqual(['dear']);
    expect(await ids({ outcome: 'void', platform: 'talabat' })).toEqual([]);
  }
  expect((await search({})).platforms).toEqual(['generic', 'talabat']);
});

test('a day is a business day of the branch', async () => {
  const at = (receivedAtMs: number) => ({ receivedAtMs });
  const startMs = Date.parse('2026-01-15T01:00Z');
  given('before', {}, at(startMs - 1));
  given('first', {}, at(startMs));
  given('last', {}, at(startMs + dayMs - 1));
  given('after', {}, at(startMs + dayMs));
  const ids = (await search({ fromDay: '2026-01-15', toDay: '2026-01-15' })).orders.map(
    ({ id }) => id,
  );
  expect(ids).toEqual(['last', 'first']);
  expect((await search({})).today).toBe('2026-01-15');
});

test('pages lead back through every order once, newest first, however many came at once', async () => {
  for (let n = 0; n < 50; n++) given(`o-${n}`);
  for (let n = 50; n < 95; n++) given(`o-${n}`, {}, { receivedAtMs: noonMs + n * minuteMs });
  const seen: string[] = [];
  let before: number | undefined;
  for (let page = 0; page < 4; page++) {
    const { orders, next } = await search({ text: 'shawarma', before });
    seen.push(...orders.map(({ id }) => id));
    expect(next === null).toBe(page === 3);
    before = next ?? undefined;
  }
  expect(seen).toEqual(Array.from({ length: 95 }, (_, n) => `o-${94 - n}`));
});

test('orders that were stored before there was a search are made findable in the background', async () => {
  given('o-new');
  for (let n = 0; n < 120; n++) given(`o-${n}`, {}, { receivedAtMs: noonMs - hourMs });
  db.exec(`DELETE FROM order_words WHERE rowid < ${noonMs}`);
  db.exec(`UPDATE orders SET place = NULL, channel = NULL WHERE id <> 'o-new'`);
  expect(await found('shawarma')).toEqual(['o-new']);

  const watch = createIndexWatch({ db, clock, logger: silentLogger });
  await watch.start();
  clock.advance(hourMs);
  const all = db.prepare(`SELECT count(*) FROM order_words('shawarma')`).pluck().get();
  expect(all).toBe(121);
  expect((await search({})).platforms).toEqual(['generic']);
  await watch.stop();
});

test.each<Partial<Wanted>>([
  {},
  { match: '"sha"*' },
  { match: '"sha"*', outcome: 'void', channel: 'talabat' },
  { match: '"sha"*', minMinor: 5 },
  { outcome: 'void', maxMinor: 9 },
  { outcome: 'done', channel: 'talabat' },
])('no order itself is read to answer %j', (wanted) => {
  const { sql, given: values } = placesQuery(db, {
    match: '',
    fromPlace: 0,
    toPlace: 9,
    ...wanted,
  });
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ ...values, limit: 9 });
  expect(JSON.stringify(plan)).toContain('COVERING INDEX orders_');
});

test('what is said about a customer is not found any more once it is taken out', async () => {
  const one = given('o-1', { customer: { name: 'Samir', phone: '0791234567', address: null } });
  expect(await found('samir 4567')).toEqual(['o-1']);
  transact(db, (tx) => updateOrder(tx, { ...one, order: { ...one.order, customer: null } }));
  expect([
    ...(await found('samir')),
    ...(await found('4567')),
    ...(await found('0791234567')),
  ]).toEqual([]);
});

test('what is rare is found behind much that is common, and the till goes on meanwhile', async () => {
  given('rare', { totalMinor: 77 }, { receivedAtMs: noonMs - dayMs });
  for (let n = 0; n < 17_000; n += 1) placeOnly(noonMs + n);
  let turns = 0;
  const turn = setImmediate(() => (turns += 1));
  const { orders } = await search({ text: 'shawarma', maxMinor: 77 });
  clearImmediate(turn);
  expect(orders.map(({ id }) => id)).toEqual(['rare']);
  expect(turns).toBe(1);
});

/** As much of an order as a search looks at. */
function placeOnly(place: number): void {
  db.prepare(
    `INSERT INTO orders (id, status, status_at_ms, received_at_ms, relay_at_ms, urgent_at_ms,
       came_too_late, body, place, channel, total_minor)
     VALUES (?, 'delivered', 0, 0, 0, 0, 0, '{}', ?, 'generic', 5000)`,
  ).run(`p-${place}`, place);
  db.prepare(`INSERT INTO order_words (rowid, words) VALUES (?, 'shawarma')`).run(place);
}
