import { plainNumber } from '../../shared/contract/digits.ts';
import { type Currency, type Minor, parseDecimal } from '../../shared/contract/money.ts';

/** A currency of two decimals reads hundredths of a percent as well. */
const twoDecimals = 'USD';
const wholeBasisPoints = 10_000;

/** An amount in minor units; null when the text is none, or is finer than the currency. */
export function readAmount(text: string, currency: Currency): Minor | null {
  const parsed = parseDecimal(plainNumber(text), currency);
  return parsed?.exact && parsed.minor >= 0 ? parsed.minor : null;
}

/** What somebody types or pastes, as far as it is an amount on the way: without words, and with a point where one is meant. */
export function tidyAmount(text: string): string {
  return plainNumber(text.replaceAll(/[^\p{Nd}.,٫٬،]/gu, ''));
}

/** `16`, `16 %` or `٧٫٥٪` in hundredths of a percent; null when the text is no share of a whole. */
export function readPercent(text: string): number | null {
  const basisPoints = readAmount(text.replace(/[%٪]/, ''), twoDecimals);
  return basisPoints === null || basisPoints > wholeBasisPoints ? null : basisPoints;
}

/** A whole number; null when the text is none. */
export function readCount(text: string): number | null {
  const plain = plainNumber(text);
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}
