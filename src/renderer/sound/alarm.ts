import type { OrderView } from '../../shared/contract/branch-api.ts';
import { type EpochMs, minuteMs, secondMs } from '../../shared/kit/clock.ts';
import { countdownOf } from '../orders/countdown.ts';

/** How loudly the till asks for somebody: not at all, once in a while, more, as much as it can. */
export type AlarmLevel = 0 | 1 | 2 | 3;

export interface AlarmStep {
  /** Time between two chimes. */
  readonly everyMs: number;
  /** Share of the person's volume. */
  readonly loudness: number;
}

export const alarmSteps: Record<Exclude<AlarmLevel, 0>, AlarmStep> = {
  1: { everyMs: 9 * secondMs, loudness: 0.5 },
  2: { everyMs: 5 * secondMs, loudness: 0.8 },
  3: { everyMs: 3 * secondMs, loudness: 1 },
};

/**
 * Rises with the most urgent order nobody has answered: half of its time gone, then four fifths. Orders
 * without a deadline rise with their age.
 */
export function alarmLevel(orders: readonly OrderView[], now: EpochMs): AlarmLevel {
  return orders.reduce<AlarmLevel>((loudest, view) => {
    const level = levelOf(view, now);
    return level > loudest ? level : loudest;
  }, 0);
}

function levelOf(view: OrderView, now: EpochMs): AlarmLevel {
  if (view.status !== 'pending') return 0;
  const countdown = countdownOf(view, now);
  if (countdown === null) return ageLevel(now - view.receivedAtMs);
  if (countdown.urgency === 'calm') return 1;
  return countdown.urgency === 'soon' ? 2 : 3;
}

function ageLevel(ageMs: number): AlarmLevel {
  if (ageMs < 2 * minuteMs) return 1;
  return ageMs < 4 * minuteMs ? 2 : 3;
}
