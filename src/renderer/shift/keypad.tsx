import { useMediaQuery } from '@mantine/hooks';
import { IconBackspace } from '@tabler/icons-react';
import { inDigits, useLocale } from '../../shared/ui/locale.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './keypad.module.css';
import { backKey, type PadKey } from './typing.ts';

/** A phone brings number keys of its own; a till's touch screen does not. */
export function useKeypad(): boolean {
  return !useMediaQuery('(max-width: 47.99em)', false);
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Numbers by finger, for what is being counted. The keys stand as on a telephone, whatever the language. */
export function CountKeypad(props: { point: boolean; onKey: (key: PadKey) => void }) {
  const t = useT();
  const locale = useLocale();
  const isWanted = useKeypad();
  if (!isWanted) return null;
  const key = (digit: string) => (
    <button key={digit} type="button" className={classes.key} onClick={() => props.onKey(digit)}>
      {inDigits(digit, locale.digits)}
    </button>
  );
  return (
    <div className={classes.keys} dir="ltr" role="group" aria-label={t('shift.keypad')}>
      {digits.map(key)}
      {props.point ? (
        <button
          type="button"
          className={classes.key}
          aria-label={t('shift.point')}
          onClick={() => props.onKey('.')}
        >
          {locale.digits === 'arabic' ? '٫' : '.'}
        </button>
      ) : (
        <span />
      )}
      {key('0')}
      <button
        type="button"
        className={classes.key}
        aria-label={t('staff.erase')}
        onClick={() => props.onKey(backKey)}
      >
        <IconBackspace aria-hidden />
      </button>
    </div>
  );
}
