import type { Receipt, Refund, SellingSettings, TaxSum } from '../../../shared/contract/bill.ts';
import { quantityOf, sumOf } from '../../../shared/contract/bill-sums.ts';
import type { Line, Order } from '../../../shared/contract/order.ts';
import type { CounterReceipt, ReceiptFacts } from '../printing/index.ts';
import { counterOrder, figuresOf, methodOf, toOrderLine } from './bill-orders.ts';
import { liveLines, sumsOf, type BillMoney, type StoredBill } from './stored-bill.ts';

/**
 * What stands on the paper that a customer takes home.
 *
 * @param of.cashier who took or gave back the money
 */
export function receiptPaper(
  bill: StoredBill,
  money: BillMoney,
  receipt: Receipt,
  of: { readonly settings: SellingSettings; readonly cashier: string },
): CounterReceipt {
  const refund = money.refunds.find(({ id }) => id === receipt.refundId);
  const base = counterOrder(bill, {
    id: bill.id,
    number: bill.number,
    atMs: receipt.atMs,
    lines: [],
  });
  if (refund) return refundPaper({ bill, base, refund, receipt, ...of });
  const payments = money.payments.filter(({ part }) => part === receipt.part);
  const portion = receipt.part === null ? undefined : bill.parts[receipt.part];
  const taxes = portion?.taxes ?? sumsOf(bill).taxes;
  const lines = linesOfReceipt(bill, receipt);
  const figures = portion
    ? { charges: [], discounts: [], taxMinor: portion.taxMinor, totalMinor: portion.totalMinor }
    : figuresOf(sumsOf(bill));
  return {
    order: { ...base, ...figures, lines, paymentMethod: methodOf(payments) },
    receipt: {
      number: receipt.number,
      cashier: of.cashier,
      taxLines: taxLines(taxes, 1),
      payments: payments.map(({ method, tenderedMinor }) => ({
        method,
        amountMinor: tenderedMinor,
      })),
      changeMinor: sumOf(payments.map((payment) => payment.changeMinor)),
    },
    taxNumber: of.settings.taxNumber,
  };
}

/** All lines, a guest's lines, or one line that says which part of the bill was paid. */
function linesOfReceipt(bill: StoredBill, { part, totalMinor }: Receipt): Line[] {
  const all = liveLines(bill);
  if (part === null) return all.map(toOrderLine);
  const shares = bill.parts[part]?.lines ?? [];
  if (shares.length === 0) {
    const en = `Part ${part + 1} of ${bill.parts.length} of bill ${bill.number}`;
    const ar = `الجزء ${part + 1} من ${bill.parts.length} من الفاتورة ${bill.number}`;
    return [plainLine({ default: ar, ar, en }, totalMinor)];
  }
  return all.flatMap((line) => {
    const quantity = quantityOf(shares, line.id);
    return quantity === 0 ? [] : [toOrderLine({ ...line, quantity })];
  });
}

function refundPaper({
  bill,
  base,
  refund,
  receipt,
  settings,
  cashier,
}: {
  readonly bill: StoredBill;
  readonly base: Order;
  readonly refund: Refund;
  readonly receipt: Receipt;
  readonly settings: SellingSettings;
  readonly cashier: string;
}): CounterReceipt {
  const en = `Refund of bill ${bill.number}`;
  const ar = `مرتجع من الفاتورة ${bill.number}`;
  const dishes = liveLines(bill).flatMap((line) => {
    const quantity = quantityOf(refund.lines, line.id);
    return quantity === 0 ? [] : [{ ...toOrderLine({ ...line, quantity }), totalMinor: null }];
  });
  return {
    order: {
      ...base,
      lines: [plainLine({ default: ar, ar, en }, -refund.totalMinor), ...dishes],
      note: refund.reason,
      taxMinor: -refund.taxMinor,
      totalMinor: -refund.totalMinor,
      paymentMethod: refund.method,
    },
    receipt: {
      number: receipt.number,
      cashier,
      taxLines: taxLines(refund.taxes, -1),
      payments: [
        { method: refund.method, amountMinor: -(refund.totalMinor + refund.roundingMinor) },
      ],
      changeMinor: 0,
    },
    taxNumber: settings.taxNumber,
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
