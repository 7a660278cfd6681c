import type {
  GuestCheck,
  Portion,
  Receipt,
  Refund,
  SellingSettings,
  TaxSum,
} from '../../../shared/contract/bill.ts';
import { quantityOf, sumOf } from '../../../shared/contract/bill-sums.ts';
import type { Charge, Discount, Line, Order } from '../../../shared/contract/order.ts';
import type { CounterReceipt, ReceiptFacts } from '../printing/index.ts';
import {
  counterOrder,
  figuresOf,
  methodOf,
  restaurantDiscount,
  toOrderLine,
} from './bill-orders.ts';
import { liveLines, sumsOf, type BillMoney, type StoredBill } from './stored-bill.ts';

/** What stands on the paper that a customer takes home. */
export function receiptPaper(
  bill: StoredBill,
  money: BillMoney,
  receipt: Receipt,
  { taxNumber }: Pick<SellingSettings, 'taxNumber'>,
): CounterReceipt {
  const base = counterOrder(bill, {
    id: bill.id,
    number: bill.number,
    atMs: receipt.atMs,
    lines: [],
  });
  const refund = money.refunds.find(({ id }) => id === receipt.refundId);
  if (refund) return { ...refundPaper(bill, base, refund, receipt), taxNumber };
  const payments = money.payments.filter(({ part }) => part === receipt.part);
  const { sold, taxes } = shownOf(bill, receipt.part);
  return {
    order: { ...base, ...sold, paymentMethod: methodOf(payments) },
    receipt: {
      number: receipt.number,
      cashier: payments.at(-1)?.by.name ?? '',
      taxOnTop: bill.terms.taxMode === 'exclusive',
      taxLines: taxLines(taxes, 1),
      payments: payments.map(({ method, tenderedMinor }) => ({
        method,
        amountMinor: tenderedMinor,
      })),
      roundingMinor: sumOf(payments.map((payment) => payment.roundingMinor)),
      changeMinor: sumOf(payments.map((payment) => payment.changeMinor)),
      leftMinor: 0,
    },
    taxNumber,
  };
}

/** What the guests are shown before they pay, with what they have paid of it already. */
export function checkPaper(
  bill: StoredBill,
  { payments }: Pick<BillMoney, 'payments'>,
  about: Pick<GuestCheck, 'part' | 'atMs' | 'by'>,
  { taxNumber }: Pick<SellingSettings, 'taxNumber'>,
): CounterReceipt {
  const { part, atMs, by } = about;
  const { sold, taxes } = shownOf(bill, part);
  const paid = payments.filter((payment) => part === null || payment.part === part);
  const paidMinor = sumOf(paid.map(({ amountMinor }) => amountMinor));
  return {
    order: {
      ...counterOrder(bill, { id: bill.id, number: bill.number, atMs, lines: [] }),
      ...sold,
    },
    receipt: {
      number: '',
      cashier: by.name,
      taxOnTop: bill.terms.taxMode === 'exclusive',
      taxLines: taxLines(taxes, 1),
      payments: paid.map(({ method, amountMinor }) => ({ method, amountMinor })),
      roundingMinor: 0,
      changeMinor: 0,
      leftMinor: (sold.totalMinor ?? 0) - paidMinor,
    },
    taxNumber,
  };
}

/** What a paper of the whole bill shows, or of one part. */
function shownOf(
  bill: StoredBill,
  part: number | null,
): { readonly sold: Sold; readonly taxes: readonly TaxSum[] } {
  const portion = part === null ? undefined : bill.parts[part];
  if (part !== null && portion) {
    return { sold: partSold(bill, portion, part), taxes: portion.taxes };
  }
  const sums = sumsOf(bill);
  const sold = { lines: liveLines(bill).map(toOrderLine), ...figuresOf(sums) };
  return { sold, taxes: sums.taxes };
}

type Sold = Pick<Order, 'lines' | 'charges' | 'discounts' | 'taxMinor' | 'totalMinor'>;

/** A guest's lines, or one line that says which part of the bill it is. */
function partSold(bill: StoredBill, portion: Portion, part: number): Sold {
  const { taxMinor, totalMinor } = portion;
  const figures = { charges: [], discounts: [], taxMinor, totalMinor };
  const shares = bill.parts[part]?.lines ?? [];
  const priceMinor = bill.terms.taxMode === 'inclusive' ? totalMinor : totalMinor - taxMinor;
  if (shares.length === 0) {
    const which = `${part + 1}`;
    const en = `Part ${which} of ${bill.parts.length} of bill ${bill.number}`;
    const ar = `الجزء ${which} من ${bill.parts.length} من الفاتورة ${bill.number}`;
    return { ...figures, lines: [plainLine({ default: ar, ar, en }, priceMinor)] };
  }
  const lines = liveLines(bill).flatMap((line) => {
    const quantity = quantityOf(shares, line.id);
    return quantity === 0 ? [] : [toOrderLine({ ...line, quantity })];
  });
  return { ...figures, lines, ...differenceOf(lines, priceMinor) };
}

/** What lies between the prices of the lines and what was paid for them: the guest's share of discounts and charges. */
function differenceOf(
  lines: readonly Line[],
  priceMinor: number,
): { charges: Charge[]; discounts: Discount[] } {
  const offMinor = sumOf(lines.map((line) => line.totalMinor ?? 0)) - priceMinor;
  return {
    charges: offMinor < 0 ? [{ kind: 'service', name: '', amountMinor: -offMinor }] : [],
    discounts: restaurantDiscount(Math.max(0, offMinor)),
  };
}

/** Amounts below nothing, so that the paper cannot pass for a sale. */
function refundPaper(
  bill: StoredBill,
  base: Order,
  refund: Refund,
  { number }: Receipt,
): Omit<CounterReceipt, 'taxNumber'> {
  const en = `Refund of bill ${bill.number}`;
  const ar = `مرتجع من الفاتورة ${bill.number}`;
  const priceMinor =
    bill.terms.taxMode === 'inclusive' ? refund.totalMinor : refund.totalMinor - refund.taxMinor;
  const dishes = liveLines(bill).flatMap((line) => {
    const quantity = quantityOf(refund.lines, line.id);
    // Their prices stand in the sum of the refund already.
    const free = { unitPriceMinor: null, totalMinor: 0, modifiers: [] };
    return quantity === 0 ? [] : [{ ...toOrderLine({ ...line, quantity }), ...free }];
  });
  return {
    order: {
      ...base,
      lines: [plainLine({ default: ar, ar, en }, -priceMinor), ...dishes],
      note: refund.reason,
      taxMinor: -refund.taxMinor,
      totalMinor: -refund.totalMinor,
      paymentMethod: refund.method,
    },
    receipt: {
      number,
      cashier: refund.by.name,
      taxOnTop: bill.terms.taxMode === 'exclusive',
      taxLines: taxLines(refund.taxes, -1),
      payments: [
        { method: refund.method, amountMinor: -(refund.totalMinor + refund.roundingMinor) },
      ],
      roundingMinor: -refund.roundingMinor,
      changeMinor: 0,
      leftMinor: 0,
    },
  };
}

function plainLine(name: Line['name'], totalMinor: number): Line {
  return {
    itemId: null,
    name,
    known: true,
    quantity: 1,
    unitPriceMinor: null,
    totalMinor,
    note: '',
    modifiers: [],
    removed: [],
  };
}

/** Named by the template, which speaks the paper's language; the rate tells the classes apart. */
function taxLines(taxes: readonly TaxSum[], sign: 1 | -1): ReceiptFacts['taxLines'] {
  return taxes.map(({ rateBasisPoints, taxMinor }) => ({
    name: '',
    percent: String(rateBasisPoints / 100),
    amountMinor: sign * taxMinor,
  }));
}
