import type { ReactNode } from 'react';
import type { Actor, Bill } from '../../../shared/contract/bill.ts';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Panel } from '../../ui/page.tsx';
import classes from './bills.module.css';

/** What came in and went out for a bill, by whom and why. */
export function MoneyPanel({ bill }: { bill: Bill }) {
  const t = useT();
  const { payments, takenBack, refunds, currency } = bill;
  if (payments.length + takenBack.length + refunds.length === 0) return null;
  return (
    <Panel title={t('bills.money')}>
      <ul className={classes.lines}>
        {payments.map((payment) => (
          <Move
            key={payment.id}
            what={t(`payment.${payment.method}`)}
            why={payment.reference}
            move={payment}
          >
            <MoneyText minor={payment.amountMinor} currency={currency} />
          </Move>
        ))}
        {takenBack.map((taken) => (
          <Move
            key={taken.id}
            what={t('bills.takenBack', { method: t(`payment.${taken.payment.method}`) })}
            why={taken.reason}
            move={taken}
          >
            <s>
              <MoneyText minor={taken.payment.amountMinor} currency={currency} />
            </s>
          </Move>
        ))}
        {refunds.map((refund) => (
          <Move
            key={refund.id}
            what={t('bills.givenBack', { method: t(`payment.${refund.method}`) })}
            why={refund.reason}
            move={refund}
          >
            <MoneyText minor={-(refund.totalMinor + refund.roundingMinor)} currency={currency} />
          </Move>
        ))}
      </ul>
    </Panel>
  );
}

function Move(props: {
  what: string;
  why: string;
  move: { readonly atMs: number; readonly by: Actor };
  children: ReactNode;
}) {
  const { atMs, by } = props.move;
  return (
    <li>
      <span className={classes.grow}>
        <span>
          {props.what} <bdi className={classes.soft}>{props.why}</bdi>
        </span>
        <small>
          <TimeText atMs={atMs} style="date" /> <bdi>{by.name}</bdi>
        </small>
      </span>
      {props.children}
    </li>
  );
}
