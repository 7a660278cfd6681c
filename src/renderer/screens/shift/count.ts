import type { Currency, Minor } from '../../../shared/contract/money.ts';
import {
  denominationsOf,
  sumOfPieces,
  type CountedPieces,
} from '../../../shared/contract/shift.ts';
import { readAmount } from '../../format/typed-numbers.ts';
import { typedAmount, typedCount } from '../../shift/typing.ts';
import type { PadKey } from '../../ui/number-pad.tsx';

/** A drawer on its way to being counted: what was typed, by value of the piece, or as one sum. */
export interface Count {
  readonly by: 'pieces' | 'sum';
  readonly pieces: Readonly<Record<Minor, string>>;
  readonly sum: string;
  /** The piece that the keypad writes. */
  readonly active: Minor;
}

export function emptyCount(currency: Currency): Count {
  const [largest = 0] = denominationsOf(currency);
  return { by: largest === 0 ? 'sum' : 'pieces', pieces: {}, sum: '', active: largest };
}

export function pressed(count: Count, key: PadKey, currency: Currency): Count {
  if (count.by === 'sum') return { ...count, sum: typedAmount(count.sum, key, currency) };
  const text = typedCount(count.pieces[count.active] ?? '', key);
  return { ...count, pieces: { ...count.pieces, [count.active]: text } };
}

/** What was counted, if anything was: an empty drawer is a 0 that somebody typed. */
export function countedOf(
  count: Count,
  currency: Currency,
): { readonly countedMinor: Minor; readonly pieces: CountedPieces[] } | undefined {
  if (count.by === 'sum') {
    const countedMinor = readAmount(count.sum, currency);
    return countedMinor === null ? undefined : { countedMinor, pieces: [] };
  }
  const typed = Object.entries(count.pieces).filter(([, text]) => text !== '');
  if (typed.length === 0) return undefined;
  const pieces = typed
    .map(([value, text]) => ({ valueMinor: Number(value), pieces: Number(text) }))
    .filter((one) => one.pieces > 0)
    .toSorted((a, b) => b.valueMinor - a.valueMinor);
  return { countedMinor: sumOfPieces(pieces), pieces };
}
