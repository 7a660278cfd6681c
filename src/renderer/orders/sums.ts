import type { Line, Modifier, Order } from '../../shared/contract/order.ts';
import type { Minor } from '../../shared/contract/money.ts';

/**
 * The order added up from what the platform sent: lines, charges, discounts. Null when a price is missing,
 * because a partial sum would look like a mistake of the platform.
 */
export function ourSum(order: Order): Minor | null {
  let sum = 0;
  for (const line of order.lines) {
    const total = lineTotal(line);
    if (total === null) return null;
    sum += total;
  }
  for (const charge of order.charges) sum += charge.amountMinor;
  for (const discount of order.discounts) sum -= Math.abs(discount.amountMinor);
  return sum;
}

/** What a line costs: as the platform says, or one with its modifiers times the quantity. */
export function lineTotal(line: Line): Minor | null {
  if (line.totalMinor !== null) return line.totalMinor;
  if (line.unitPriceMinor === null) return null;
  const extras = modifiersTotal(line.modifiers);
  return extras === null ? null : (line.unitPriceMinor + extras) * line.quantity;
}

function modifiersTotal(modifiers: readonly Modifier[]): Minor | null {
  let sum = 0;
  for (const modifier of modifiers) {
    const nested = modifiersTotal(modifier.modifiers);
    if (modifier.unitPriceMinor === null || nested === null) return null;
    sum += (modifier.unitPriceMinor + nested) * modifier.quantity;
  }
  return sum;
}
