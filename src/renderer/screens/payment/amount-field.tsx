import type { Currency } from '../../../shared/contract/money.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { moneyParts } from '../../../shared/ui/money-text.tsx';
import classes from './payment.module.css';

/** The amount as it is being typed by keypad or keyboard. */
export function AmountField(props: { label: string; text: string; currency: Currency }) {
  const locale = useLocale();
  const { currency } = moneyParts(0, props.currency, locale);
  const point = locale.digits === 'arabic' ? '٫' : '.';
  const shown = inDigits(props.text.replace('.', point), locale.digits);
  return (
    <div className={classes.amount}>
      <span>{props.label}</span>
      <output aria-label={props.label}>
        <bdi dir="ltr">{shown || '–'}</bdi> <small>{currency}</small>
      </output>
    </div>
  );
}
