import { minuteMs, type EpochMs } from '../../../shared/kit/clock.ts';
import { localTime } from '../local-time.ts';

const dayMinutes = 24 * 60;

/**
 * When the next business day of a place begins: the next time its clocks show so many minutes after midnight.
 *
 * @param timeZone IANA name, such as `Asia/Amman`
 */
export function nextBusinessDayMs(
  nowMs: EpochMs,
  timeZone: string,
  dayStartsAtMinutes: number,
): EpochMs {
  const aheadMinutes =
    (dayStartsAtMinutes - localMinutes(nowMs, timeZone) + dayMinutes) % dayMinutes;
  const guessMs =
    nowMs - (nowMs % minuteMs) + (aheadMinutes === 0 ? dayMinutes : aheadMinutes) * minuteMs;
  // A night in which the clocks are changed is longer or shorter than the others.
  const shift = localMinutes(guessMs, timeZone) - dayStartsAtMinutes;
  const nearest = shift > dayMinutes / 2 ? shift - dayMinutes : shift;
  return guessMs - nearest * minuteMs;
}

function localMinutes(atMs: EpochMs, timeZone: string): number {
  return localTime(atMs, timeZone).minutes;
}
