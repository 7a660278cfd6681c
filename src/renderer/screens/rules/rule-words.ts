import type { AcceptRuleSettings, RuleHours } from '../../../shared/contract/rules.ts';
import { inDigits, type Locale } from '../../../shared/ui/locale.tsx';
import { moneyParts } from '../../../shared/ui/money-text.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import type { T } from '../../i18n/i18n.tsx';

export const weekDays = [0, 1, 2, 3, 4, 5, 6] as const;

export interface RuleWordsContext {
  readonly t: T;
  readonly locale: Locale;
  readonly currency: string;
}

/** A rule as one sentence: when it fits, and what happens then. */
export function ruleSentence(rule: AcceptRuleSettings, context: RuleWordsContext): string {
  const { t, locale } = context;
  const list = new Intl.ListFormat(locale.language, { type: 'conjunction' });
  const platforms = rule.platforms.map((one) => platformName(one, locale.language));
  const conditions = [
    platforms.length === 0 ? t('rules.says.all') : list.format(platforms),
    `${daysText(rule.days, context)} ${hoursText(rule.hours, context)}`,
    ...limitTexts(rule, context),
  ];
  return t('rules.says.sentence', {
    conditions: conditions.join(t('rules.says.comma')),
    action: t('rules.says.accept', { count: rule.prepMinutes }),
  });
}

function limitTexts(rule: AcceptRuleSettings, context: RuleWordsContext): string[] {
  const { t } = context;
  const { maxKitchenOrders, maxTotalMinor, maxItems } = rule;
  return [
    maxKitchenOrders !== null && t('rules.says.kitchen', { count: maxKitchenOrders }),
    maxTotalMinor !== null && t('rules.says.total', { total: moneyWords(maxTotalMinor, context) }),
    maxItems !== null && t('rules.says.items', { count: maxItems }),
    !rule.takesNotes && t('rules.says.noNotes'),
    !rule.takesUnknownItems && t('rules.says.known'),
    rule.needsPrinter && t('rules.says.printer'),
    rule.timing !== 'asap' && t(`rules.says.${rule.timing}`),
  ].filter((text) => text !== false);
}

function moneyWords(minor: number, { currency, locale }: RuleWordsContext): string {
  const parts = moneyParts(minor, currency, locale);
  return `${parts.amount} ${parts.currency}`;
}

function daysText(days: readonly number[], { t, locale }: RuleWordsContext): string {
  if (days.length === 0 || days.length === weekDays.length) return t('rules.says.everyDay');
  const list = new Intl.ListFormat(locale.language, { type: 'conjunction' });
  return list.format(
    weekDays.filter((day) => days.includes(day)).map((day) => t(`rules.day.${day}`)),
  );
}

function hoursText(hours: RuleHours | null, { t, locale }: RuleWordsContext): string {
  if (hours === null || hours.fromMinutes === hours.toMinutes) return t('rules.says.allDay');
  return t('rules.says.hours', {
    from: inDigits(toClock(hours.fromMinutes), locale.digits),
    to: inDigits(toClock(hours.toMinutes), locale.digits),
  });
}

/** Minutes after midnight as a field of hours and minutes writes them. */
export function toClock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** @returns null when it is no time of day */
export function fromClock(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return minutes < 1_440 ? minutes : null;
}
