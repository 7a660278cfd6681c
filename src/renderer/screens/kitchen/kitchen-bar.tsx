import { IconArrowBackUp, IconMoon, IconSun, IconWifiOff } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { KitchenBoard } from '../../../shared/contract/kitchen.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useNow } from '../../api/server-time.tsx';
import { usePreferences } from '../../format/preferences.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useSelf } from '../../terminals/use-self.ts';
import { allDay } from './kitchen-board.ts';
import classes from './kitchen.module.css';

interface Props {
  readonly board: KitchenBoard | undefined;
  /** Tickets that hang further along. */
  readonly unseen: number;
  /** The branch does not answer: what hangs here may be old. */
  readonly isLost: boolean;
  readonly onRecall: () => void;
}

export function KitchenBar({ board, unseen, isLost, onRecall }: Props) {
  const t = useT();
  const { digits } = useLocale();
  const self = useSelf().data;
  const last = board?.lastBumped;
  return (
    <header className={classes.bar}>
      <h1>
        <bdi>{self?.kind === 'kitchen' ? self.name : t('kitchen.title')}</bdi>
      </h1>
      <span className={classes.clock}>
        <TimeText atMs={useNow()} />
      </span>
      <span className={classes.count}>
        {t('kitchen.tickets', { count: board?.tickets.length ?? 0 })}
      </span>
      {unseen > 0 ? (
        <span className={classes.unseen}>{t('kitchen.unseen', { count: unseen })}</span>
      ) : null}
      {isLost ? (
        <span className={classes.lost} role="alert">
          <IconWifiOff aria-hidden /> {t('kitchen.lost')}
        </span>
      ) : null}
      <span className={classes.tools}>
        <button type="button" className={classes.tool} disabled={!last} onClick={onRecall}>
          <IconArrowBackUp aria-hidden />
          {last ? t('kitchen.recall', { number: last.number }) : t('kitchen.recallNone')}
          <kbd>{inDigits('0', digits)}</kbd>
        </button>
        <Switches />
        {self && self.kind !== 'kitchen' ? (
          <Link href="/" className={classes.tool ?? ''}>
            {t('kitchen.back')}
          </Link>
        ) : null}
      </span>
    </header>
  );
}

function Switches() {
  const t = useT();
  const { preferences, change } = usePreferences();
  const other = preferences.language === 'ar' ? 'en' : 'ar';
  const isDark = preferences.colours === 'dark';
  return (
    <>
      <button
        type="button"
        className={classes.tool}
        lang={other}
        onClick={() => change({ language: other })}
      >
        {other === 'ar' ? 'العربية' : 'English'}
      </button>
      <button
        type="button"
        className={classes.tool}
        aria-label={t(isDark ? 'kitchen.light' : 'kitchen.dark')}
        onClick={() => change({ colours: isDark ? 'light' : 'dark' })}
      >
        {isDark ? <IconSun aria-hidden /> : <IconMoon aria-hidden />}
      </button>
    </>
  );
}

/** What is to be made of each dish in all: twelve of one at once are quicker than twelve times one. */
export function AllDayStrip({ board }: { board: KitchenBoard }) {
  const t = useT();
  const { digits, language } = useLocale();
  const counts = allDay(board.tickets, language);
  if (counts.length === 0) return null;
  return (
    <ul className={classes.allDay} aria-label={t('kitchen.allDay')}>
      {counts.map(({ name, count }) => (
        <li key={name}>
          <b>{inDigits(`${count}×`, digits)}</b> <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}
