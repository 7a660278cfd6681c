import type { Clock } from '../../src/shared/kit/clock.ts';
import type { OrderAction } from '../../src/shared/contract/order.ts';
import type { CallLimit } from '../adapters/adapter.ts';

/** How long calls that hit a limit have to wait, and which ones. */
export interface Limited {
  readonly waitMs: number;
  readonly limit: CallLimit;
}

export interface RateWindows {
  /**
   * Counts one call if every limit has room; otherwise counts nothing and says how long to wait.
   * The windows slide: a fixed window would let twice the number through around its edge.
   */
  take(limits: readonly CallLimit[], call: LimitedCall): Limited | undefined;
}

export interface LimitedCall {
  readonly connectionId: string;
  readonly orderId: string;
  readonly action: OrderAction;
}

/** Kept in memory: after a restart the platform's own 429 sets the pace. */
export function createRateWindows(clock: Clock): RateWindows {
  const windows = new Map<string, { perMs: number; takenAt: number[] }>();
  let sweepAt = 0;

  const sweep = (now: number) => {
    if (now < sweepAt) return;
    sweepAt = now + 60_000;
    for (const [key, { perMs, takenAt }] of windows) {
      if ((takenAt.at(-1) ?? 0) <= now - perMs) windows.delete(key);
    }
  };

  return {
    take(limits, call) {
      const now = clock.monotonicMs();
      sweep(now);
      const mine = limits
        .filter(({ actions }) => actions.length === 0 || actions.includes(call.action))
        .map((limit) => {
          const key = keyOf(limit, call);
          const window = windows.get(key) ?? { perMs: limit.perMs, takenAt: [] };
          windows.set(key, window);
          window.takenAt = window.takenAt.filter((at) => at > now - limit.perMs);
          return { limit, takenAt: window.takenAt };
        });
      const waits = mine.map(({ limit, takenAt }) => ({
        limit,
        waitMs: waitOf(limit, takenAt, now),
      }));
      const longest = waits.toSorted((a, b) => b.waitMs - a.waitMs)[0];
      if (longest && longest.waitMs > 0) return longest;
      for (const { takenAt } of mine) takenAt.push(now);
      return undefined;
    },
  };
}

function waitOf(limit: CallLimit, takenAt: readonly number[], now: number): number {
  const oldestThatCounts = takenAt.at(-limit.calls);
  return oldestThatCounts === undefined ? 0 : oldestThatCounts + limit.perMs - now;
}

function keyOf({ scope, actions, calls, perMs }: CallLimit, call: LimitedCall): string {
  const subject = scope === 'order' ? call.orderId : call.connectionId;
  return `${subject} ${calls}/${perMs} ${actions.join(' ')}`;
}
