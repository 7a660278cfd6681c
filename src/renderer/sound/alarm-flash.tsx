import { IconBellRinging } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useT } from '../i18n/i18n.tsx';
import { minutesLeft } from '../orders/countdown.ts';
import { type Alarm, flashLevel } from './alarm.ts';
import classes from './alarm-flash.module.css';

/**
 * The whole page asks for somebody: its edge flashes and words say which order waits, until it is answered. They stand at
 * the bottom, so that no order moves under a finger.
 */
export function AlarmFlash({ alarm }: { alarm: Alarm }) {
  const { level, loudest } = alarm;
  if (level < flashLevel || loudest === null) return null;
  return (
    <div role="alert">
      <div className={classes.edge} data-level={level} aria-hidden="true" />
      <Link
        href={`/orders/${encodeURIComponent(loudest.orderId)}`}
        className={classes.words ?? ''}
        data-level={level}
      >
        <IconBellRinging aria-hidden />
        <AlarmWords {...loudest} />
      </Link>
    </div>
  );
}

function AlarmWords({ number, leftMs }: NonNullable<Alarm['loudest']>) {
  const t = useT();
  if (leftMs === null) return t('board.alarm.old', { number });
  if (leftMs === 0) return t('board.alarm.over', { number });
  return t('board.alarm.left', { number, count: minutesLeft(leftMs) });
}
