import { IconBackspace } from '@tabler/icons-react';
import { useEffect } from 'react';
import { type Currency, minorDigits } from '../../../shared/contract/money.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { entryKey, typed } from './amount-entry.ts';
import classes from './payment.module.css';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** An amount by finger. The keys stand as on a telephone, whatever the language. */
export function Keypad(props: {
  text: string;
  currency: Currency;
  onText: (text: string) => void;
}) {
  const t = useT();
  const locale = useLocale();
  const { text, currency, onText } = props;
  const press = (key: string) => onText(typed(text, key, currency));
  const digit = (key: string) => (
    <button key={key} type="button" className={classes.key} onClick={() => press(key)}>
      {inDigits(key, locale.digits)}
    </button>
  );
  return (
    <div className={classes.keypad} dir="ltr" role="group" aria-label={t('pay.keypad')}>
      {digits.map(digit)}
      <button
        type="button"
        className={classes.key}
        disabled={minorDigits(currency) === 0}
        aria-label={t('pay.point')}
        onClick={() => press('.')}
      >
        {locale.digits === 'arabic' ? '٫' : '.'}
      </button>
      {digit('0')}
      <button
        type="button"
        className={classes.key}
        aria-label={t('staff.erase')}
        onClick={() => press('back')}
      >
        <IconBackspace aria-hidden />
      </button>
    </div>
  );
}

/** Somebody types in a field, or a sheet lies above. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
}

/** The keyboard writes the amount too, wherever the focus is; Enter takes it unless it belongs to a button. */
export function useEntryKeys(keys: {
  readonly text: string;
  readonly currency: Currency;
  readonly onText: (text: string) => void;
  readonly onEnter: () => void;
}): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      const key = entryKey(event.key);
      const onButton = event.target instanceof HTMLElement && event.target.closest('button, a');
      if (key !== undefined) keys.onText(typed(keys.text, key, keys.currency));
      else if (event.key === 'Enter' && !onButton) keys.onEnter();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}
