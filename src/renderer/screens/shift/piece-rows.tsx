import type { KeyboardEvent } from 'react';
import { latinDigits } from '../../../shared/contract/digits.ts';
import type { Currency, Minor } from '../../../shared/contract/money.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useKeypad } from '../../shift/keypad.tsx';
import { moneyWords } from '../../shift/shift-words.ts';
import type { Count } from './count.ts';
import classes from './shift.module.css';

/** A row for each note and coin; the one in hand is marked, and the keypad writes there. */
export function PieceRows(props: {
  values: readonly Minor[];
  count: Count;
  currency: Currency;
  onCount: (count: Count) => void;
}) {
  const t = useT();
  const locale = useLocale();
  const hasKeypad = useKeypad();
  const { count, currency, onCount } = props;
  const set = (value: Minor, text: string) => {
    const digits = latinDigits(text).replaceAll(/\D/g, '').slice(0, 5);
    onCount({ ...count, active: value, pieces: { ...count.pieces, [value]: digits } });
  };
  return (
    <ul className={classes.pieces}>
      {props.values.map((value, at) => {
        const text = count.pieces[value] ?? '';
        return (
          <li key={value} className={classes.piece} data-active={value === count.active}>
            <label>
              <span className={classes.pieceValue}>
                <MoneyText minor={value} currency={currency} quiet />
              </span>
              <span aria-hidden className={classes.soft}>
                ×
              </span>
              <input
                className={classes.pieceCount}
                aria-label={t('shift.howMany', { value: moneyWords(value, currency, locale) })}
                {...(at === 0 && { 'data-autofocus': true })}
                inputMode={hasKeypad ? 'none' : 'numeric'}
                autoComplete="off"
                dir="ltr"
                placeholder={inDigits('0', locale.digits)}
                value={inDigits(text, locale.digits)}
                onKeyDown={nextOnEnter}
                onFocus={() => onCount({ ...count, active: value })}
                onChange={(event) => set(value, event.currentTarget.value)}
              />
            </label>
            <span className={classes.pieceSum}>
              {text === '' ? null : (
                <MoneyText minor={value * Number(text)} currency={currency} quiet />
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Enter takes the next piece in hand, as on a till's number block. */
function nextOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  const fields = [...(event.currentTarget.closest('ul')?.querySelectorAll('input') ?? [])];
  const next = fields[fields.findIndex((field) => field === event.currentTarget) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
