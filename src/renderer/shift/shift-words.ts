import type { Currency, Minor } from '../../shared/contract/money.ts';
import type { Tone } from '../../shared/ui/chip.tsx';
import type { Locale } from '../../shared/ui/locale.tsx';
import { moneyParts } from '../../shared/ui/money-text.tsx';
import type { T } from '../i18n/i18n.tsx';

/** An amount inside a sentence. */
export function moneyWords(minor: Minor, currency: Currency, locale: Locale): string {
  const parts = moneyParts(minor, currency, locale);
  return `${parts.amount} ${parts.currency}`;
}

/** "1.500 JOD less than expected". */
export function differenceText(
  differenceMinor: Minor,
  currency: Currency,
  { t, locale }: { readonly t: T; readonly locale: Locale },
): string {
  if (differenceMinor === 0) return t('shift.exact');
  const amount = moneyWords(Math.abs(differenceMinor), currency, locale);
  return differenceMinor < 0 ? t('shift.less', { amount }) : t('shift.more', { amount });
}

export function differenceTone(differenceMinor: Minor): Tone {
  if (differenceMinor === 0) return 'ready';
  return differenceMinor < 0 ? 'problem' : 'waiting';
}
