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

/** From this level on the whole page flashes. */
export const flashLevel = 2;

export interface Alarm {
  readonly level: AlarmLevel;
  /** Orders nobody has answered. */
  readonly waiting: number;
  /** The order that asks loudest, and among those the one with the least time left; null while nothing waits. */
  readonly loudest: {
    readonly orderId: string;
    readonly number: string;
    /** Null where its platform does not say how long it waits. */
    readonly leftMs: number | null;
  } | null;
}

const silence: Alarm = { level: 0, waiting: 0, loudest: null };

/**
 * What the till asks of whoever is near. It rises with the most urgent order nobody has answered: half of its time gone,
 * then four fifths. Orders without a deadline rise with their age.
 */
export function alarmOf(orders: readonly OrderView[], now: EpochMs): Alarm {
  return orders.reduce<Alarm>((alarm, view) => {
    if (view.status !== 'pending') return alarm;
    const { level, leftMs } = urgencyOf(view, now);
    const waiting = alarm.waiting + 1;
    const isLouder =
      level > alarm.level || (level === alarm.level && isLess(leftMs, alarm.loudest?.leftMs));
    if (!isLouder) return { ...alarm, waiting };
    const { id: orderId, displayNumber: number } = view.order;
    return { level, waiting, loudest: { orderId, number, leftMs } };
  }, silence);
}

function isLess(leftMs: number | null, than: number | null | undefined): boolean {
  return leftMs !== null && (than === null || than === undefined || leftMs < than);
}

function urgencyOf(view: OrderView, now: EpochMs): { level: AlarmLevel; leftMs: number | null } {
  const countdown = countdownOf(view, now);
  if (countdown === null) return { level: ageLevel(now - view.receivedAtMs), leftMs: null };
  const { urgency, leftMs } = countdown;
  if (urgency === 'calm') return { level: 1, leftMs };
  return { level: urgency === 'soon' ? 2 : 3, leftMs };
}

function ageLevel(ageMs: number): AlarmLevel {
  if (ageMs < 2 * minuteMs) return 1;
  return ageMs < 4 * minuteMs ? 2 : 3;
}
