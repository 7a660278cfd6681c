import type { Clock } from '../../../src/shared/kit/clock.ts';

export interface RateWindow {
  /** Counts a call for `key`; answers how long to wait when that is one too many, else null. */
  hit(key: string): number | null;
}

/** At most `limit` calls in any `windowMs`; calls that were refused do not count. */
export function createRateWindow(clock: Clock, limit: number, windowMs: number): RateWindow {
  const hits = new Map<string, number[]>();
  return {
    hit(key) {
      const now = clock.monotonicMs();
      const recent = (hits.get(key) ?? []).filter((at) => at > now - windowMs);
      hits.set(key, recent);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= limit) return oldest + windowMs - now;
      recent.push(now);
      return null;
    },
  };
}
