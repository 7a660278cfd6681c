import { latinDigits } from '../../shared/contract/digits.ts';
import { parseDecimal } from '../../shared/contract/money.ts';

/** What somebody typed in either kind of digits, with any of the usual decimal points, as plain Latin text. */
export function plainNumber(text: string): string {
  return latinDigits(text.trim()).replaceAll(/[٫,]/g, '.');
}

/** An amount in minor units; null when the text is none, or is finer than the currency. */
export function readAmount(text: string, currency: string): number | null {
  const parsed = parseDecimal(plainNumber(text), currency);
  return parsed?.exact && parsed.minor >= 0 ? parsed.minor : null;
}

/** A whole number; null when the text is none. */
export function readCount(text: string): number | null {
  const plain = plainNumber(text);
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}
