import type { Actor, BillDiscount, BillLine, SumLine } from '../../../shared/contract/bill.ts';
import {
  piecesOf,
  quantityOf,
  splitByAmounts,
  splitByLines,
  splitEqually,
  sumOf,
  type LineShare,
} from '../../../shared/contract/bill-sums.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';
import { liveLines, sumsOf, type StoredBill, type StoredPart } from './stored-bill.ts';

/** @throws AppError `bill.line_not_found` for one that is not there or counts no more */
export function getLine(bill: StoredBill, lineId: string): BillLine {
  const line = liveLines(bill).find(({ id }) => id === lineId);
  if (!line) throw new AppError('bill.line_not_found', `no line ${lineId} on bill ${bill.id}`);
  return line;
}

/** @throws AppError `bill.line_sent` when the kitchen has it */
export function demandUnsent(line: BillLine): void {
  if (line.sent) throw new AppError('bill.line_sent', `the kitchen has line ${line.id}`);
}

export function replaceLine(
  bill: StoredBill,
  lineId: string,
  lines: readonly BillLine[],
): StoredBill {
  return { ...bill, lines: bill.lines.flatMap((line) => (line.id === lineId ? lines : [line])) };
}

/**
 * Takes some of a line off. What the kitchen has stays on the bill as voided.
 *
 * @param voidedId id of the piece when only a part of the line goes
 */
export function voidLine(
  bill: StoredBill,
  what: {
    readonly lineId: string;
    readonly quantity: number;
    readonly voidedId: string;
    readonly voided: { readonly reason: string; readonly atMs: number; readonly by: Actor };
  },
): StoredBill {
  const line = getLine(bill, what.lineId);
  const left = line.quantity - what.quantity;
  if (left < 0) {
    throw new AppError('input.invalid', `line ${line.id} has only ${line.quantity}`, {
      details: { fields: { quantity: `at most ${line.quantity}` } },
    });
  }
  const rest = left > 0 ? [piecesOf(line, left)] : [];
  const gone = line.sent
    ? [
        {
          ...piecesOf(line, what.quantity),
          id: left > 0 ? what.voidedId : line.id,
          voided: what.voided,
        },
      ]
    : [];
  return replaceLine(bill, line.id, [...rest, ...gone]);
}

export type SplitWish =
  | { readonly kind: 'whole' }
  | { readonly kind: 'equal'; readonly parts: number }
  | { readonly kind: 'amounts'; readonly amountsMinor: readonly number[] }
  | { readonly kind: 'lines'; readonly parts: readonly (readonly LineShare[])[] };

/** @throws AppError `input.invalid` when the parts do not make up the bill */
export function splitBill(bill: StoredBill, wish: SplitWish): StoredBill {
  return { ...bill, parts: partsOf(bill, wish) };
}

function partsOf(bill: StoredBill, wish: SplitWish): StoredPart[] {
  const sums = sumsOf(bill);
  const plain = (portions: ReturnType<typeof splitEqually>) =>
    portions.map((portion) => ({ ...portion, lines: [] }));
  if (wish.kind !== 'whole' && sums.totalMinor === 0) {
    throw uneven('a bill of nothing has no parts');
  }
  switch (wish.kind) {
    case 'whole':
      return [];
    case 'equal':
      return plain(splitEqually(sums, wish.parts));
    case 'amounts':
      if (sumOf(wish.amountsMinor) !== sums.totalMinor) {
        throw uneven(`the amounts do not come to ${sums.totalMinor}`);
      }
      return plain(splitByAmounts(sums, wish.amountsMinor));
    case 'lines':
      demandWhole(sums.lines, wish.parts.flat());
      return splitByLines(sums, wish.parts).map((portion, index) => ({
        ...portion,
        lines: wish.parts[index] ?? [],
      }));
    default:
      return missingCase(wish);
  }
}

function demandWhole(lines: readonly SumLine[], shares: readonly LineShare[]): void {
  const isKnown = (share: LineShare) => lines.some((line) => line.id === share.lineId);
  const isWhole = lines.every((line) => quantityOf(shares, line.id) === line.quantity);
  if (!isWhole || !shares.every(isKnown)) throw uneven('every piece belongs to one part');
}

function uneven(message: string): AppError {
  return new AppError('input.invalid', message, { details: { fields: { by: message } } });
}

/**
 * Joins another bill's lines to a bill. Discounts that were given on either whole bill are fixed on its lines first,
 * so that none spreads to what the other ordered.
 */
export function mergeBills(
  into: StoredBill,
  from: StoredBill,
): { into: StoredBill; from: StoredBill } {
  const fixed = fixDiscount(into);
  const added = fixDiscount(from);
  return {
    into: {
      ...fixed,
      lines: [...fixed.lines, ...added.lines],
      rounds: [...fixed.rounds, ...added.rounds],
    },
    from: { ...from, state: 'merged', lines: [], rounds: [], discount: null, mergedInto: into.id },
  };
}

function fixDiscount(bill: StoredBill): StoredBill {
  if (!bill.discount) return bill;
  const figures = new Map(sumsOf(bill).lines.map((line) => [line.id, line]));
  const discountOf = (line: BillLine): BillDiscount | null => {
    const sum = figures.get(line.id);
    if (!sum) return line.discount;
    return { kind: 'amount', amountMinor: sum.lineDiscountMinor + sum.billDiscountMinor };
  };
  const lines = bill.lines.map((line) => ({ ...line, discount: discountOf(line) }));
  return { ...bill, lines, discount: null };
}
