import { join } from 'node:path';
import {
  migrate,
  openDatabase,
  transact,
  type Db,
  type Tx,
} from '../../../src/main/branch/database/index.ts';
import { insertOrder } from '../../../src/main/branch/orders/orders-repo.ts';
import { searchOrders } from '../../../src/main/branch/search/search-service.ts';
import type { OrderStatus } from '../../../src/shared/contract/order-status.ts';
import type { Order } from '../../../src/shared/contract/order.ts';
import { SearchInput } from '../../../src/shared/contract/search.ts';
import { seededRandom, type Random } from '../../../src/shared/kit/random.ts';
import { type Figure, median, percentile, toFigure } from '../figures.ts';
import type { Setting } from '../site.ts';

const length = {
  quick: { orders: 50_000, rounds: 5, timed: 400 },
  full: { orders: 1_000_000, rounds: 20, timed: 2_000 },
} as const;
const perTransaction = 5_000;
/** A year of them ends on this day. */
const endMs = Date.UTC(2026, 0, 15);
const yearMs = 365 * 86_400_000;

/** Common first: the first dish is in about four of ten orders, the last in one of a thousand. */
const dishes = [
  ['Chicken shawarma', 'شاورما دجاج'],
  ['Falafel sandwich', 'ساندويش فلافل'],
  ['Hummus plate', 'صحن حمص'],
  ['Mixed grill', 'مشاوي مشكلة'],
  ['Fattoush', 'فتوش'],
  ['Mansaf', 'منسف'],
  ['Kunafa', 'كنافة نابلسية'],
  ['Musakhan', 'مسخّن'],
] as const;
const names = ['أحمد', 'محمد', 'سارة', 'Rania', 'عبد الله', 'Omar', 'لينا', 'هبة', 'يوسف', 'Dana'];
const families = ['الخطيب', 'حداد', 'Nasser', 'العمري', 'Khoury', 'المصري', 'زيدان', 'Haddadin'];
const channels = ['talabat', 'careem', 'counter', 'jahez', 'deliveroo'];

/** What cashiers type, from what nearly every order has to what none has. */
const questions: readonly Partial<SearchInput>[] = [
  {},
  { text: 'شاورما' },
  { text: 'شا' },
  { text: 'شاور' },
  { text: 'chicken sha' },
  { text: 'أحمد' },
  { text: 'احمد الخطيب مسخن' },
  { text: 'دجاج rania khoury' },
  { text: '0791' },
  { text: '079123' },
  { text: '4567' },
  { text: '1284' },
  { text: 'kunafa', platform: 'jahez', outcome: 'void' },
  { text: 'شاورما', fromDay: '2025-03-01', toDay: '2025-03-02' },
  { text: 'منسف', minMinor: 1_000, maxMinor: 1_020 },
  { platform: 'deliveroo', fromDay: '2025-06-01', toDay: '2025-06-30' },
  { outcome: 'void' },
  { minMinor: 12_345, maxMinor: 12_345 },
  { minMinor: 20_000 },
  { text: 'nobody' },
];

/** How long a search in every order of a year takes, and what finding costs the order that is stored. */
export async function measureSearch({ dir, quick }: Setting): Promise<Figure[]> {
  const { orders, rounds, timed } = quick ? length.quick : length.full;
  const db = openDatabase(join(dir, 'search.db'));
  migrate(db);
  fill(db, orders);
  const tookMs = questions.map((question) => ({ question, ms: timeMany(db, question, rounds) }));
  for (const { question, ms } of tookMs) {
    console.log(`  ${median(ms).toFixed(1)} ms ${JSON.stringify(question)}`);
  }
  const all = tookMs.flatMap(({ ms }) => ms);
  const bytes = bytesOf(db) / orders;
  const cost = costOf(db, orders, timed);
  db.close();
  const name = (of: string) => `search in ${orders} orders: ${of}`;
  return [
    toFigure({ name: name('median'), value: median(all), unit: 'ms' }),
    toFigure(
      { name: name('p95'), value: percentile(all, 0.95), unit: 'ms' },
      { of: 'value', atMost: 50 },
    ),
    toFigure({ name: name('slowest'), value: Math.max(...all), unit: 'ms' }),
    toFigure(
      { name: 'search: index of an order, processor time', value: cost, unit: 'ms' },
      { of: 'value', atMost: 1 },
    ),
    toFigure({ name: 'search: index of an order, file', value: bytes, unit: 'B' }),
  ];
}

function fill(db: Db, orders: number): void {
  const random = seededRandom(11);
  for (let from = 0; from < orders; from += perTransaction) {
    transact(db, (tx) => {
      const to = Math.min(orders, from + perTransaction);
      for (let number = from; number < to; number += 1) {
        store(tx, orderOf(number, random), endMs - yearMs + Math.floor((number * yearMs) / orders));
      }
    });
  }
}

function store(tx: Tx, order: Order, atMs: number): void {
  const status: OrderStatus = order.displayNumber.endsWith('7') ? 'cancelled' : 'delivered';
  insertOrder(tx, {
    order,
    status,
    statusAtMs: atMs,
    receivedAtMs: atMs,
    relayAtMs: atMs,
    urgentAtMs: atMs,
    cameTooLate: false,
    prepMinutes: 20,
    readyByMs: null,
    courier: null,
  });
}

function orderOf(number: number, random: Random): Order {
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  // The square makes the first ones common and the last ones rare.
  const dish = () => dishes[Math.floor(random() ** 3 * dishes.length)] ?? dishes[0];
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const [en, ar] = dish();
    const priceMinor = 1_500 + Math.floor(random() * 30) * 250;
    return {
      itemId: en,
      name: { default: en, en, ar },
      known: true,
      quantity: 1 + Math.floor(random() * 3),
      unitPriceMinor: priceMinor,
      totalMinor: priceMinor,
      note: '',
      modifiers: [],
      removed: [],
    };
  });
  const phone = `+96279${1_000_000 + Math.floor(random() * 8_999_999)}`;
  return {
    id: `ord_${number}`,
    platform: pick(channels),
    externalId: String(400_000_000 + number * 13),
    displayNumber: String(1 + (number % 9_999)),
    placedAtMs: endMs,
    acceptByMs: null,
    startAtMs: null,
    dueAtMs: null,
    isTest: false,
    fulfilment: { kind: 'delivery', by: 'platform' },
    customer: { name: `${pick(names)} ${pick(families)}`, phone, address: null },
    lines,
    note: 'بدون بصل لو سمحتوا',
    cutleryNote: '',
    currency: 'JOD',
    charges: [],
    discounts: [],
    taxMinor: null,
    totalMinor: 1_000 + Math.floor(random() * 25_000),
    totalVerbatim: '',
    collectMinor: 0,
    riderPaysMinor: 0,
    paymentMethod: 'online',
    actions: ['accept', 'reject', 'ready'],
    delayMinutes: [],
    rejectReasons: [],
    warnings: [],
  };
}

function timeMany(db: Db, question: Partial<SearchInput>, rounds: number): number[] {
  const clock = { now: () => endMs, monotonicMs: () => 0, after: () => () => undefined };
  const dayRules = () => ({ timeZone: 'Asia/Amman', startsAtMinutes: 240 });
  return Array.from({ length: rounds }, () => {
    const startMs = performance.now();
    searchOrders({ db, clock, dayRules }, SearchInput.parse(question));
    return performance.now() - startMs;
  });
}

/** Processor time of storing one more order, less that of one whose words are not kept. */
function costOf(db: Db, orders: number, timed: number): number {
  const random = seededRandom(12);
  const time = (from: number) => {
    const cpu = process.threadCpuUsage();
    for (let number = from; number < from + timed; number += 1) {
      transact(db, (tx) => store(tx, orderOf(number, random), endMs + number));
    }
    const { user, system } = process.threadCpuUsage(cpu);
    return (user + system) / 1_000 / timed;
  };
  const withWords = time(orders);
  db.exec(`DROP TRIGGER orders_forgotten; DROP TABLE order_words; DROP INDEX orders_by_channel;
    DROP INDEX orders_by_total; DROP INDEX orders_void;
    CREATE TABLE order_words (words TEXT)`);
  return withWords - time(orders + timed);
}

function bytesOf(db: Db): number {
  const of = `name LIKE 'order_words%' OR name IN
    ('orders_by_place', 'orders_by_channel', 'orders_by_total', 'orders_void')`;
  const bytes = db.prepare<[], number>(`SELECT sum(pgsize) FROM dbstat WHERE ${of}`).pluck().get();
  return bytes ?? 0;
}
