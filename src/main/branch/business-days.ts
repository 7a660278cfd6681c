import { dayMs, hourMs, minuteMs, type EpochMs } from '../../shared/kit/clock.ts';

/** Where and when a branch's days begin. */
export interface DayRules {
  /** IANA name, such as `Asia/Amman`. */
  readonly timeZone: string;
  /** Minutes after midnight. */
  readonly startsAtMinutes: number;
}

/** The business days of a branch, named by the date on which they begin: `2026-01-15`. */
export interface BusinessDays {
  dayOf(atMs: EpochMs): string;
  /** The first moment at which clocks of the place show the day's beginning or something later. */
  startMs(day: string): EpochMs;
  /** So many days later; earlier when negative. */
  shift(day: string, days: number): string;
  /** The hour on the wall, 0 to 23. */
  hourOf(atMs: EpochMs): number;
}

/** When the next business day of a place begins. */
export function nextBusinessDayMs(nowMs: EpochMs, rules: DayRules): EpochMs {
  const days = createBusinessDays(rules);
  return days.startMs(days.shift(days.dayOf(nowMs), 1));
}

/** Clocks everywhere differ from UTC by quarters of an hour, and are changed at one. */
const quarterMs = 15 * minuteMs;

export function createBusinessDays({ timeZone, startsAtMinutes }: DayRules): BusinessDays {
  const offsetMs = createOffsets(timeZone);
  const wallMs = (atMs: EpochMs) => atMs + offsetMs(atMs);
  const shift = (day: string, days: number) => toDay(Date.parse(day) + days * dayMs);
  const startMs = (day: string): EpochMs => {
    const targetMs = Date.parse(day) + startsAtMinutes * minuteMs;
    const before = targetMs - offsetMs(targetMs - dayMs);
    const after = targetMs - offsetMs(targetMs + dayMs);
    const [first, second] = before < after ? [before, after] : [after, before];
    // Shown twice in the night in which clocks go back: the day begins the first time.
    const shown = [first, second].find((atMs) => wallMs(atMs) === targetMs);
    if (shown !== undefined) return shown;
    // Never shown in the night in which they go forward: it begins with that change.
    let changeMs = first - (first % quarterMs);
    while (wallMs(changeMs) < targetMs) changeMs += quarterMs;
    return changeMs;
  };
  const find = (atMs: EpochMs): string => {
    const day = toDay(wallMs(atMs) - startsAtMinutes * minuteMs);
    if (atMs < startMs(day)) return shift(day, -1);
    const next = shift(day, 1);
    return atMs < startMs(next) ? day : next;
  };
  // Who asks for one moment asks for others of its day.
  let last = { day: '', fromMs: 0, toMs: 0 };
  return {
    shift,
    startMs,
    dayOf(atMs) {
      if (atMs < last.fromMs || atMs >= last.toMs) {
        const day = find(atMs);
        last = { day, fromMs: startMs(day), toMs: startMs(shift(day, 1)) };
      }
      return last.day;
    },
    hourOf: (atMs) => Math.floor((wallMs(atMs) % dayMs) / hourMs),
  };
}

function toDay(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 10);
}

/**
 * What the clocks of a place are ahead of UTC. Asked for each order of a year: a day that begins and ends with the same
 * offset has it throughout, and only in the others each quarter of an hour is looked at.
 */
function createOffsets(timeZone: string): (atMs: EpochMs) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  const read = (atMs: EpochMs): number => {
    const found = known.get(atMs);
    if (found !== undefined) return found;
    const parts = format.formatToParts(atMs);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    const day = Date.UTC(part('year'), part('month') - 1, part('day'));
    const offsetMs = day + part('hour') * hourMs + part('minute') * minuteMs - atMs;
    known.set(atMs, offsetMs);
    return offsetMs;
  };
  return (atMs) => {
    const day = Math.floor(atMs / dayMs) * dayMs;
    const offsetMs = read(day);
    if (offsetMs === read(day + dayMs)) return offsetMs;
    return read(Math.floor(atMs / quarterMs) * quarterMs);
  };
}
