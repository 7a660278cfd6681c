import { setImmediate as othersFirst } from 'node:timers/promises';
import { join } from 'node:path';
import {
  migrate,
  openDatabase,
  transact,
  type Db,
  type Tx,
} from '../../../src/main/branch/database/index.ts';
import { createAdder } from '../../../src/main/branch/reports/day-sums.ts';
import { reportCsv } from '../../../src/main/branch/reports/report-csv.ts';
import { readReport, type ReportDeps } from '../../../src/main/branch/reports/reports-service.ts';
import {
  insertBill,
  insertPayment,
  insertReceipt,
  insertRefund,
} from '../../../src/main/branch/selling/bills-repo.ts';
import { sumsOf, type StoredBill } from '../../../src/main/branch/selling/stored-bill.ts';
import type { BillLine } from '../../../src/shared/contract/bill.ts';
import { seededRandom, type Random } from '../../../src/shared/kit/random.ts';
import { type Figure, toFigure } from '../figures.ts';
import { pastOrder, storePastOrder } from '../past-orders.ts';
import type { Setting } from '../site.ts';

/** Half of them bills of the counter, half orders of platforms. */
const sales = { quick: 20_000, full: 150_000 } as const;
const perTransaction = 2_000;
const dayMs = 86_400_000;
/** The year ends on this day. */
const endMs = Date.UTC(2026, 0, 15, 12);
const year = { fromDay: '2025-01-15', toDay: '2026-01-14' } as const;
const dishes = 120;
const by = { staffId: 's-1', name: 'Rania' } as const;

/** How long the report of a year takes before and after its days were added up, and what the till waits meanwhile. */
export async function measureReports({ dir, quick }: Setting): Promise<Figure[]> {
  const count = quick ? sales.quick : sales.full;
  const db = openDatabase(join(dir, 'reports.db'));
  migrate(db);
  fill(db, count);
  const deps: ReportDeps = {
    db,
    clock: { now: () => endMs, monotonicMs: () => 0, after: () => () => undefined },
    adder: createAdder(db),
    terms: () => ({ currency: 'JOD', timeZone: 'Asia/Amman', startsAtMinutes: 240 }),
  };
  const first = await timed(() => readReport(deps, year));
  const again = await timed(() => readReport(deps, year));
  const shift = await timed(() => readReport(deps, { shiftId: 's-300' }));
  const csv = await timed(async () => reportCsv(await readReport(deps, year), 'items', 'ar'));
  db.close();
  const figures = (of: string, { tookMs, longestMs }: Took, atMost?: number) => [
    toFigure(
      { name: of, value: tookMs, unit: 'ms' },
      atMost === undefined ? undefined : { of: 'value', atMost },
    ),
    toFigure(
      { name: `${of}: longest turn of the event loop`, value: longestMs, unit: 'ms' },
      { of: 'value', atMost: 50 },
    ),
  ];
  return [
    ...figures(`a year of ${count} sales, no day added up before`, first),
    ...figures('a year, its days added up before', again, 1_000),
    ...figures('… one table of it as CSV', csv, 1_000),
    ...figures('a shift', shift),
  ];
}

type Took = Awaited<ReturnType<typeof timed>>;

/** Processor time says how long everybody else waits; wall time has other programs and the disk in it. */
async function timed(work: () => Promise<unknown>) {
  let isOn = true;
  let longestMs = 0;
  let last = process.threadCpuUsage();
  const turn = () => {
    const now = process.threadCpuUsage();
    longestMs = Math.max(longestMs, (now.user + now.system - last.user - last.system) / 1_000);
    last = now;
    if (isOn) setImmediate(turn);
  };
  turn();
  const startMs = performance.now();
  await work();
  const tookMs = performance.now() - startMs;
  await othersFirst();
  isOn = false;
  return { tookMs, longestMs };
}

/** A shift a day. */
function fill(db: Db, count: number): void {
  const random = seededRandom(13);
  const shift = db.prepare(
    `INSERT INTO shifts (id, drawer_id, float_minor, opened_at_ms, body) VALUES (?, ?, 0, ?, '{}')`,
  );
  for (let day = 0; day < 365; day += 1)
    shift.run(`s-${day}`, `d-${day}`, endMs - (365 - day) * dayMs);
  const atMs = (number: number) => endMs - Math.floor(((count - number) * 365 * dayMs) / count);
  for (let from = 0; from < count; from += perTransaction) {
    transact(db, (tx) => {
      for (let number = from; number < Math.min(count, from + perTransaction); number += 1) {
        if (number % 2 === 0) storePastOrder(tx, pastOrder(number, random), atMs(number));
        else storeBill(tx, billOf(number, random, atMs(number)));
      }
    });
  }
}

function storeBill(tx: Tx, bill: StoredBill): void {
  insertBill(tx, bill);
  const { totalMinor } = sumsOf(bill);
  const atMs = bill.closedAtMs ?? 0;
  const day = Math.floor((atMs - endMs) / dayMs) + 365;
  const of = { billId: bill.id, shiftId: `s-${day}` };
  const moved = { method: 'cash', atMs, by, roundingMinor: 0 } as const;
  insertPayment(tx, of, {
    ...moved,
    id: `${bill.id}-paid`,
    part: null,
    amountMinor: totalMinor,
    tenderedMinor: totalMinor,
    changeMinor: 0,
    reference: '',
  });
  insertReceipt(tx, Number(bill.number), of, {
    number: bill.number,
    kind: 'sale',
    part: null,
    refundId: null,
    totalMinor,
    taxMinor: 0,
    atMs,
  });
  // One of fifty is given back.
  if (Number(bill.number) % 50 === 1) {
    insertRefund(tx, of, {
      ...moved,
      id: `${bill.id}-back`,
      lines: [],
      reference: '',
      totalMinor,
      taxMinor: 0,
      taxes: [],
      reason: 'cold',
    });
  }
}

function billOf(number: number, random: Random, atMs: number): StoredBill {
  const lines = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, index): BillLine => {
    const dish = Math.floor(random() ** 2 * dishes);
    const category = dish % 12;
    return {
      id: `l-${index}`,
      productId: `p-${dish}`,
      name: { default: `Dish ${dish}`, en: `Dish ${dish}`, ar: `صنف ${dish}` },
      category: { id: `c-${category}`, name: { default: `Category ${category}` } },
      quantity: 1 + Math.floor(random() * 3),
      unitPriceMinor: 500 + Math.floor(random() * 20) * 250,
      taxClassId: 't-1600',
      rateBasisPoints: 1_600,
      modifiers: [],
      note: '',
      discount: null,
      sent: { orderId: `o-${number}`, place: index, atMs },
      voided: null,
      addedBy: by,
      addedAtMs: atMs,
    };
  });
  return {
    id: `b-${number}`,
    number: String(number),
    version: 4,
    kind: 'takeaway',
    state: 'closed',
    table: '',
    customer: null,
    note: '',
    terms: {
      currency: 'JOD',
      taxMode: 'inclusive',
      serviceBasisPoints: 0,
      deliveryMinor: 0,
      chargesTaxClassId: 't-1600',
      chargesRateBasisPoints: 1_600,
      cashStepMinor: 10,
    },
    lines,
    discount: null,
    rounds: [],
    parts: [],
    checks: [],
    openedAtMs: atMs,
    openedBy: by,
    closedAtMs: atMs,
    mergedInto: null,
  };
}
