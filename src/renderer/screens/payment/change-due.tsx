import type { Currency, Minor } from '../../../shared/contract/money.ts';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './payment.module.css';

/** What goes back to the guest, to be read from a step away. */
export function ChangeDue(props: { minor: Minor; currency: Currency }) {
  const t = useT();
  return (
    <div className={classes.change} role="status">
      <span>{t('pay.change')}</span>
      <strong>
        <MoneyText minor={props.minor} currency={props.currency} />
      </strong>
    </div>
  );
}
