import { latinDigits } from '../../../shared/contract/digits.ts';
import {
  type Currency,
  type Minor,
  minorDigits,
  parseDecimal,
} from '../../../shared/contract/money.ts';
import { backKey, type PadKey, pointKey } from '../../ui/number-pad.tsx';

/** Enough for any bill, and short enough to be read at a glance. */
const longest = 10;

/**
 * The text of an amount after one more key, in Latin digits; a key that makes no sense there changes nothing.
 *
 * @param key a digit, the point or one back
 */
export function typed(text: string, key: PadKey, currency: Currency): string {
  if (key === backKey) return text.slice(0, -1);
  const [whole = '', fraction] = text.split('.');
  if (key === pointKey) {
    const fits = fraction === undefined && minorDigits(currency) > 0;
    return fits ? `${whole || '0'}.` : text;
  }
  if (!/^\d$/.test(key) || text.length >= longest) return text;
  if (fraction === undefined) return whole === '0' ? key : text + key;
  return fraction.length < minorDigits(currency) ? text + key : text;
}

/** What was typed, in minor units; null while nothing was. */
export function amountOf(text: string, currency: Currency): Minor | null {
  if (text === '') return null;
  return parseDecimal(text, currency)?.minor ?? null;
}

/** The key that a keyboard's key stands for, whatever it writes; undefined for another. */
export function entryKey(key: string): PadKey | undefined {
  const digit = latinDigits(key);
  if (/^\d$/.test(digit)) return digit;
  if (key === '.' || key === ',' || key === '٫') return pointKey;
  return key === 'Backspace' ? backKey : undefined;
}
