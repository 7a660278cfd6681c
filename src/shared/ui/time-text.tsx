import type { EpochMs } from '../kit/clock.ts';
import classes from './figures.module.css';
import { type Locale, useLocale } from './locale.tsx';

export type TimeStyle = 'minutes' | 'seconds' | 'date';

const styles = {
  minutes: { hour: 'numeric', minute: '2-digit' },
  seconds: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  date: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<TimeStyle, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The moment on the branch's wall clock, in the person's language and digits. */
export function timeText(atMs: EpochMs, style: TimeStyle, locale: Locale): string {
  const numbering = locale.digits === 'arabic' ? 'arab' : 'latn';
  const tag = `${locale.language === 'ar' ? 'ar-JO' : 'en-JO'}-u-nu-${numbering}`;
  const key = `${tag} ${style} ${locale.timeZone}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(tag, { ...styles[style], timeZone: locale.timeZone });
  formats.set(key, format);
  return format.format(new Date(atMs));
}

export function TimeText(props: { atMs: EpochMs; style?: TimeStyle }) {
  const text = timeText(props.atMs, props.style ?? 'minutes', useLocale());
  return (
    <time className={classes.figures} dateTime={new Date(props.atMs).toISOString()}>
      <bdi>{text}</bdi>
    </time>
  );
}
