import type { BillKind, Receipt } from '../../../shared/contract/bill.ts';
import { sumOf } from '../../../shared/contract/bill-sums.ts';
import type { Currency } from '../../../shared/contract/money.ts';
import { isVoid, type OrderStatus } from '../../../shared/contract/order-status.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type {
  Report,
  ReportSums,
  ReportTables,
  ReportTally,
} from '../../../shared/contract/report.ts';
import type { ShiftSums } from '../../../shared/contract/shift.ts';
import type { BusinessDays } from '../business-days.ts';
import type { BillMoney, StoredBill } from '../selling/index.ts';
import { saleOfBill, saleOfOrder, saleOfReceipt, voidsOf, type Named, type Sale } from './sale.ts';
import { addTo, SideTable, type Figures, type Row, type Side } from './side-table.ts';

export interface EndedBill {
  readonly bill: StoredBill;
  readonly money: BillMoney;
}

/** A receipt that was given in a shift, and the bill it is for. */
export interface GivenReceipt extends EndedBill {
  readonly receipt: Pick<Receipt, 'part' | 'atMs'>;
}

export interface PlatformOrder {
  readonly order: Order;
  readonly status: OrderStatus;
  /** When it came. */
  readonly atMs: number;
}

export type Refunded = Report['refunds'];
export type Summed = Pick<Report, 'counter' | 'platforms' | 'refunds' | 'roundingMinor' | 'tables'>;

const nothing: ReportTally = { count: 0, totalMinor: 0 };
const noTax = { count: 0, totalMinor: 0, netMinor: 0, taxMinor: 0 };

interface SideSums {
  readonly sales: Omit<ReportSums, 'voids'>;
  readonly voids: ReportTally;
}
const noSums = (): SideSums => ({
  sales: { orders: 0, totalMinor: 0, taxMinor: 0, discountsMinor: 0 },
  voids: { ...nothing },
});

const createTables = () => ({
  days: new SideTable<{ day: string }, ReportTally>(nothing, ({ day }) => day),
  hours: new SideTable<{ hour: number }, ReportTally>(nothing, ({ hour }) => String(hour)),
  items: new SideTable<Named, ReportTally>(nothing, namedKey),
  categories: new SideTable<Named, ReportTally>(nothing, namedKey),
  channels: new SideTable<{ platform: string; kind: BillKind | null }, ReportTally>(
    nothing,
    ({ platform, kind }) => `${platform} ${kind}`,
  ),
  staff: new SideTable<Pick<Sale, 'by'>, ReportTally>(nothing, ({ by }) => by?.staffId ?? ''),
  taxes: new SideTable<{ rateBasisPoints: number | null }, typeof noTax>(
    noTax,
    ({ rateBasisPoints }) => String(rateBasisPoints),
  ),
  payments: new SideTable<{ method: Order['paymentMethod'] }, ReportTally>(
    nothing,
    ({ method }) => method,
  ),
});
type Tables = ReturnType<typeof createTables>;

/** The sums of a stretch of time in plain data, as they are kept; dishes stand under every id and name they had. */
export interface Sums extends Readonly<Record<Side, SideSums>> {
  readonly refunds: Refunded;
  readonly roundingMinor: number;
  readonly tables: { readonly [Table in keyof Tables]: ReturnType<Tables[Table]['rows']> };
}

/** Adds up what was sold, one bill and one order at a time or what was added up before, in any order. */
export class SumUp {
  readonly #place: { readonly currency: Currency; readonly days: BusinessDays };
  readonly #sums: Record<Side, SideSums> = { counter: noSums(), platforms: noSums() };
  readonly #tables = createTables();
  readonly #refunds: Refunded = { count: 0, totalMinor: 0, taxMinor: 0 };
  #roundingMinor = 0;

  constructor(place: { readonly currency: Currency; readonly days: BusinessDays }) {
    this.#place = place;
  }

  /** Of open bills and merged ones nothing counts. */
  addBill({ bill, money }: EndedBill): void {
    if (bill.terms.currency !== this.#place.currency) return;
    if (bill.state !== 'closed' && bill.state !== 'cancelled') return;
    addTo(this.#sums.counter.voids, voidsOf(bill));
    if (bill.state === 'cancelled') return;
    this.#addSale(saleOfBill(bill, money));
    this.#roundingMinor += sumOf(money.payments.map((payment) => payment.roundingMinor));
  }

  /** A shift sold what it gave receipts for, whatever its bills become. */
  addReceipt({ bill, money, receipt }: GivenReceipt): void {
    if (bill.terms.currency !== this.#place.currency) return;
    this.#addSale(saleOfReceipt(bill, money, receipt));
  }

  /** What a shift's book says beside its receipts. */
  addBook({ voids, roundingMinor }: Pick<ShiftSums, 'voids' | 'roundingMinor'>): void {
    addTo(this.#sums.counter.voids, voids);
    this.#roundingMinor += roundingMinor;
  }

  addOrder({ order, status, atMs }: PlatformOrder): void {
    if (order.isTest || order.currency !== this.#place.currency) return;
    if (isVoid(status)) {
      addTo(this.#sums.platforms.voids, { count: 1, totalMinor: order.totalMinor ?? 0 });
    } else if (status !== 'pending') {
      this.#addSale(saleOfOrder(order, atMs));
    }
  }

  addRefund(refund: Refunded): void {
    addTo(this.#refunds, refund);
  }

  addSums({ refunds, roundingMinor, tables, ...sides }: Sums): void {
    for (const side of ['counter', 'platforms'] as const) {
      addTo<Figures>(this.#sums[side].sales, sides[side].sales);
      addTo(this.#sums[side].voids, sides[side].voids);
    }
    this.addRefund(refunds);
    this.#roundingMinor += roundingMinor;
    const mine = this.#tables;
    mine.days.addRows(tables.days);
    mine.hours.addRows(tables.hours);
    mine.items.addRows(tables.items);
    mine.categories.addRows(tables.categories);
    mine.channels.addRows(tables.channels);
    mine.staff.addRows(tables.staff);
    mine.taxes.addRows(tables.taxes);
    mine.payments.addRows(tables.payments);
  }

  sums(): Sums {
    const { days, hours, items, categories, channels, staff, taxes, payments } = this.#tables;
    return {
      ...this.#sums,
      refunds: this.#refunds,
      roundingMinor: this.#roundingMinor,
      tables: {
        days: days.rows(),
        hours: hours.rows(),
        items: items.rows(),
        categories: categories.rows(),
        channels: channels.rows(),
        staff: staff.rows(),
        taxes: taxes.rows(),
        payments: payments.rows(),
      },
    };
  }

  result(startsAtHour: number): Summed {
    const { counter, platforms, tables, ...rest } = this.sums();
    const known = new Map(tables.hours.map((row) => [row.hour, row]));
    const hours = Array.from({ length: 24 }, (_, index) => {
      const hour = (startsAtHour + index) % 24;
      return known.get(hour) ?? { hour, counter: nothing, platforms: nothing };
    });
    const shown: ReportTables = {
      days: tables.days.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      hours,
      items: bestFirst(oncePerDish(tables.items)),
      categories: bestFirst(oncePerDish(tables.categories)),
      channels: bestFirst(tables.channels),
      staff: bestFirst(tables.staff),
      taxes: tables.taxes.toSorted((a, b) => (b.rateBasisPoints ?? -1) - (a.rateBasisPoints ?? -1)),
      payments: bestFirst(tables.payments),
    };
    return {
      ...rest,
      counter: { ...counter.sales, voids: counter.voids },
      platforms: { ...platforms.sales, voids: platforms.voids },
      tables: shown,
    };
  }

  #addSale(sale: Sale): void {
    const { side, totalMinor, platform, kind, by } = sale;
    const one = { count: 1, totalMinor };
    const { days } = this.#place;
    const tables = this.#tables;
    addTo<Figures>(this.#sums[side].sales, {
      orders: 1,
      totalMinor,
      taxMinor: sumOf(sale.taxes.map(({ taxMinor }) => taxMinor)),
      discountsMinor: sale.discountsMinor,
    });
    tables.days.add({ day: days.dayOf(sale.atMs) }, side, one);
    tables.hours.add({ hour: days.hourOf(sale.atMs) }, side, one);
    tables.channels.add({ platform, kind }, side, one);
    tables.staff.add({ by }, side, one);
    for (const { item, category, ...tally } of sale.sold) {
      tables.items.add(item, side, tally);
      tables.categories.add(category, side, tally);
    }
    for (const { rateBasisPoints, taxMinor, totalMinor: grossMinor } of sale.taxes) {
      const netMinor = grossMinor - taxMinor;
      const tally = { count: 1, totalMinor: grossMinor, netMinor, taxMinor };
      tables.taxes.add({ rateBasisPoints }, side, tally);
    }
    for (const { method, amountMinor } of sale.payments) {
      tables.payments.add({ method }, side, { count: 1, totalMinor: amountMinor });
    }
  }
}

function namedKey({ kind, id, name }: Named): string {
  return `${kind} ${id} ${name === null ? '' : [name.default, name.en, name.ar].join('\n')}`;
}

/**
 * One row for what has the same id or the same name: platforms have ids of their own for the counter's dishes, and a dish
 * is renamed. What the counter sold comes first, because its names are the menu's.
 */
function oncePerDish(rows: readonly Row<Named, ReportTally>[]): Row<Named, ReportTally>[] {
  const table = new SideTable<Named, ReportTally>(nothing, createKeys());
  table.addRows(rows.filter(({ counter }) => counter.count !== 0));
  table.addRows(rows.filter(({ counter }) => counter.count === 0));
  return table.rows();
}

function createKeys(): (of: Named) => string {
  const keys = new Map<string, string>();
  return ({ kind, id, name }) => {
    const byId = `${kind} id ${id}`;
    const byName = name ? `${kind} name ${(name.en ?? name.default).trim().toLowerCase()}` : byId;
    const key = (id === '' ? undefined : keys.get(byId)) ?? keys.get(byName) ?? byName;
    keys.set(byName, key);
    if (id !== '') keys.set(byId, key);
    return key;
  };
}

function bestFirst<Label>(rows: readonly Row<Label, ReportTally>[]): Row<Label, ReportTally>[] {
  const totalOf = (row: Row<Label, ReportTally>) =>
    row.counter.totalMinor + row.platforms.totalMinor;
  return rows.toSorted((a, b) => totalOf(b) - totalOf(a));
}
