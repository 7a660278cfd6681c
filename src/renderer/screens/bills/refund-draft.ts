import type { Bill, Refund } from '../../../shared/contract/bill.ts';
import {
  type LineShare,
  quantityOf,
  remainingOf,
  type Taken,
  takeLines,
} from '../../../shared/contract/bill-sums.ts';
import type { CommandOf } from '../../selling/bill-command.ts';

export const refundWays = ['rest', 'lines', 'amount'] as const;
export type RefundWay = (typeof refundWays)[number];
export type RefundOf = CommandOf<'refundBill'>['of'];

function takenOf(refunds: readonly Refund[]): Taken {
  return { portions: refunds, lines: refunds.flatMap(({ lines }) => lines) };
}

/** What was paid and not given back yet. */
export function leftToRefund({ sums, refunds }: Bill): number {
  return remainingOf(sums, takenOf(refunds)).totalMinor;
}

/** Pieces of a line that were not given back yet. */
export function piecesLeft({ sums, refunds }: Bill, lineId: string): number {
  const line = sums.lines.find(({ id }) => id === lineId);
  return (line?.quantity ?? 0) - quantityOf(takenOf(refunds).lines, lineId);
}

/** What these dishes come to, exactly as the branch will reckon it. */
export function linesMinor({ sums, refunds }: Bill, lines: readonly LineShare[]): number {
  return takeLines(sums, takenOf(refunds), lines).totalMinor;
}

/** What is asked for and what it comes to; undefined while it is nothing or too much. */
export function refundOf(
  bill: Bill,
  way: RefundWay,
  wanted: { readonly lines: readonly LineShare[]; readonly amountMinor: number },
): { readonly of: RefundOf; readonly totalMinor: number } | undefined {
  const left = leftToRefund(bill);
  const lines = wanted.lines.filter(({ quantity }) => quantity > 0);
  const asked = {
    rest: { of: { kind: 'rest' as const }, totalMinor: left },
    amount: {
      of: { kind: 'amount' as const, amountMinor: wanted.amountMinor },
      totalMinor: wanted.amountMinor,
    },
    lines: { of: { kind: 'lines' as const, lines }, totalMinor: linesMinor(bill, lines) },
  }[way];
  return asked.totalMinor > 0 && asked.totalMinor <= left ? asked : undefined;
}
