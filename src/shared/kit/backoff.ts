import type { Random } from './random.ts';

export interface Backoff {
  /** Wait before the second attempt, at most. */
  readonly firstMs: number;
  /** No wait is longer. */
  readonly maxMs: number;
}

/**
 * Exponential back-off with full jitter: anything from 0 to the doubled ceiling, so that many senders
 * that failed together do not come back together.
 *
 * @param attempt how many attempts have failed, from 1
 * @source "Exponential Backoff And Jitter", AWS Architecture Blog
 */
export function fullJitterMs(backoff: Backoff, attempt: number, random: Random): number {
  const ceiling = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (attempt - 1));
  return Math.round(random() * ceiling);
}
