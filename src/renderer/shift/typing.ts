import { type Currency, minorDigits } from '../../shared/contract/money.ts';
import { backKey, type PadKey } from '../ui/number-pad.tsx';

const longestAmount = 11;
const longestCount = 5;

/** What an amount looks like after one more key; a key that does not fit changes nothing. */
export function typedAmount(text: string, key: PadKey, currency: Currency): string {
  if (key === backKey) return text.slice(0, -1);
  const next = text === '0' && key !== '.' ? key : text + key;
  const digits = minorDigits(currency);
  const shape = digits === 0 ? /^\d+$/ : new RegExp(`^\\d+(\\.\\d{0,${digits}})?$`);
  return next.length <= longestAmount && shape.test(next) ? next : text;
}

/** How many pieces, after one more key. */
export function typedCount(text: string, key: PadKey): string {
  if (key === backKey) return text.slice(0, -1);
  const next = text === '0' ? key : text + key;
  return /^\d+$/.test(next) && next.length <= longestCount ? next : text;
}
