import { SegmentedControl, Switch } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useSellingSettings } from '../../selling/use-menu.ts';
import { useSellKeys } from '../../selling/use-sell-keys.ts';
import { CardPanel } from './card-panel.tsx';
import { CashPanel } from './cash-panel.tsx';
import { ChangeDue } from './change-due.tsx';
import classes from './payment.module.css';
import type { Due, PaymentHandle } from './use-payment.ts';

const methods = ['cash', 'card'] as const;
type Method = (typeof methods)[number];

interface Props {
  readonly bill: Bill;
  readonly due: Due;
  readonly payment: PaymentHandle;
  /** The branch does not answer: the payment is on its way and is not to be taken twice. */
  readonly isWaiting: boolean;
}

/** What is due, huge, and how it is paid. */
export function PayDesk({ bill, due, payment, isWaiting }: Props) {
  const t = useT();
  const [method, setMethod] = useState<Method>('cash');
  const settings = useSellingSettings().data;
  const [wish, setWish] = useState<boolean | null>(null);
  const prints = wish ?? settings?.printReceipts ?? true;
  useSellKeys({ KeyC: () => setMethod('cash'), KeyK: () => setMethod('card') });
  const isBusy = payment.isBusy || isWaiting;
  const panel = { bill, due, isBusy, pay: payment.pay, prints };
  return (
    <section className={classes.desk} aria-label={t('pay.desk')}>
      {payment.last && payment.last.changeMinor > 0 ? (
        <ChangeDue minor={payment.last.changeMinor} currency={bill.currency} />
      ) : null}
      <DueAmount bill={bill} due={due} method={method} />
      <div className={classes.methods}>
        <SegmentedControl
          size="lg"
          aria-label={t('pay.method')}
          value={method}
          onChange={(value) => setMethod(methods.find((one) => one === value) ?? 'cash')}
          data={methods.map((one) => ({
            value: one,
            label: (
              <span className={classes.method}>
                {t(`payment.${one}`)} <kbd>{one === 'cash' ? 'C' : 'K'}</kbd>
              </span>
            ),
          }))}
        />
        <Switch
          label={t('pay.printReceipt')}
          checked={prints}
          onChange={(event) => setWish(event.currentTarget.checked)}
        />
      </div>
      {method === 'cash' ? <CashPanel {...panel} /> : <CardPanel {...panel} />}
    </section>
  );
}

function DueAmount({ bill, due, method }: { bill: Bill; due: Due; method: Method }) {
  const t = useT();
  const isRounded = method === 'cash' && due.cashDueMinor !== due.dueMinor;
  return (
    <div className={classes.due}>
      <span>{due.part === null ? t('pay.due') : t('pay.dueGuest', { number: due.part + 1 })}</span>
      <strong>
        <MoneyText
          minor={method === 'cash' ? due.cashDueMinor : due.dueMinor}
          currency={bill.currency}
        />
      </strong>
      {isRounded ? (
        <small>
          <Rounded>
            <MoneyText minor={due.dueMinor} currency={bill.currency} quiet />
          </Rounded>
        </small>
      ) : null}
    </div>
  );
}

function Rounded(props: { children: ReactNode }) {
  const t = useT();
  return (
    <>
      {t('pay.roundedFrom')} {props.children}
    </>
  );
}
