import type { EpochMs } from '../../shared/kit/clock.ts';
import { dayMs } from '../../shared/kit/clock.ts';
import type { Locale } from '../../shared/ui/locale.tsx';
import type { T } from '../i18n/i18n.tsx';

export interface Day<Item> {
  readonly atMs: EpochMs;
  readonly items: Item[];
}

/** Puts what follows in time under the branch's calendar days, in the order it came. */
export function intoDays<Item>(
  items: readonly Item[],
  atOf: (item: Item) => EpochMs,
  timeZone: string,
): Day<Item>[] {
  const days: Day<Item>[] = [];
  let current = '';
  for (const item of items) {
    const atMs = atOf(item);
    const day = dateOf(atMs, timeZone);
    if (day !== current) days.push({ atMs, items: [] });
    current = day;
    days.at(-1)?.items.push(item);
  }
  return days;
}

/** The day as people say it: today, yesterday, tomorrow, else weekday and date. */
export function dayText(atMs: EpochMs, now: EpochMs, locale: Locale, t: T): string {
  const { timeZone, language, digits } = locale;
  const day = dateOf(atMs, timeZone);
  if (day === dateOf(now, timeZone)) return t('board.day.today');
  if (day === dateOf(now - dayMs, timeZone)) return t('board.day.yesterday');
  if (day === dateOf(now + dayMs, timeZone)) return t('board.day.tomorrow');
  const tag = `${language === 'ar' ? 'ar-JO' : 'en-JO'}-u-nu-${digits === 'arabic' ? 'arab' : 'latn'}`;
  return new Intl.DateTimeFormat(tag, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  }).format(new Date(atMs));
}

const dates = new Map<string, Intl.DateTimeFormat>();

function dateOf(atMs: EpochMs, timeZone: string): string {
  const format = dates.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone });
  dates.set(timeZone, format);
  return format.format(new Date(atMs));
}
