import { IconCash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useBranchState } from '../../api/queries.ts';
import { useOwnDrawer } from '../../terminals/use-own-drawer.ts';
import { useT } from '../../i18n/i18n.tsx';
import { amountOf } from './amount-entry.ts';
import { AmountField } from './amount-field.tsx';
import { Keypad, useEntryKeys } from './keypad.tsx';
import classes from './payment.module.css';
import { quickCash } from './quick-cash.ts';
import type { Due, PaymentHandle } from './use-payment.ts';

/** Cash: one tap for what guests usually hand over, or the amount by keypad with what goes back. */
export function CashPanel(props: {
  bill: Bill;
  due: Due;
  isBusy: boolean;
  prints: boolean;
  pay: PaymentHandle['pay'];
}) {
  const t = useT();
  const { bill, due, isBusy } = props;
  const { currency } = bill;
  const { cashDueMinor } = due;
  const [text, setText] = useState('');
  const tenderedMinor = amountOf(text, currency) ?? cashDueMinor;
  const canPay = !isBusy && (tenderedMinor > 0 || cashDueMinor === 0);
  const take = async (minor: number) => {
    if (await props.pay({ method: 'cash', tenderedMinor: minor }, due, props.prints)) setText('');
  };
  const onEnter = () => {
    if (canPay) void take(tenderedMinor);
  };
  useEntryKeys({ text, currency, onText: setText, onEnter });
  return (
    <div className={classes.panel}>
      <div className={classes.quick} role="group" aria-label={t('pay.quick')}>
        {cashDueMinor === 0
          ? null
          : quickCash(cashDueMinor, currency).map((minor, index) => (
              <button
                key={minor}
                type="button"
                className={classes.quickAmount}
                disabled={isBusy}
                onClick={() => void take(minor)}
              >
                <MoneyText minor={minor} currency={currency} quiet />
                {index === 0 ? <small>{t('pay.exact')}</small> : null}
              </button>
            ))}
      </div>
      <div className={classes.entry}>
        <AmountField label={t('pay.handed')} text={text} currency={currency} />
        <Keypad text={text} currency={currency} onText={setText} />
      </div>
      <div className={classes.take}>
        <Foreseen tenderedMinor={text === '' ? null : tenderedMinor} bill={bill} due={due} />
        <Button
          look="primary"
          wide
          icon={<IconCash aria-hidden />}
          disabled={!canPay}
          onClick={onEnter}
        >
          {cashDueMinor === 0 ? t('pay.closeFree') : t('pay.takeCash')}{' '}
          {cashDueMinor === 0 ? null : <MoneyText minor={tenderedMinor} currency={currency} />}
        </Button>
      </div>
    </div>
  );
}

/** What will be given back, or what will still be missing, before anything is taken. */
function Foreseen(props: { tenderedMinor: number | null; bill: Bill; due: Due }) {
  const t = useT();
  const { tenderedMinor, bill, due } = props;
  const opener = useOwnDrawer(useBranchState().data?.printers ?? []);
  if (tenderedMinor === null) {
    const drawer = opener ? t('pay.drawerOpens') : t('pay.noDrawer');
    return (
      <p className={classes.hint}>
        <span>{t('pay.tapOrType')}</span> <span>{drawer}</span>
      </p>
    );
  }
  const changeMinor = tenderedMinor - due.cashDueMinor;
  return (
    <p className={classes.foreseen} data-missing={changeMinor < 0}>
      <span>{changeMinor < 0 ? t('pay.stays') : t('pay.change')}</span>
      <strong>
        <MoneyText
          minor={changeMinor < 0 ? due.dueMinor - tenderedMinor : changeMinor}
          currency={bill.currency}
        />
      </strong>
    </p>
  );
}
