import { IconFlame } from '@tabler/icons-react';
import { useState } from 'react';
import type { BusyMode } from '../../shared/contract/rules.ts';
import { hourMs, minuteMs } from '../../shared/kit/clock.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useLocale } from '../../shared/ui/locale.tsx';
import { timeText } from '../../shared/ui/time-text.tsx';
import { useNow } from '../api/server-time.tsx';
import { useT } from '../i18n/i18n.tsx';
import { FailedNote } from '../ui/failed-note.tsx';
import { BusySheet } from './busy-sheet.tsx';
import classes from './busy.module.css';
import { useBusy, useRulesChange } from './use-rules.ts';

/** While the kitchen is busy: what that means, when it ends, and the way out. Nothing otherwise. */
export function BusyBanner() {
  const t = useT();
  const busy = useBusy();
  const [isChanging, setIsChanging] = useState(false);
  const end = useRulesChange((api) => api.endBusy({}));
  if (!busy) return null;
  const { extraMinutes, stopsRules } = busy;
  return (
    <div className={classes.banner} role="status">
      <IconFlame aria-hidden />
      <p>
        <strong>
          {extraMinutes === 0 ? t('busy.bannerNone') : t('busy.banner', { count: extraMinutes })}
        </strong>{' '}
        {stopsRules ? `${t('busy.bannerStops')} ` : null}
        <End busy={busy} />
      </p>
      <FailedNote error={end.error} />
      <Button onClick={() => setIsChanging(true)}>{t('busy.change')}</Button>
      <Button disabled={end.isPending} onClick={() => end.mutate(undefined)}>
        {t('busy.end')}
      </Button>
      {isChanging ? <BusySheet busy={busy} onClose={() => setIsChanging(false)} /> : null}
    </div>
  );
}

/** Opens the busy mode from the board's bar; not there while it is on, because the banner is. */
export function BusyButton() {
  const t = useT();
  const busy = useBusy();
  const [isOpen, setIsOpen] = useState(false);
  if (busy) return null;
  return (
    <>
      <Button icon={<IconFlame aria-hidden />} onClick={() => setIsOpen(true)}>
        {t('busy.start')}
      </Button>
      {isOpen ? <BusySheet busy={null} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function End({ busy }: { busy: BusyMode }) {
  const t = useT();
  const locale = useLocale();
  const leftMs = busy.untilMs - useNow();
  if (leftMs > hourMs) {
    const style = leftMs > 12 * hourMs ? 'date' : 'minutes';
    return t('busy.until', { time: timeText(busy.untilMs, style, locale) });
  }
  return t('busy.endsIn', { count: Math.max(1, Math.ceil(leftMs / minuteMs)) });
}
