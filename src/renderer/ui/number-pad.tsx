import { IconBackspace } from '@tabler/icons-react';
import { inDigits, useLocale } from '../../shared/ui/locale.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './number-pad.module.css';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** A digit, the point, and one back. */
export type PadKey = string;
export const pointKey: PadKey = '.';
export const backKey: PadKey = 'back';

/** Numbers by finger, in the person's digits. The keys stand as on a telephone, whatever the language. */
export function NumberPad(props: {
  /** Absent where the field beside it says what is typed. */
  label?: string;
  /** How high its keys are: a finger in a hurry, one that counts, or one of a page that must fit. */
  height: 'tall' | 'usual' | 'low';
  /** Null leaves its place empty. */
  point: { readonly label: string; readonly disabled?: boolean } | null;
  onKey: (key: PadKey) => void;
}) {
  const t = useT();
  const locale = useLocale();
  const { label, height, point, onKey } = props;
  const digit = (key: string) => (
    <button key={key} type="button" className={classes.key} onClick={() => onKey(key)}>
      {inDigits(key, locale.digits)}
    </button>
  );
  return (
    <div
      className={classes.pad}
      data-height={height}
      dir="ltr"
      {...(label !== undefined && { role: 'group', 'aria-label': label })}
    >
      {digits.map(digit)}
      {point ? (
        <button
          type="button"
          className={classes.key}
          disabled={point.disabled}
          aria-label={point.label}
          onClick={() => onKey(pointKey)}
        >
          {locale.digits === 'arabic' ? '٫' : '.'}
        </button>
      ) : (
        <span />
      )}
      {digit('0')}
      <button
        type="button"
        className={classes.key}
        aria-label={t('staff.erase')}
        onClick={() => onKey(backKey)}
      >
        <IconBackspace aria-hidden />
      </button>
    </div>
  );
}
