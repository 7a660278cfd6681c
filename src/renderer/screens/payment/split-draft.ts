import type { Bill } from '../../../shared/contract/bill.ts';
import {
  type LineShare,
  nothingTaken,
  quantityOf,
  spread,
  sumOf,
  takeLines,
} from '../../../shared/contract/bill-sums.ts';
import type { CommandOf } from '../../selling/bill-command.ts';

/** How the guests share a bill. */
export type SplitWish = CommandOf<'splitBill'>['by'];

/** What each way of sharing is shown with. */
export interface SplitProps {
  readonly bill: Bill;
  readonly isBusy: boolean;
  readonly onSplit: (by: SplitWish) => void;
}

/** Who had what, guest by guest. */
export type Guests = readonly (readonly LineShare[])[];

export const noGuests: Guests = [[], []];
export const mostGuests = 50;

/** Pieces of a line that nobody has yet. */
export function leftOf(bill: Bill, guests: Guests, lineId: string): number {
  const line = bill.sums.lines.find(({ id }) => id === lineId);
  return (line?.quantity ?? 0) - quantityOf(guests.flat(), lineId);
}

/** One piece of the line for the guest; the same where none is left. */
export function give(bill: Bill, guests: Guests, to: { guest: number; lineId: string }): Guests {
  if (leftOf(bill, guests, to.lineId) === 0) return guests;
  return move(guests, to, 1);
}

/** Takes one piece from the guest. */
export function takeFrom(guests: Guests, from: { guest: number; lineId: string }): Guests {
  return move(guests, from, -1);
}

/** Everything that nobody has yet, for the guest. */
export function giveRest(bill: Bill, guests: Guests, guest: number): Guests {
  return bill.sums.lines.reduce(
    (after, { id }) => move(after, { guest, lineId: id }, leftOf(bill, after, id)),
    guests,
  );
}

function move(
  guests: Guests,
  { guest, lineId }: { guest: number; lineId: string },
  pieces: number,
): Guests {
  return guests.map((shares, index) => {
    if (index !== guest) return shares;
    const quantity = quantityOf(shares, lineId) + pieces;
    const others = shares.filter((share) => share.lineId !== lineId);
    return quantity > 0 ? [...others, { lineId, quantity }] : others;
  });
}

/** Guests who have something; undefined while somebody must still say who had a piece. */
export function partsOf(bill: Bill, guests: Guests): LineShare[][] | undefined {
  const parts = guests.filter((shares) => shares.length > 0).map((shares) => [...shares]);
  const isWhole = bill.sums.lines.every(({ id }) => leftOf(bill, guests, id) === 0);
  return isWhole && parts.length > 1 ? parts : undefined;
}

/** What a guest's dishes come to, before charges of the bill are shared out. */
export function sumOfGuest({ sums }: Bill, shares: readonly LineShare[]): number {
  return takeLines(sums, nothingTaken, shares).totalMinor;
}

/** What each pays when all pay the same; the first ones what cannot be divided. */
export function equalAmounts(totalMinor: number, guests: number): number[] {
  return spread(
    totalMinor,
    Array.from({ length: guests }, () => 1),
  );
}

/** Amounts that were typed, and what is left for the last guest; undefined while they come to too much. */
export function withLast(totalMinor: number, typed: readonly number[]): number[] | undefined {
  const last = totalMinor - sumOf(typed);
  return last >= 0 ? [...typed, last] : undefined;
}
