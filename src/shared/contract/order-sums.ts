import type { Minor } from './money.ts';
import type { Line, Modifier, Order } from './order.ts';

/**
 * What a line costs: as the platform says, or one with its modifiers times the quantity; null when a price is missing.
 * A voided one costs nothing.
 */
export function lineTotal(line: Line): Minor | null {
  if (line.voided) return 0;
  if (line.totalMinor !== null) return line.totalMinor;
  const extras = modifiersTotal(line.modifiers);
  if (line.unitPriceMinor === null || extras === null) return null;
  return (line.unitPriceMinor + extras) * line.quantity;
}

/** All lines together; null when one has no price, because a part of a sum would be taken for the whole. */
export function linesTotal(order: Order): Minor | null {
  return order.lines.reduce<Minor | null>((sum, line) => {
    const total = lineTotal(line);
    return sum === null || total === null ? null : sum + total;
  }, 0);
}

function modifiersTotal(modifiers: readonly Modifier[]): Minor | null {
  return modifiers.reduce<Minor | null>((sum, modifier) => {
    const inner = modifiersTotal(modifier.modifiers);
    if (sum === null || inner === null || modifier.unitPriceMinor === null) return null;
    return sum + (modifier.unitPriceMinor + inner) * modifier.quantity;
  }, 0);
}
