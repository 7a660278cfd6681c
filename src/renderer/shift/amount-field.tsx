import { TextInput } from '@mantine/core';
import type { Currency } from '../../shared/contract/money.ts';
import { inDigits, useLocale } from '../../shared/ui/locale.tsx';
import { moneyParts } from '../../shared/ui/money-text.tsx';
import { readAmount, tidyAmount } from '../format/typed-numbers.ts';
import { useT } from '../i18n/i18n.tsx';
import classes from './amount-field.module.css';
import { useKeypad } from './keypad.tsx';

/** An amount by keyboard, in the person's digits; the keypad beside it writes the same text. */
export function AmountField(props: {
  label: string;
  hint?: string;
  text: string;
  currency: Currency;
  error?: string | null;
  big?: boolean;
  /** Where typing begins when its sheet opens. */
  isFirst?: boolean;
  onText: (text: string) => void;
  onFocus?: () => void;
}) {
  const t = useT();
  const locale = useLocale();
  const hasKeypad = useKeypad();
  const point = locale.digits === 'arabic' ? '٫' : '.';
  const { currency } = moneyParts(0, props.currency, locale);
  const isWrong = props.text !== '' && readAmount(props.text, props.currency) === null;
  return (
    <TextInput
      classNames={{ input: props.big ? (classes.big ?? '') : (classes.input ?? '') }}
      label={props.label}
      description={props.hint}
      error={props.error ?? (isWrong ? t('common.amountWrong') : null)}
      dir="ltr"
      inputMode={hasKeypad ? 'none' : 'decimal'}
      autoComplete="off"
      {...(props.isFirst && { 'data-autofocus': true })}
      rightSectionWidth={64}
      rightSection={<span className={classes.currency}>{currency}</span>}
      value={inDigits(props.text.replace('.', point), locale.digits)}
      {...(props.onFocus && { onFocus: props.onFocus })}
      onChange={(event) => props.onText(tidyAmount(event.currentTarget.value))}
    />
  );
}
