import { hourMs, minuteMs, secondMs } from '../../shared/kit/clock.ts';
import type { T } from '../i18n/i18n.tsx';

/** How long something took, in the unit that leaves at most a handful of digits: exact below ten seconds. */
export function durationText(ms: number, t: T): string {
  if (ms < 10 * secondMs) return t('common.milliseconds', { count: Math.round(ms) });
  if (ms < 10 * minuteMs) return t('common.seconds', { count: Math.round(ms / secondMs) });
  if (ms < 10 * hourMs) return t('common.minutes', { count: Math.round(ms / minuteMs) });
  return t('common.hours', { count: Math.round(ms / hourMs) });
}
