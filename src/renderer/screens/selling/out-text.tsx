import type { Outage } from '../../../shared/contract/menu.ts';
import { hourMs, minuteMs } from '../../../shared/kit/clock.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { timeText } from '../../../shared/ui/time-text.tsx';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';

/** Beyond this a time of day alone could be today's or tomorrow's. */
const sameDayMs = 12 * hourMs;

/** That something is out, and when it comes back by itself. */
export function OutText({ outage }: { outage: Outage }) {
  const t = useT();
  const locale = useLocale();
  const now = useNow(minuteMs);
  if (outage.untilMs === null) return t('sell.out');
  const style = outage.untilMs - now < sameDayMs ? 'minutes' : 'date';
  return t('sell.outUntil', { time: timeText(outage.untilMs, style, locale) });
}
