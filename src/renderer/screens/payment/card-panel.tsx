import { TextInput } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { useState } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { amountOf } from './amount-entry.ts';
import { AmountField } from './amount-field.tsx';
import { Keypad, useEntryKeys } from './keypad.tsx';
import classes from './payment.module.css';
import type { Due, PaymentHandle } from './use-payment.ts';

/** A card on a terminal of its own: charged there first, written down here with what the terminal printed. */
export function CardPanel(props: {
  bill: Bill;
  due: Due;
  isBusy: boolean;
  prints: boolean;
  pay: PaymentHandle['pay'];
}) {
  const t = useT();
  const { bill, due, isBusy } = props;
  const { currency } = bill;
  const [text, setText] = useState('');
  const [reference, setReference] = useState('');
  const amountMinor = amountOf(text, currency) ?? due.dueMinor;
  const isTooMuch = amountMinor > due.dueMinor;
  const canPay = !isBusy && amountMinor > 0 && !isTooMuch;
  const take = async () => {
    const card = { method: 'card', amountMinor, reference: reference.trim() } as const;
    if (!(await props.pay(card, due, props.prints))) return;
    setText('');
    setReference('');
  };
  const onEnter = () => {
    if (canPay) void take();
  };
  useEntryKeys({ text, currency, onText: setText, onEnter });
  return (
    <div className={classes.panel}>
      <ol className={classes.steps}>
        <li>
          {t('pay.cardCharge')}{' '}
          <strong>
            <MoneyText minor={amountMinor} currency={currency} />
          </strong>
        </li>
        <li>{t('pay.cardWrite')}</li>
        <li>
          <TextInput
            label={t('pay.cardReference')}
            description={t('pay.cardReferenceHint')}
            dir="ltr"
            inputMode="numeric"
            autoComplete="off"
            maxLength={60}
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') onEnter();
            }}
          />
        </li>
      </ol>
      <div className={classes.entry}>
        <AmountField label={t('pay.cardAmount')} text={text} currency={currency} />
        <Keypad text={text} currency={currency} onText={setText} />
      </div>
      <div className={classes.take}>
        {isTooMuch ? (
          <p role="alert" className={classes.wrong}>
            {t('pay.cardTooMuch')}
          </p>
        ) : null}
        <Button
          look="primary"
          wide
          icon={<IconCreditCard aria-hidden />}
          disabled={!canPay}
          onClick={onEnter}
        >
          {t('pay.cardPaid')} <MoneyText minor={amountMinor} currency={currency} />
        </Button>
      </div>
    </div>
  );
}
