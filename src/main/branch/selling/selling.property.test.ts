import { expect, test, vi } from 'vitest';
import {
  Bill,
  type BillDiscount,
  type billRoutes,
  type BillLine,
} from '../../../shared/contract/bill.ts';
import { sumOf } from '../../../shared/contract/bill-sums.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Order } from '../../../shared/contract/order.ts';
import { silentLogger } from '../../../shared/kit/logger.ts';
import { seededRandom, type Random } from '../../../shared/kit/random.ts';
import { createFakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import type { z } from 'zod';
import { migrate, openDatabase, transact, type Db } from '../database/index.ts';
import { MenuService } from '../menu/index.ts';
import { createOwnOrders } from '../orders/index.ts';
import { createCounterPapers, createPrintJobs } from '../printing/index.ts';
import { createUpLog, insertCursors } from '../relay-link/index.ts';
import { ShiftBook } from '../shifts/index.ts';
import { createSignals } from '../signals.ts';
import { readSellingSettings, SellingService } from './index.ts';

vi.setConfig({ testTimeout: 120_000 });

const till = { staffId: 'till', name: 'till', drawerId: 'main' };
type Input<Name extends keyof typeof billRoutes> = z.infer<(typeof billRoutes)[Name]['input']>;

let db: Db;
let selling: SellingService;
let products: string[];
let ids: number;

/** A branch without a printer or a relay, in memory. */
function openBranch(): void {
  db = openDatabase(':memory:');
  migrate(db);
  ids = 0;
  const base = {
    db,
    clock: createFakeClock(),
    ids: (prefix: string) => `${prefix}_${++ids}`,
    logger: silentLogger,
    signals: createSignals(silentLogger),
  };
  transact(db, (tx) => insertCursors(tx, base.ids));
  const printJobs = createPrintJobs(base);
  const menu = new MenuService({
    ...base,
    upLog: createUpLog(base),
    businessDay: () => ({ timeZone: 'Asia/Amman', startsAtMinutes: 300 }),
    taxClassIds: () => ['standard', 'zero'],
  });
  selling = new SellingService({
    ...base,
    menu,
    orders: createOwnOrders({ ...base, printJobs, upLog: createUpLog(base) }),
    paper: createCounterPapers(base),
    shifts: new ShiftBook({ ...base, currency: () => 'JOD' }),
    currency: () => 'JOD',
  });
  const category = menu.addCategory({ name: { en: 'All', ar: '' }, place: 0 });
  products = [333, 1_750, 2_999].map((priceMinor, index) => {
    const settings = {
      name: { en: `Dish ${index}`, ar: '' },
      categoryId: category.id,
      priceMinor,
      taxClassId: index === 1 ? 'zero' : 'standard',
      place: 0,
      favourite: false,
      tile: { color: 'gray', letters: '' } as const,
      groupIds: [],
    };
    return menu.addProduct(settings).id;
  });
}

/** A till that does anything at any time, as it sees the bill. */
class WildTill {
  readonly #random: Random;
  constructor(random: Random) {
    this.#random = random;
  }

  whole(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.whole(0, list.length - 1)];
  }

  discount(): BillDiscount | null {
    if (this.whole(0, 3) === 0) return null;
    return this.whole(0, 1) === 0
      ? { kind: 'amount', amountMinor: this.whole(0, 1_500) }
      : { kind: 'percent', basisPoints: this.whole(0, 9_000) };
  }

  /** Does one thing to the bill, which may be refused. */
  act(bill: Bill, others: readonly Bill[]): Bill {
    const isHeld = bill.state === 'held' && this.whole(0, 1) === 0;
    return isHeld ? selling.recall(till, this.command(bill)) : this.actOnOpen(bill, others);
  }

  command({ id, version }: Bill) {
    return { id, version, commandId: `command-${++ids}` };
  }

  actOnOpen(bill: Bill, others: readonly Bill[]): Bill {
    const line = this.pick(bill.lines);
    const part = bill.parts.length === 0 ? null : this.whole(0, bill.parts.length - 1);
    const due = part === null ? bill.dueMinor : (bill.parts[part]?.dueMinor ?? 0);
    const other = this.pick(others);
    const command = this.command(bill);
    const reason = 'any';
    const acts: (() => Bill)[] = [
      () => selling.addLines(till, { ...command, lines: [this.newLine()] }),
      () => selling.addLines(till, { ...command, lines: [this.newLine(), this.newLine()] }),
      () => selling.send(till, command),
      () =>
        selling.changeLine(till, { ...command, ...this.lineOf(line), quantity: this.whole(0, 4) }),
      () => selling.voidLine(till, { ...command, ...this.lineOf(line), reason }),
      () =>
        selling.discountLine(till, { ...command, ...this.lineOf(line), discount: this.discount() }),
      () => selling.discountBill(till, { ...command, discount: this.discount() }),
      () => selling.change(till, { ...command, ...this.place(), customer: null, note: '' }),
      () => selling.hold(till, command),
      () => selling.recall(till, command),
      () => selling.split(till, { ...command, by: this.split(bill) }),
      () =>
        selling.merge(till, {
          ...command,
          fromBillId: other?.id ?? '',
          fromVersion: other?.version ?? 1,
        }),
      () => selling.pay(till, { ...command, part, payment: this.payment(due) }),
      () => selling.pay(till, { ...command, part, payment: this.payment(due) }),
      () =>
        selling.takeBack(till, {
          ...command,
          paymentId: this.pick(bill.payments)?.id ?? '',
          reason,
        }),
      () =>
        selling.refund(till, {
          ...command,
          of: this.refund(bill),
          method: 'cash',
          reason,
          reference: '',
        }),
      () => (this.whole(0, 9) === 0 ? selling.cancel(till, { ...command, reason }) : bill),
    ];
    return this.pick(acts)?.() ?? bill;
  }

  newLine() {
    const productId = this.pick(products) ?? '';
    return { productId, quantity: this.whole(1, 4), choices: [], note: '' };
  }

  lineOf(line: BillLine | undefined) {
    return { lineId: line?.id ?? '', quantity: this.whole(1, line?.quantity ?? 1) };
  }

  place(): Pick<Bill, 'kind' | 'table'> {
    return {
      kind: this.pick(['dine_in', 'takeaway', 'delivery'] as const) ?? 'dine_in',
      table: `${this.whole(1, 9)}`,
    };
  }

  split(bill: Bill): Input<'splitBill'>['by'] {
    const wish = this.whole(0, 3);
    if (wish === 0) return { kind: 'whole' };
    if (wish === 1) return { kind: 'equal', parts: this.whole(2, 4) };
    const first = this.whole(0, bill.dueMinor);
    if (wish === 2) return { kind: 'amounts', amountsMinor: [first, bill.dueMinor - first] };
    const shares = bill.sums.lines.map(({ id: lineId, quantity }) => ({ lineId, quantity }));
    const at = this.whole(1, Math.max(1, shares.length - 1));
    return { kind: 'lines', parts: [shares.slice(0, at), shares.slice(at)] };
  }

  payment(dueMinor: number): Input<'payBill'>['payment'] {
    if (this.whole(0, 1) === 0) {
      return {
        method: 'cash',
        tenderedMinor: this.whole(0, 1) === 0 ? 100_000 : this.whole(0, dueMinor),
      };
    }
    return { method: 'card', amountMinor: this.whole(1, Math.max(1, dueMinor)), reference: '' };
  }

  refund(bill: Bill): Input<'refundBill'>['of'] {
    const line = this.pick(bill.lines);
    const wish = this.whole(0, 2);
    if (wish === 0) return { kind: 'rest' };
    if (wish === 1) return { kind: 'amount', amountMinor: this.whole(1, 3_000) };
    return { kind: 'lines', lines: [this.lineOf(line)] };
  }
}

function ordersOf(bill: Bill): Order[] {
  const orderIds = new Set(bill.lines.flatMap((line) => line.sent?.orderId ?? []));
  return [...orderIds].flatMap((id) => {
    const row = db
      .prepare<[string], { status: string; body: string }>(
        'SELECT status, body FROM orders WHERE id = ?',
      )
      .get(id);
    return row && row.status !== 'cancelled' ? [JSON.parse(row.body) as Order] : [];
  });
}

/** The kitchen has exactly what was sent and not voided, and its orders cost what their lines do. */
function checkKitchen(bill: Bill): void {
  const orders = ordersOf(bill);
  for (const order of orders) {
    const mine = bill.lines.filter((line) => line.sent?.orderId === order.id);
    const there = mine.toSorted((a, b) => (a.sent?.place ?? 0) - (b.sent?.place ?? 0));
    // Tickets name lines by their place.
    expect(there.map((line) => line.sent?.place)).toEqual(there.map((_, at) => at));
    expect(order.lines.map((line) => [line.itemId, line.quantity, line.voided === true])).toEqual(
      there.map((line) => [line.productId, line.quantity, line.voided !== null]),
    );
  }
  const isSent = bill.lines.every((line) => line.sent !== null);
  const isFirstThere = orders.some(({ charges }) => charges.length > 0);
  if (isSent && (isFirstThere || bill.sums.charges.length === 0)) {
    expect(sumOf(orders.map((order) => order.totalMinor ?? 0))).toBe(bill.sums.totalMinor);
  }
}

function checkMoney(bill: Bill): void {
  const { sums, payments, parts, refunds, receipts } = bill;
  const paidMinor = sumOf(payments.map((payment) => payment.amountMinor));
  expect(paidMinor).toBeLessThanOrEqual(sums.totalMinor);
  if (bill.state === 'open') expect(bill.dueMinor).toBe(sums.totalMinor - paidMinor);
  if (parts.length > 0) {
    expect(sumOf(parts.map((part) => part.totalMinor))).toBe(sums.totalMinor);
    expect(sumOf(parts.map((part) => part.taxMinor))).toBe(sums.taxMinor);
  }
  if (bill.state !== 'closed') return;
  expect(paidMinor).toBe(sums.totalMinor);
  const sales = receipts.filter(({ kind }) => kind === 'sale');
  expect(sumOf(sales.map((receipt) => receipt.totalMinor))).toBe(sums.totalMinor);
  expect(sumOf(sales.map((receipt) => receipt.taxMinor))).toBe(sums.taxMinor);
  const backMinor = sumOf(refunds.map((refund) => refund.totalMinor));
  expect(backMinor).toBeLessThanOrEqual(sums.totalMinor);
  if (backMinor === sums.totalMinor) {
    expect(sumOf(refunds.map((refund) => refund.taxMinor))).toBe(sums.taxMinor);
  }
}

function everything(): unknown[] {
  return ['bills', 'bill_money', 'receipts', 'orders', 'print_jobs', 'bill_commands'].map((table) =>
    db.prepare(`SELECT * FROM ${table}`).all(),
  );
}

function checkWhole(): void {
  const serials = db
    .prepare<[], { serial: number }>('SELECT serial FROM receipts ORDER BY serial')
    .all();
  expect(serials.map(({ serial }) => serial)).toEqual(serials.map((_, index) => index + 1));
  const tickets = db
    .prepare<[], { count: number }>(
      `SELECT count(*) AS count FROM print_jobs WHERE kind = 'kitchen' GROUP BY order_id`,
    )
    .all();
  expect(tickets.every(({ count }) => count === 1)).toBe(true);
}

/** Does something to one of the bills: it changes and all is in step, or it is refused and nothing has changed. */
function step(wild: WildTill, bills: readonly Bill[]): void {
  const bill = wild.pick(bills);
  if (!bill) return;
  const before = everything();
  try {
    const after = wild.act(bill, bills);
    Bill.parse(after);
    expect([bill.version, bill.version + 1]).toContain(after.version);
    checkMoney(after);
    if (after.state !== 'merged' && after.state !== 'cancelled') checkKitchen(after);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(everything()).toEqual(before);
  }
}

function runWild(seed: number): void {
  openBranch();
  const wild = new WildTill(seededRandom(seed));
  selling.changeSettings({
    ...readSellingSettings(db),
    taxMode: seed % 2 === 0 ? 'inclusive' : 'exclusive',
    serviceBasisPoints: seed % 3 === 0 ? 1_000 : 0,
    deliveryMinor: seed % 5 === 0 ? 750 : 0,
    cashStepMinor: seed % 7 === 0 ? 5 : 1,
  });
  const open = () => {
    const command = { commandId: `command-${++ids}`, ...wild.place(), customer: null };
    return selling.open(till, command).id;
  };
  const billIds = [open(), open(), open()];
  for (let count = 0; count < 150; count += 1) {
    const bills = billIds.map((id) => selling.get(id));
    step(wild, bills);
    const live = bills.filter(({ state }) => state === 'open' || state === 'held');
    if (live.length < 2) billIds.push(open());
  }
  checkWhole();
  db.close();
}

test('whatever tills do to bills, money, kitchen and receipts stay in step', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    try {
      runWild(seed);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
});
