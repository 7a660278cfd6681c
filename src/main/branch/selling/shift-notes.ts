import type { BillPayment, Refund, TaxSum } from '../../../shared/contract/bill.ts';
import { spread } from '../../../shared/contract/bill-sums.ts';
import type { AtDrawer } from '../shifts/index.ts';
import type { Hand, SellingDeps } from './bill-desk.ts';
import { sumsOf, type StoredBill } from './stored-bill.ts';

/** @returns id of the shift in which the money moved */
export function notePayment(
  { shifts }: SellingDeps,
  hand: Hand,
  kind: 'payment' | 'take_back',
  { method, amountMinor, roundingMinor }: BillPayment,
): string {
  return shifts.noteMoney(hand.tx, atDrawer(hand), { kind, method, amountMinor, roundingMinor });
}

/** @returns id of the shift in which the money moved */
export function noteRefund(
  { shifts }: SellingDeps,
  hand: Hand,
  { method, totalMinor, roundingMinor, taxes }: Refund,
): string {
  const entry = { kind: 'refund', method, totalMinor, roundingMinor, taxes } as const;
  return shifts.noteMoney(hand.tx, atDrawer(hand), entry);
}

/** A bill or a guest's part of it has its receipt: only now it is sold. */
export function noteSale({ shifts }: SellingDeps, hand: Hand, part: number | null): void {
  shifts.noteMoney(hand.tx, atDrawer(hand), saleEntry(hand.bill, part));
}

/** What a receipt sold, in figures: a shift's Z and its report count the same. */
export function saleEntry(bill: StoredBill, part: number | null) {
  const none = { totalMinor: 0, taxes: [] };
  const totals = part === null ? sumsOf(bill) : (bill.parts[part] ?? none);
  const { totalMinor, taxes }: { totalMinor: number; taxes: readonly TaxSum[] } = totals;
  const discountMinor = discountOf(bill, part);
  return { kind: 'sale', billKind: bill.kind, totalMinor, discountMinor, taxes } as const;
}

/** The parts' shares of what was taken off add up to it. */
function discountOf(bill: StoredBill, part: number | null): number {
  const { discountMinor } = sumsOf(bill);
  if (part === null) return discountMinor;
  const weights = bill.parts.map(({ totalMinor }) => totalMinor);
  return spread(discountMinor, weights)[part] ?? 0;
}

/** What the kitchen had, or the whole bill, came to nothing. */
export function noteVoid({ shifts }: SellingDeps, hand: Hand, after: StoredBill): void {
  const amountMinor = sumsOf(hand.bill).totalMinor - sumsOf(after).totalMinor;
  if (amountMinor !== 0) shifts.noteDeed(hand.tx, atDrawer(hand), { kind: 'void', amountMinor });
}

export function noteDiscount({ shifts }: SellingDeps, hand: Hand, after: StoredBill): StoredBill {
  const amountMinor = sumsOf(after).discountMinor - sumsOf(hand.bill).discountMinor;
  if (amountMinor !== 0) {
    shifts.noteDeed(hand.tx, atDrawer(hand), { kind: 'discount', amountMinor });
  }
  return after;
}

function atDrawer({ bill, drawerId, by }: Hand): AtDrawer {
  return { drawerId, by, billId: bill.id };
}
