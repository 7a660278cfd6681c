import type { BillPayment, Portion, Refund } from '../../../shared/contract/bill.ts';
import {
  quantityOf,
  remainingOf,
  roundCash,
  sumOf,
  takeAmount,
  takeLines,
  type LineShare,
  type Taken,
} from '../../../shared/contract/bill-sums.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';
import { liveLines, paidOf, sumsOf, type StoredBill } from './stored-bill.ts';

export type PaymentWish =
  | { readonly method: 'cash'; readonly tenderedMinor: number }
  | { readonly method: 'card'; readonly amountMinor: number; readonly reference: string };

export type Settled = Pick<
  BillPayment,
  'method' | 'amountMinor' | 'roundingMinor' | 'tenderedMinor' | 'changeMinor' | 'reference'
>;

/** What a part still costs, or the whole. @throws AppError `bill.not_payable` for a part that is not there */
export function dueOf(
  bill: StoredBill,
  payments: readonly BillPayment[],
  part: number | null,
): number {
  const isSplit = bill.parts.length > 0;
  const totalMinor = part === null ? sumsOf(bill).totalMinor : bill.parts[part]?.totalMinor;
  if (totalMinor === undefined || isSplit !== (part !== null)) {
    throw new AppError('bill.not_payable', `bill ${bill.id} has no part ${part}`);
  }
  return totalMinor - paidOf(payments, part);
}

/**
 * What a payment settles of what is due, and what is given back of it. Cash that does not reach pays a part; a card
 * is charged no more than is due.
 *
 * @throws AppError `bill.not_payable`
 */
export function settle(wish: PaymentWish, dueMinor: number, cashStepMinor: number): Settled {
  if (wish.method === 'card') {
    const { method, amountMinor, reference } = wish;
    if (amountMinor > dueMinor) throw notPayable(`${amountMinor} charged of ${dueMinor} due`);
    const none = { roundingMinor: 0, changeMinor: 0 };
    return { method, amountMinor, tenderedMinor: amountMinor, reference, ...none };
  }
  const { method, tenderedMinor } = wish;
  const cashDueMinor = roundCash(dueMinor, cashStepMinor);
  const common = { method, tenderedMinor, reference: '' };
  if (tenderedMinor >= cashDueMinor) {
    const roundingMinor = cashDueMinor - dueMinor;
    return {
      ...common,
      amountMinor: dueMinor,
      roundingMinor,
      changeMinor: tenderedMinor - cashDueMinor,
    };
  }
  if (tenderedMinor === 0) throw notPayable('no cash was handed over');
  // Less than is due, or due exactly in coins smaller than the step.
  const amountMinor = Math.min(tenderedMinor, dueMinor);
  return { ...common, amountMinor, roundingMinor: 0, changeMinor: tenderedMinor - amountMinor };
}

function notPayable(message: string): AppError {
  return new AppError('bill.not_payable', message);
}

export type RefundWish =
  | { readonly kind: 'rest' }
  | { readonly kind: 'amount'; readonly amountMinor: number }
  | { readonly kind: 'lines'; readonly lines: readonly LineShare[] };

/** @throws AppError `bill.refund_too_large` for more than was paid and not given back yet */
export function refundPortion(
  bill: StoredBill,
  refunds: readonly Refund[],
  wish: RefundWish,
): Portion {
  const taken: Taken = { portions: refunds, lines: refunds.flatMap((refund) => refund.lines) };
  const portion = takeWish(bill, taken, wish);
  if (portion.totalMinor === 0) throw tooLarge(`nothing of bill ${bill.id} is left to give back`);
  return portion;
}

function takeWish(bill: StoredBill, taken: Taken, wish: RefundWish): Portion {
  const sums = sumsOf(bill);
  const left = remainingOf(sums, taken);
  switch (wish.kind) {
    case 'rest':
      return left;
    case 'amount':
      if (wish.amountMinor > left.totalMinor) throw tooLarge(`only ${left.totalMinor} is left`);
      return takeAmount(sums, taken, wish.amountMinor);
    case 'lines':
      demandLeft(bill, taken, wish.lines);
      return takeLines(sums, taken, wish.lines);
    default:
      return missingCase(wish);
  }
}

function demandLeft(bill: StoredBill, taken: Taken, lines: readonly LineShare[]): void {
  for (const { lineId } of lines) {
    const had = liveLines(bill).find(({ id }) => id === lineId)?.quantity ?? 0;
    const left = had - quantityOf(taken.lines, lineId);
    if (quantityOf(lines, lineId) > left) throw tooLarge(`only ${left} of line ${lineId} is left`);
  }
}

function tooLarge(message: string): AppError {
  return new AppError('bill.refund_too_large', message);
}

/**
 * What coins make of a refund. Counted over all cash given back for the bill, so that a bill that was paid in cash
 * and given back in pieces gives back exactly what was taken.
 */
export function refundRounding(
  refunds: readonly Refund[],
  totalMinor: number,
  cashStepMinor: number,
): number {
  const cash = refunds.filter((refund) => refund.method === 'cash');
  const beforeMinor = sumOf(cash.map((refund) => refund.totalMinor));
  const movedMinor =
    roundCash(beforeMinor + totalMinor, cashStepMinor) - roundCash(beforeMinor, cashStepMinor);
  return movedMinor - totalMinor;
}
