import type { Order } from '../../shared/contract/order.ts';
import { linesTotal } from '../../shared/contract/order-sums.ts';
import type { Minor } from '../../shared/contract/money.ts';

/**
 * The order added up from what the platform sent: lines, charges, discounts. Null when a price is missing,
 * because a partial sum would look like a mistake of the platform.
 */
export function ourSum(order: Order): Minor | null {
  let sum = linesTotal(order);
  if (sum === null) return null;
  for (const charge of order.charges) sum += charge.amountMinor;
  for (const discount of order.discounts) sum -= Math.abs(discount.amountMinor);
  return sum;
}
