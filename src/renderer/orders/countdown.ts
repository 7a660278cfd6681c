import type { OrderView } from '../../shared/contract/branch-api.ts';
import { type EpochMs, minuteMs } from '../../shared/kit/clock.ts';

export type Urgency = 'calm' | 'soon' | 'late';

export interface Countdown {
  readonly leftMs: number;
  /** What is left of the whole time to answer, from 1 down to 0. */
  readonly share: number;
  /** `soon` once half the time is gone, `late` once four fifths are or nothing is left. */
  readonly urgency: Urgency;
}

/** The time to answer that platforms give most often, for orders whose start is not known. */
const usualMs = 5 * minuteMs;

/** How long the platform still waits for an answer; null where it does not say. */
export function countdownOf(view: OrderView, now: EpochMs): Countdown | null {
  const { acceptByMs, placedAtMs } = view.order;
  if (acceptByMs === null) return null;
  const wholeMs = acceptByMs > placedAtMs ? acceptByMs - placedAtMs : usualMs;
  const leftMs = Math.max(0, acceptByMs - now);
  const share = Math.min(1, leftMs / wholeMs);
  return { leftMs, share, urgency: urgencyOf(share) };
}

function urgencyOf(share: number): Urgency {
  if (share > 0.5) return 'calm';
  return share > 0.2 ? 'soon' : 'late';
}

/** Started minutes left: 61 seconds read as two, the last minute as one, nothing as zero. */
export function minutesLeft(leftMs: number): number {
  return Math.ceil(leftMs / minuteMs);
}
