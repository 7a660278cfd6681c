import type { BillPayment, Receipt, Refund } from '../../../shared/contract/bill.ts';
import { remainingOf } from '../../../shared/contract/bill-sums.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Hand, SellingDeps } from './bill-desk.ts';
import {
  countPrint,
  insertPayment,
  insertReceipt,
  insertRefund,
  insertTakenBack,
  nextCount,
  receiptSeries,
} from './bills-repo.ts';
import { sendUnsent } from './kitchen.ts';
import { receiptPaper } from './receipt-paper.ts';
import { notePayment, noteRefund, noteSale } from './shift-notes.ts';
import { readSellingSettings } from './selling-settings.ts';
import {
  dueOf,
  refundPortion,
  refundRounding,
  settle,
  type PaymentWish,
  type RefundWish,
} from './settle.ts';
import { liveLines, sumsOf, type BillMoney, type StoredBill } from './stored-bill.ts';

const serialDigits = 6;

interface PaymentOrder {
  readonly part: number | null;
  readonly payment: PaymentWish;
  /** What the guest wishes; the settings decide where nobody asked. */
  readonly printReceipt?: boolean | undefined;
}

/**
 * Takes a payment, gives the kitchen what it does not have yet, and closes the bill when nothing is due.
 *
 * @throws AppError `bill.not_payable`
 */
export function takePayment(
  deps: SellingDeps,
  hand: Hand,
  { part, payment: wish, printReceipt }: PaymentOrder,
): StoredBill {
  const { tx, bill, money, by, nowMs } = hand;
  if (liveLines(bill).length === 0) {
    throw new AppError('bill.not_payable', `bill ${bill.id} is empty`);
  }
  const dueMinor = dueOf(bill, money.payments, part);
  if (part !== null && dueMinor === 0) {
    throw new AppError('bill.not_payable', `part ${part} of bill ${bill.id} is paid`);
  }
  const settled = settle(wish, dueMinor, bill.terms.cashStepMinor);
  const payment: BillPayment = { id: deps.ids('pay'), part, ...settled, atMs: nowMs, by };
  const shiftId = notePayment(deps, hand, 'payment', payment);
  insertPayment(tx, { billId: bill.id, shiftId }, payment);
  const paid = { ...money, payments: [...money.payments, payment] };
  const sent = sendUnsent(deps, { ...hand, money: paid });
  // What costs nothing is closed without anything to put in.
  const isCash = payment.method === 'cash' && payment.tenderedMinor > 0;
  if (isCash) deps.paper.openDrawer(tx, hand.drawerId, `bill ${bill.number}`);
  if (settled.amountMinor < dueMinor) return sent;
  const totals = part === null ? sumsOf(sent) : sent.parts[part];
  noteSale(deps, { ...hand, bill: sent }, part);
  const receipt = { kind: 'sale', part, totals, shiftId, printReceipt } as const;
  giveReceipt(deps, { ...hand, bill: sent, money: paid }, receipt);
  return isSettled(sent, paid) ? { ...sent, state: 'closed', closedAtMs: nowMs } : sent;
}

function isSettled(bill: StoredBill, { payments }: BillMoney): boolean {
  const parts = bill.parts.length === 0 ? [null] : bill.parts.keys().toArray();
  return parts.every((part) => dueOf(bill, payments, part) === 0);
}

/**
 * Undoes a payment that has no receipt yet.
 *
 * @throws AppError `bill.payment_not_found`; `bill.paid` when its receipt is out
 */
export function takeBack(
  deps: SellingDeps,
  hand: Hand,
  { paymentId, reason }: { readonly paymentId: string; readonly reason: string },
): StoredBill {
  const { tx, bill, money, by, nowMs } = hand;
  const payment = money.payments.find(({ id }) => id === paymentId);
  if (!payment) throw new AppError('bill.payment_not_found', `no payment ${paymentId}`);
  if (money.receipts.some(({ part }) => part === payment.part)) {
    throw new AppError('bill.paid', `payment ${paymentId} has a receipt`);
  }
  const shiftId = notePayment(deps, hand, 'take_back', payment);
  const taken = { id: deps.ids('tkb'), payment, reason, atMs: nowMs, by };
  insertTakenBack(tx, { billId: bill.id, shiftId }, taken);
  if (payment.method === 'cash') deps.paper.openDrawer(tx, hand.drawerId, `bill ${bill.number}`);
  return bill;
}

/** @throws AppError `bill.refund_too_large` */
export function giveBack(
  deps: SellingDeps,
  hand: Hand,
  wish: {
    readonly of: RefundWish;
    readonly method: Refund['method'];
    readonly reference: string;
    readonly reason: string;
  },
): StoredBill {
  const { tx, bill, money, by, nowMs } = hand;
  const { of, method, reference, reason } = wish;
  const portion = refundPortion(bill, money.refunds, of);
  const isCash = method === 'cash';
  const refund: Refund = {
    ...portion,
    id: deps.ids('ref'),
    lines: of.kind === 'lines' ? [...of.lines] : [],
    method,
    roundingMinor: isCash
      ? refundRounding(money.refunds, portion.totalMinor, bill.terms.cashStepMinor)
      : 0,
    reference,
    reason,
    atMs: nowMs,
    by,
  };
  const shiftId = noteRefund(deps, hand, refund);
  insertRefund(tx, { billId: bill.id, shiftId }, refund);
  if (isCash) deps.paper.openDrawer(tx, hand.drawerId, `refund of bill ${bill.number}`);
  const back = { ...money, refunds: [...money.refunds, refund] };
  if (isAllBack(bill, back)) {
    for (const round of bill.rounds) deps.orders.refund(tx, round.orderId, by.name, reason);
  }
  giveReceipt(
    deps,
    { ...hand, money: back },
    { kind: 'refund', part: null, totals: portion, shiftId, refundId: refund.id },
  );
  return bill;
}

function isAllBack(bill: StoredBill, { refunds }: BillMoney): boolean {
  return remainingOf(sumsOf(bill), { portions: refunds, lines: [] }).totalMinor === 0;
}

/** Numbers a receipt in the transaction of its cause, and prints it where that is wanted. */
function giveReceipt(
  { paper }: SellingDeps,
  { tx, bill, money, drawerId, nowMs }: Hand,
  of: {
    readonly kind: Receipt['kind'];
    readonly part: number | null;
    readonly totals: { readonly totalMinor: number; readonly taxMinor: number } | undefined;
    readonly shiftId: string;
    readonly refundId?: string;
    readonly printReceipt?: boolean | undefined;
  },
): void {
  const settings = readSellingSettings(tx);
  const serial = nextCount(tx, 'receipt');
  const receipt: Receipt = {
    number: settings.receiptPrefix + receiptSeries(tx) + String(serial).padStart(serialDigits, '0'),
    kind: of.kind,
    part: of.part,
    refundId: of.refundId ?? null,
    totalMinor: of.totals?.totalMinor ?? 0,
    taxMinor: of.totals?.taxMinor ?? 0,
    atMs: nowMs,
  };
  insertReceipt(tx, serial, { billId: bill.id, shiftId: of.shiftId }, receipt);
  if (of.printReceipt ?? settings.printReceipts) {
    const copy = countPrint(tx, receipt.number);
    const print = { drawerId, copy, reason: '' };
    paper.receipt(tx, receiptPaper(bill, money, receipt, settings), print);
  }
}
