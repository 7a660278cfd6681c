import { join } from 'node:path';
import {
  migrate,
  openDatabase,
  transact,
  type Db,
} from '../../../src/main/branch/database/index.ts';
import { searchOrders } from '../../../src/main/branch/search/search-service.ts';
import { SearchInput } from '../../../src/shared/contract/search.ts';
import { seededRandom } from '../../../src/shared/kit/random.ts';
import { type Figure, median, percentile, toFigure } from '../figures.ts';
import { pastOrder, storePastOrder } from '../past-orders.ts';
import type { Setting } from '../site.ts';

const length = {
  quick: { orders: 50_000, rounds: 5, timed: 400 },
  full: { orders: 1_000_000, rounds: 20, timed: 2_000 },
} as const;
const perTransaction = 5_000;
/** A year of them ends on this day. */
const endMs = Date.UTC(2026, 0, 15);
const yearMs = 365 * 86_400_000;

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
  const tookMs: { question: Partial<SearchInput>; ms: number[] }[] = [];
  for (const question of questions) {
    tookMs.push({ question, ms: await timeMany(db, question, rounds) });
  }
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
        storePastOrder(
          tx,
          pastOrder(number, random),
          endMs - yearMs + Math.floor((number * yearMs) / orders),
        );
      }
    });
  }
}

async function timeMany(db: Db, question: Partial<SearchInput>, rounds: number): Promise<number[]> {
  const clock = { now: () => endMs, monotonicMs: () => 0, after: () => () => undefined };
  const dayRules = () => ({ timeZone: 'Asia/Amman', startsAtMinutes: 240 });
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now();
    await searchOrders({ db, clock, dayRules }, SearchInput.parse(question));
    took.push(performance.now() - startMs);
  }
  return took;
}

/** Processor time of storing one more order, less that of one whose words are not kept. */
function costOf(db: Db, orders: number, timed: number): number {
  const random = seededRandom(12);
  const time = (from: number) => {
    const cpu = process.threadCpuUsage();
    for (let number = from; number < from + timed; number += 1) {
      transact(db, (tx) => storePastOrder(tx, pastOrder(number, random), endMs + number));
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
