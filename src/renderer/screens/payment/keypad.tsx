import { useEffect } from 'react';
import { type Currency, minorDigits } from '../../../shared/contract/money.ts';
import { useT } from '../../i18n/i18n.tsx';
import { NumberPad } from '../../ui/number-pad.tsx';
import { entryKey, typed } from './amount-entry.ts';

/** An amount by finger. */
export function Keypad(props: {
  text: string;
  currency: Currency;
  onText: (text: string) => void;
}) {
  const t = useT();
  const { text, currency, onText } = props;
  return (
    <NumberPad
      label={t('pay.keypad')}
      height="low"
      point={{ label: t('pay.point'), disabled: minorDigits(currency) === 0 }}
      onKey={(key) => onText(typed(text, key, currency))}
    />
  );
}

/** Somebody types in a field, or a sheet lies above. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
}

/** The keyboard writes the amount too, wherever the focus is; Enter takes it unless a button has the focus. */
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
      const button = event.target instanceof HTMLElement && event.target.closest('button, a');
      if (key !== undefined) {
        // A button that was tapped before must not take the Enter that is meant for the amount.
        if (button instanceof HTMLElement) button.blur();
        keys.onText(typed(keys.text, key, keys.currency));
      } else if (event.key === 'Enter' && !button) keys.onEnter();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}
