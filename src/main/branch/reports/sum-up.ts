import { counterPlatform, type BillKind, type Actor } from '../../../shared/contract/bill.ts';
import { spread, sumOf, unitWithModifiers } from '../../../shared/contract/bill-sums.ts';
import type { Currency, Minor } from '../../../shared/contract/money.ts';
import { isVoid, type OrderStatus } from '../../../shared/contract/order-status.ts';
import { lineTotal } from '../../../shared/contract/order-sums.ts';
import type { Name, Order } from '../../../shared/contract/order.ts';
import type {
  NamedRow,
  Report,
  ReportSums,
  ReportTables,
  ReportTally,
} from '../../../shared/contract/report.ts';
import type { BusinessDays } from '../business-days.ts';
import { liveLines, sumsOf, type BillMoney, type StoredBill } from '../selling/index.ts';
import { addTo, SideTable, type Figures, type Row, type Side } from './side-table.ts';

export interface EndedBill {
  readonly bill: StoredBill;
  readonly money: BillMoney;
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

type Named = Pick<NamedRow, 'kind' | 'id' | 'name'>;
const rest: Named = { kind: 'rest', id: '', name: null };
const chargeOf = (id: string): Named => ({ kind: 'charge', id, name: null });

/** A dish's part in what was sold, its category, and what it brought. */
interface Sold {
  readonly item: Named;
  readonly category: Named;
  readonly count: number;
  readonly totalMinor: Minor;
}

/** One sale, of either side, in the words of the tables. Its parts, taxes and payments each come to its total. */
interface Sale {
  readonly side: Side;
  readonly atMs: number;
  readonly totalMinor: Minor;
  readonly discountsMinor: Minor;
  readonly platform: string;
  readonly kind: BillKind | null;
  readonly by: Actor | null;
  readonly sold: readonly Sold[];
  readonly taxes: readonly {
    readonly rateBasisPoints: number | null;
    readonly taxMinor: Minor;
    readonly totalMinor: Minor;
  }[];
  readonly payments: readonly {
    readonly method: Order['paymentMethod'];
    readonly amountMinor: Minor;
  }[];
}

/** Adds up what was sold, one bill and one order at a time, in any order. */
export class SumUp {
  readonly #place: { readonly currency: Currency; readonly days: BusinessDays };
  readonly #sums: Record<Side, SideSums> = { counter: noSums(), platforms: noSums() };
  readonly #days = new SideTable<{ day: string }, ReportTally>(nothing);
  readonly #hours = new SideTable<{ hour: number }, ReportTally>(nothing);
  readonly #items = new SideTable<Named, ReportTally>(nothing);
  readonly #categories = new SideTable<Named, ReportTally>(nothing);
  readonly #channels = new SideTable<Pick<Sale, 'platform' | 'kind'>, ReportTally>(nothing);
  readonly #staff = new SideTable<Pick<Sale, 'by'>, ReportTally>(nothing);
  readonly #taxes = new SideTable<{ rateBasisPoints: number | null }, typeof noTax>(noTax);
  readonly #payments = new SideTable<{ method: Order['paymentMethod'] }, ReportTally>(nothing);
  readonly #itemKeys = createKeys();
  readonly #categoryKeys = createKeys();
  readonly #refunds: Refunded = { count: 0, totalMinor: 0, taxMinor: 0 };
  #roundingMinor = 0;

  constructor(place: { readonly currency: Currency; readonly days: BusinessDays }) {
    this.#place = place;
  }

  /** Of open bills and merged ones nothing counts. */
  addBill({ bill, money }: EndedBill): void {
    if (bill.terms.currency !== this.#place.currency) return;
    if (bill.state !== 'closed' && bill.state !== 'cancelled') return;
    this.#addVoids('counter', voidsOf(bill));
    if (bill.state === 'cancelled') return;
    this.#addSale(saleOfBill(bill, money));
    this.#roundingMinor += sumOf(money.payments.map((payment) => payment.roundingMinor));
  }

  addOrder({ order, status, atMs }: PlatformOrder): void {
    if (order.isTest || order.currency !== this.#place.currency) return;
    if (isVoid(status)) {
      this.#addVoids('platforms', { count: 1, totalMinor: order.totalMinor ?? 0 });
    } else if (status !== 'pending') {
      this.#addSale(saleOfOrder(order, atMs));
    }
  }

  addRefund(refund: Refunded): void {
    addTo(this.#refunds, refund);
  }

  result(startsAtHour: number): Summed {
    const known = new Map(this.#hours.rows().map((row) => [row.hour, row]));
    const hours = Array.from({ length: 24 }, (_, index) => {
      const hour = (startsAtHour + index) % 24;
      return known.get(hour) ?? { hour, counter: nothing, platforms: nothing };
    });
    const tables: ReportTables = {
      days: this.#days.rows().toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      hours,
      items: bestFirst(this.#items.rows()),
      categories: bestFirst(this.#categories.rows()),
      channels: bestFirst(this.#channels.rows()),
      staff: bestFirst(this.#staff.rows()),
      taxes: this.#taxes
        .rows()
        .toSorted((a, b) => (b.rateBasisPoints ?? -1) - (a.rateBasisPoints ?? -1)),
      payments: bestFirst(this.#payments.rows()),
    };
    const { counter, platforms } = this.#sums;
    return {
      counter: { ...counter.sales, voids: counter.voids },
      platforms: { ...platforms.sales, voids: platforms.voids },
      refunds: this.#refunds,
      roundingMinor: this.#roundingMinor,
      tables,
    };
  }

  #addVoids(side: Side, voids: ReportTally): void {
    addTo(this.#sums[side].voids, voids);
  }

  #addSale(sale: Sale): void {
    const { side, totalMinor, platform, kind, by } = sale;
    const one = { count: 1, totalMinor };
    const { days } = this.#place;
    addTo<Figures>(this.#sums[side].sales, {
      orders: 1,
      totalMinor,
      taxMinor: sumOf(sale.taxes.map(({ taxMinor }) => taxMinor)),
      discountsMinor: sale.discountsMinor,
    });
    const day = days.dayOf(sale.atMs);
    const hour = days.hourOf(sale.atMs);
    this.#days.add(day, { day }, side, one);
    this.#hours.add(String(hour), { hour }, side, one);
    this.#channels.add(`${platform} ${kind}`, { platform, kind }, side, one);
    this.#staff.add(by?.staffId ?? '', { by }, side, one);
    for (const { item, category, ...tally } of sale.sold) {
      this.#items.add(this.#itemKeys(item), item, side, tally);
      this.#categories.add(this.#categoryKeys(category), category, side, tally);
    }
    for (const { rateBasisPoints, taxMinor, totalMinor: grossMinor } of sale.taxes) {
      const netMinor = grossMinor - taxMinor;
      const tally = { count: 1, totalMinor: grossMinor, netMinor, taxMinor };
      this.#taxes.add(String(rateBasisPoints), { rateBasisPoints }, side, tally);
    }
    for (const { method, amountMinor } of sale.payments) {
      this.#payments.add(method, { method }, side, { count: 1, totalMinor: amountMinor });
    }
  }
}

/** One row for what has the same id or the same name: platforms have ids of their own for the counter's dishes. */
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

function saleOfBill(bill: StoredBill, { payments }: BillMoney): Sale {
  const sums = sumsOf(bill);
  const grossOf = new Map(sums.lines.map(({ id, grossMinor }) => [id, grossMinor]));
  return {
    side: 'counter',
    atMs: bill.closedAtMs ?? 0,
    totalMinor: sums.totalMinor,
    discountsMinor: sums.discountMinor,
    platform: counterPlatform,
    kind: bill.kind,
    by: payments.at(-1)?.by ?? bill.openedBy,
    sold: [
      ...liveLines(bill).map((line) => ({
        item: itemOf(line.productId, line.name),
        category: itemOf(line.category.id, line.category.name),
        count: line.quantity,
        totalMinor: grossOf.get(line.id) ?? 0,
      })),
      ...sums.charges.map(({ kind, grossMinor }) => charged(kind, grossMinor)),
    ],
    taxes: sums.taxes.map(({ rateBasisPoints, taxMinor, grossMinor }) => ({
      rateBasisPoints,
      taxMinor,
      totalMinor: grossMinor,
    })),
    payments,
  };
}

/** What a platform does not say counts as nothing. */
function saleOfOrder(order: Order, atMs: number): Sale {
  const totalMinor = order.totalMinor ?? 0;
  return {
    side: 'platforms',
    atMs,
    totalMinor,
    discountsMinor: sumOf(order.discounts.map(({ amountMinor }) => amountMinor)),
    platform: order.platform,
    kind: null,
    by: null,
    sold: soldByPlatform(order, totalMinor),
    taxes: [{ rateBasisPoints: null, taxMinor: order.taxMinor ?? 0, totalMinor }],
    payments: [{ method: order.paymentMethod, amountMinor: totalMinor }],
  };
}

/** Shares what the customer pays beside charges over the lines; what they do not explain is the rest. */
function soldByPlatform(order: Order, totalMinor: Minor): Sold[] {
  const charges = order.charges.map(({ kind, amountMinor }) => charged(kind, amountMinor));
  const goodsMinor = totalMinor - sumOf(charges.map((charge) => charge.totalMinor));
  const lines = order.lines.filter((line) => !line.voided);
  const prices = lines.map(lineTotal);
  const weights = prices.map((price) => Math.max(0, price ?? 0));
  const isExplained = goodsMinor >= 0 && sumOf(weights) > 0 && !prices.includes(null);
  const shares = isExplained ? spread(goodsMinor, weights) : weights.map(() => 0);
  const sold = lines.map((line, index) => ({
    item: itemOf(line.itemId ?? '', line.name),
    category: itemOf(line.category?.id ?? '', line.category?.name ?? null),
    count: line.quantity,
    totalMinor: shares[index] ?? 0,
  }));
  const unexplained = { item: rest, category: rest, count: 0, totalMinor: goodsMinor };
  return [...sold, ...charges, ...(isExplained || goodsMinor === 0 ? [] : [unexplained])];
}

function itemOf(id: string, name: Name | null): Named {
  return { kind: 'item', id, name };
}

function charged(kind: string, totalMinor: Minor): Sold {
  const named = chargeOf(kind);
  return { item: named, category: named, count: 1, totalMinor };
}

/** What the kitchen had already and nobody paid for, at its full price. */
function voidsOf({ state, lines }: StoredBill): ReportTally {
  const gone = lines.filter(
    (line) => line.sent !== null && (line.voided !== null || state === 'cancelled'),
  );
  return {
    count: sumOf(gone.map(({ quantity }) => quantity)),
    totalMinor: sumOf(gone.map((line) => line.quantity * unitWithModifiers(line))),
  };
}
