import {
  counterPlatform,
  type Actor,
  type BillKind,
  type Receipt,
} from '../../../shared/contract/bill.ts';
import {
  quantityOf,
  shareOut,
  spread,
  sumOf,
  unitWithModifiers,
} from '../../../shared/contract/bill-sums.ts';
import type { Minor } from '../../../shared/contract/money.ts';
import { lineTotal } from '../../../shared/contract/order-sums.ts';
import type { Name, Order } from '../../../shared/contract/order.ts';
import type { NamedRow, ReportTally } from '../../../shared/contract/report.ts';
import { liveLines, saleEntry, sumsOf, type BillMoney, type StoredBill } from '../selling/index.ts';
import type { Side } from './side-table.ts';

export type Named = Pick<NamedRow, 'kind' | 'id' | 'name'>;
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
export interface Sale {
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

export function saleOfBill(bill: StoredBill, { payments }: BillMoney): Sale {
  return saleOf(bill, {
    part: null,
    atMs: bill.closedAtMs ?? 0,
    sold: soldOfBill(bill),
    payments,
  });
}

/** What one receipt sold: the bill, or a guest's part of it. The parts together sold what the bill did, dish by dish. */
export function saleOfReceipt(
  bill: StoredBill,
  { payments }: Pick<BillMoney, 'payments'>,
  { part, atMs }: Pick<Receipt, 'part' | 'atMs'>,
): Sale {
  return saleOf(bill, {
    part,
    atMs,
    sold: part === null ? soldOfBill(bill) : soldOfPart(bill, part),
    payments: payments.filter((payment) => payment.part === part),
  });
}

function saleOf(
  bill: StoredBill,
  of: Pick<Sale, 'atMs' | 'sold'> & {
    readonly part: number | null;
    readonly payments: BillMoney['payments'];
  },
): Sale {
  const { totalMinor, discountMinor, taxes } = saleEntry(bill, of.part);
  const { payments, atMs, sold } = of;
  return {
    side: 'counter',
    atMs,
    totalMinor,
    discountsMinor: discountMinor,
    platform: counterPlatform,
    kind: bill.kind,
    by: payments.at(-1)?.by ?? bill.openedBy,
    sold,
    taxes: taxes.map(({ rateBasisPoints, taxMinor, grossMinor }) => ({
      rateBasisPoints,
      taxMinor,
      totalMinor: grossMinor,
    })),
    payments,
  };
}

function soldOfBill(bill: StoredBill): Sold[] {
  const sums = sumsOf(bill);
  const grossOf = new Map(sums.lines.map(({ id, grossMinor }) => [id, grossMinor]));
  return [
    ...liveLines(bill).map((line) => ({
      item: itemOf(line.productId, line.name),
      category: itemOf(line.category.id, line.category.name),
      count: line.quantity,
      totalMinor: grossOf.get(line.id) ?? 0,
    })),
    ...sums.charges.map(({ kind, grossMinor }) => charged(kind, grossMinor)),
  ];
}

function soldOfPart(bill: StoredBill, part: number): Sold[] {
  const shares = bill.parts[part]?.lines ?? [];
  const sold = shares.length > 0 ? soldByLines(bill, part) : soldByAmount(bill, part);
  return sold.filter(({ count, totalMinor }) => count !== 0 || totalMinor !== 0);
}

/** What the guest had. A charge of the bill counts once, with the first guest. */
function soldByLines(bill: StoredBill, part: number): Sold[] {
  const shares = bill.parts.map(({ lines }) => lines);
  const { goods, charges } = shareOut(sumsOf(bill), shares);
  const lines = liveLines(bill);
  return soldOfBill(bill).map((sold, at) => {
    const line = lines[at];
    if (line) {
      const count = quantityOf(shares[part] ?? [], line.id);
      return { ...sold, count, totalMinor: goods[part]?.[at] ?? 0 };
    }
    const totalMinor = charges[at - lines.length]?.[part] ?? 0;
    return { ...sold, count: part === 0 ? sold.count : 0, totalMinor };
  });
}

/** Who pays an amount has had nothing by name: the dishes are cut up in their order, as far as the amounts reach. */
function soldByAmount(bill: StoredBill, part: number): Sold[] {
  const fromMinor = sumOf(bill.parts.slice(0, part).map(({ totalMinor }) => totalMinor));
  const toMinor = fromMinor + (bill.parts[part]?.totalMinor ?? 0);
  let atMinor = 0;
  return soldOfBill(bill).map((sold) => {
    const startMinor = atMinor;
    atMinor += sold.totalMinor;
    const until = (minor: number) => Math.min(Math.max(minor - startMinor, 0), sold.totalMinor);
    const totalMinor = until(toMinor) - until(fromMinor);
    if (sold.totalMinor === 0) {
      const isHere = startMinor <= toMinor && (startMinor > fromMinor || fromMinor === 0);
      return { ...sold, count: isHere ? sold.count : 0, totalMinor };
    }
    const pieces = (minor: number) => Math.floor((sold.count * until(minor)) / sold.totalMinor);
    return { ...sold, count: pieces(toMinor) - pieces(fromMinor), totalMinor };
  });
}

/** What a platform does not say counts as nothing. */
export function saleOfOrder(order: Order, atMs: number): Sale {
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
export function voidsOf({ state, lines }: StoredBill): ReportTally {
  const gone = lines.filter(
    (line) => line.sent !== null && (line.voided !== null || state === 'cancelled'),
  );
  return {
    count: sumOf(gone.map(({ quantity }) => quantity)),
    totalMinor: sumOf(gone.map((line) => line.quantity * unitWithModifiers(line))),
  };
}
