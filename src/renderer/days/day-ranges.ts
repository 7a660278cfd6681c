import { dayMs } from '../../shared/kit/clock.ts';
import type { Locale } from '../../shared/ui/locale.tsx';
import type { T } from '../i18n/i18n.tsx';

/** Stretches of business days that people ask for by name. */
export const dayRangeNames = ['today', 'yesterday', 'last7', 'last30', 'thisMonth'] as const;
export type DayRangeName = (typeof dayRangeNames)[number];

export interface DayRange {
  readonly from: string;
  /** Included. */
  readonly to: string;
}

/** @param today the business day it is now, as the branch says */
export function rangeOf(name: DayRangeName, today: string): DayRange {
  const before = (days: number) => shiftDay(today, -days);
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: before(1), to: before(1) };
    case 'last7':
      return { from: before(6), to: today };
    case 'last30':
      return { from: before(29), to: today };
    case 'thisMonth':
      return { from: `${today.slice(0, 8)}01`, to: today };
  }
}

/** What people call it. */
export function rangeText(name: DayRangeName, t: T): string {
  if (name === 'last7') return t('days.last7', { days: 7 });
  if (name === 'last30') return t('days.last30', { days: 30 });
  return t(`days.${name}`);
}

export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** A business day in the person's words and digits. */
export function dayText(day: string, { language, digits }: Locale): string {
  const tag = `${language === 'ar' ? 'ar-JO' : 'en-JO'}-u-nu-${digits === 'arabic' ? 'arab' : 'latn'}`;
  return new Intl.DateTimeFormat(tag, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(day));
}
