import {
  counterPlatform,
  type BillLine,
  type BillPayment,
  type BillSums,
} from '../../../shared/contract/bill.ts';
import { sumOf, unitWithModifiers } from '../../../shared/contract/bill-sums.ts';
import type { Line, Order } from '../../../shared/contract/order.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';
import { sumsOf, type Round, type StoredBill } from './stored-bill.ts';

/** What the kitchen cooks of a bill, or a paper shows of it. */
export interface OrderParts {
  readonly id: string;
  readonly number: string;
  readonly atMs: number;
  readonly lines: readonly Line[];
}

/**
 * The order of a round, as the bill stands now; undefined when nothing of it is left. Voided lines keep their places,
 * because tickets name lines by place. Each round carries the money of its own lines and the first one the charges
 * too, so that the orders of a bill add up to it.
 */
export function roundOrder(
  bill: StoredBill,
  round: Round,
  payments: readonly BillPayment[],
): Order | undefined {
  const lines = bill.lines
    .filter((line) => line.sent?.orderId === round.orderId)
    .toSorted((a, b) => (a.sent?.place ?? 0) - (b.sent?.place ?? 0));
  if (lines.every((line) => line.voided !== null)) return undefined;
  const order = counterOrder(bill, {
    id: round.orderId,
    number: round.number,
    atMs: round.atMs,
    lines: lines.map(toOrderLine),
  });
  const isFirst = bill.rounds[0]?.orderId === round.orderId;
  const figures = shareOf(sumsOf(bill), lines, isFirst);
  return {
    ...order,
    ...figures,
    collectMinor: isFirst ? collectOf(bill, payments) : 0,
    paymentMethod: methodOf(payments),
  };
}

/** An order of this bill without any money of its own. */
export function counterOrder(bill: StoredBill, parts: OrderParts): Order {
  return {
    id: parts.id,
    platform: counterPlatform,
    externalId: bill.id,
    displayNumber: parts.number,
    placedAtMs: parts.atMs,
    acceptByMs: null,
    startAtMs: null,
    dueAtMs: null,
    isTest: false,
    fulfilment: fulfilmentOf(bill),
    customer: bill.customer,
    lines: [...parts.lines],
    note: bill.note,
    cutleryNote: '',
    currency: bill.terms.currency,
    charges: [],
    discounts: [],
    taxMinor: null,
    totalMinor: null,
    totalVerbatim: '',
    collectMinor: 0,
    riderPaysMinor: 0,
    paymentMethod: 'other',
    actions: [],
    delayMinutes: [],
    rejectReasons: [],
    warnings: [],
  };
}

function fulfilmentOf({ kind, table }: StoredBill): Order['fulfilment'] {
  switch (kind) {
    case 'dine_in':
      return { kind: 'dine_in', by: 'customer', ...(table !== '' && { table }) };
    case 'takeaway':
      return { kind: 'pickup', by: 'customer' };
    case 'delivery':
      return { kind: 'delivery', by: 'restaurant' };
    default:
      return missingCase(kind);
  }
}

export function toOrderLine(line: BillLine): Line {
  return {
    itemId: line.productId,
    name: line.name,
    known: true,
    category: line.category,
    quantity: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    totalMinor: line.quantity * unitWithModifiers(line),
    note: line.note,
    modifiers: line.modifiers,
    removed: [],
    ...(line.voided && { voided: true as const }),
  };
}

/** What the driver brings back for the whole bill. */
function collectOf(bill: StoredBill, payments: readonly BillPayment[]): number {
  if (bill.kind !== 'delivery') return 0;
  const paidMinor = sumOf(payments.map((payment) => payment.amountMinor));
  return Math.max(0, sumsOf(bill).totalMinor - paidMinor);
}

type Figures = Pick<Order, 'charges' | 'discounts' | 'taxMinor' | 'totalMinor'>;

/** The figures of some of a bill's lines. */
function shareOf(sums: BillSums, of: readonly BillLine[], withCharges: boolean): Figures {
  const lines = sums.lines.filter(({ id }) => of.some((line) => line.id === id));
  const charges = withCharges ? sums.charges : [];
  const items = [...lines, ...charges];
  return figuresOf({
    charges,
    discountMinor: sumOf(lines.map((line) => line.lineDiscountMinor + line.billDiscountMinor)),
    taxMinor: sumOf(items.map((item) => item.taxMinor)),
    totalMinor: sumOf(items.map((item) => item.grossMinor)),
  });
}

export function figuresOf(
  sums: Pick<BillSums, 'charges' | 'discountMinor' | 'taxMinor' | 'totalMinor'>,
): Figures {
  return {
    charges: sums.charges.map(({ kind, amountMinor }) => ({ kind, name: '', amountMinor })),
    discounts: restaurantDiscount(sums.discountMinor),
    taxMinor: sums.taxMinor,
    totalMinor: sums.totalMinor,
  };
}

export function restaurantDiscount(amountMinor: number): Order['discounts'] {
  if (amountMinor === 0) return [];
  return [{ name: '', amountMinor, sponsors: [{ sponsor: 'restaurant', amountMinor }] }];
}

/** How it was paid; what is unpaid is expected in cash. */
export function methodOf(payments: readonly BillPayment[]): Order['paymentMethod'] {
  const methods = new Set(payments.map((payment) => payment.method));
  const [only] = methods;
  if (!only) return 'cash';
  return methods.size === 1 ? only : 'other';
}
