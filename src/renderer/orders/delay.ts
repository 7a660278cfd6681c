import type { Order } from '../../shared/contract/order.ts';

/** Where a platform takes any whole number up to an hour, these are offered. */
const usualMinutes = [5, 10, 15, 20] as const;

/** Minutes that may be asked for. */
export function delayChoices({ delayMinutes }: Order): readonly number[] {
  return delayMinutes.length > 0 ? delayMinutes : usualMinutes;
}
