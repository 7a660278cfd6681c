import { type Currency, type Minor, minorDigits } from '../../../shared/contract/money.ts';
import { denominationsOf } from '../../../shared/contract/shift.ts';

/** Where the currency's own pieces are not known. */
const usualPieces = [1, 5, 10, 20, 50, 100];

/** More would have to be read before they could be tapped. */
const mostAmounts = 6;

/**
 * What the guest is likely to hand over, ascending: the amount itself, then the next sums that can be made of each note
 * or of a coin of half a unit and more.
 *
 * @param dueMinor what is due in cash
 */
export function quickCash(dueMinor: Minor, currency: Currency): Minor[] {
  const unit = 10 ** minorDigits(currency);
  const known = denominationsOf(currency).filter((value) => 2 * value >= unit);
  const values = known.length > 0 ? known : usualPieces.map((value) => value * unit);
  const sums = values.map((value) => Math.ceil(dueMinor / value) * value);
  const amounts = [...new Set([dueMinor, ...sums])].toSorted((a, b) => a - b);
  return amounts.slice(0, mostAmounts);
}
