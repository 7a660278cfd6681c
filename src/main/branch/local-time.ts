import type { EpochMs } from '../../shared/kit/clock.ts';

/** What the clocks of a place show. */
export interface LocalTime {
  /** 0 is Sunday. */
  readonly day: number;
  /** Since midnight. */
  readonly minutes: number;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** @param timeZone IANA name, such as `Asia/Amman` */
export function localTime(atMs: EpochMs, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const valueOf = (type: 'weekday' | 'hour' | 'minute') =>
    parts.find((part) => part.type === type)?.value ?? '';
  return {
    day: days.indexOf(valueOf('weekday')),
    minutes: Number(valueOf('hour')) * 60 + Number(valueOf('minute')),
  };
}
