import { type Locale, useLocale } from '../../../../src/shared/ui/locale.tsx';

const styles = {
  minute: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  millisecond: {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Day and time, where it matters down to the millisecond: these pages say what happened when. */
export function MomentText({ atMs, exact = false }: { atMs: number; exact?: boolean }) {
  const text = momentText(atMs, exact ? 'millisecond' : 'minute', useLocale());
  return (
    <time dateTime={new Date(atMs).toISOString()}>
      <bdi>{text}</bdi>
    </time>
  );
}

function momentText(atMs: number, style: keyof typeof styles, locale: Locale): string {
  const tag = `${locale.language === 'ar' ? 'ar-JO' : 'en-JO'}-u-nu-latn`;
  const format = new Intl.DateTimeFormat(tag, { ...styles[style], timeZone: locale.timeZone });
  return format.format(new Date(atMs));
}
