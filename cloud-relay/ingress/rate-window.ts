import { type Clock, minuteMs } from '../../src/shared/kit/clock.ts';

/**
 * Counts per key in windows of one minute. A plain window and nothing more: when it ends, everything is
 * forgiven, because a sender that is kept out longer is a platform whose orders are lost.
 */
export interface RateWindow {
  /** Takes one of `limit` places. @returns 0 when there was one, else milliseconds until there is */
  take(key: string, limit: number): number;
}

export function createRateWindow(clock: Clock): RateWindow {
  const windows = new Map<string, { endsAtMs: number; taken: number }>();
  return {
    take(key, limit) {
      const nowMs = clock.monotonicMs();
      let window = windows.get(key);
      if (!window || window.endsAtMs <= nowMs) {
        window = { endsAtMs: nowMs + minuteMs, taken: 0 };
        windows.set(key, window);
      }
      if (window.taken >= limit) return window.endsAtMs - nowMs;
      window.taken += 1;
      return 0;
    },
  };
}
