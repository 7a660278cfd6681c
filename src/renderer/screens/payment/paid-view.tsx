import { IconArmchair, IconCircleCheck, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Bill, Receipt } from '../../../shared/contract/bill.ts';
import { sumOf } from '../../../shared/contract/bill-sums.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useBranchState, usePrintJobs } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { hasReason, jobProblemText, jobStateText } from '../../printing/job-words.ts';
import { ReprintMenu } from '../../printing/reprint-menu.tsx';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { billTitle } from '../../selling/bill-words.tsx';
import { useOwnDrawer } from '../../terminals/use-own-drawer.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { ChangeDue } from './change-due.tsx';
import classes from './payment.module.css';
import { drawerJob, receiptJob } from './till-papers.ts';

interface Props {
  readonly bill: Bill;
  /** Another till took the money while this one was about to: nothing goes back from this drawer. */
  readonly isElsewhere: boolean;
}

/** Everything is paid: what goes back stays on the screen until the next sale begins. */
export function PaidView({ bill, isElsewhere }: Props) {
  const t = useT();
  const [, go] = useLocation();
  const next = useRef<HTMLButtonElement>(null);
  // Enter begins the next sale.
  useEffect(() => next.current?.focus(), []);
  const paidMinor = sumOf(bill.payments.map(({ amountMinor }) => amountMinor));
  return (
    <div className={classes.paidView}>
      <h1 className={classes.paidTitle}>
        <IconCircleCheck aria-hidden />
        <span>{t('pay.paidTitle', { bill: billTitle(bill, t) })}</span>
        <bdi className={classes.place}>
          <MoneyText minor={paidMinor} currency={bill.currency} />
        </bdi>
      </h1>
      {isElsewhere ? (
        <p className={classes.noChange}>{t('pay.elsewhere')}</p>
      ) : (
        <OwnMoney bill={bill} />
      )}
      <ul className={classes.receipts} aria-label={t('pay.receipts')}>
        {bill.receipts
          .filter(({ kind }) => kind === 'sale')
          .map((receipt) => (
            <ReceiptRow key={receipt.number} bill={bill} receipt={receipt} />
          ))}
      </ul>
      <div className={classes.next}>
        <Button
          look="primary"
          wide
          ref={next}
          icon={<IconPlus aria-hidden />}
          onClick={() => go('/sell')}
        >
          {t('pay.nextSale')} <kbd>↵</kbd>
        </Button>
        {bill.kind === 'dine_in' ? (
          <Button wide icon={<IconArmchair aria-hidden />} onClick={() => go('/tables')}>
            {t('tables.title')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** What goes back of the money that was taken here, and what the drawer does. */
function OwnMoney({ bill }: { bill: Bill }) {
  const t = useT();
  const changeMinor = bill.payments.at(-1)?.changeMinor ?? 0;
  return (
    <>
      {changeMinor > 0 ? (
        <ChangeDue minor={changeMinor} currency={bill.currency} />
      ) : (
        <p className={classes.noChange}>{t('pay.noChange')}</p>
      )}
      <DrawerNews bill={bill} />
    </>
  );
}

/** What the drawer does, where cash was taken. */
function DrawerNews({ bill }: { bill: Bill }) {
  const t = useT();
  const opener = useOwnDrawer(useBranchState().data?.printers ?? []);
  const job = drawerJob(usePrintJobs().data ?? [], bill);
  if (!bill.payments.some(({ method, tenderedMinor }) => method === 'cash' && tenderedMinor > 0)) {
    return null;
  }
  if (!opener) return <p className={classes.soft}>{t('pay.noDrawer')}</p>;
  if (!job) return null;
  return (
    <p className={classes.soft}>
      {t('pay.drawer')}: <b>{jobStateText(job, t)}</b>
      {hasReason(job) ? <span> {jobProblemText(job, t)}</span> : null}
    </p>
  );
}

/** A receipt's number, what became of its paper, and another one. */
function ReceiptRow({ bill, receipt }: { bill: Bill; receipt: Receipt }) {
  const t = useT();
  const job = receiptJob(usePrintJobs().data ?? [], receipt);
  const print = usePrinting((api, reason: string) =>
    api.reprintReceipt({ id: bill.id, number: receipt.number, reason }),
  );
  return (
    <li className={classes.receipt}>
      <span className={classes.grow}>
        <span>
          {receipt.part === null
            ? t('pay.receipt')
            : t('pay.receiptGuest', { number: receipt.part + 1 })}{' '}
          <bdi className={classes.receiptNumber}>{receipt.number}</bdi>
        </span>
        <small role="status">
          <b>{job ? jobStateText(job, t) : t('pay.notPrinted')}</b>
          {job && hasReason(job) ? <span> {jobProblemText(job, t)}</span> : null}
        </small>
      </span>
      <MoneyText minor={receipt.totalMinor} currency={bill.currency} />
      {job ? (
        <ReprintMenu disabled={print.isPending} onReprint={(reason) => print.mutate(reason)} />
      ) : (
        <Button disabled={print.isPending} onClick={() => print.mutate(t('pay.wanted'))}>
          {t('pay.printNow')}
        </Button>
      )}
      <FailedNote error={print.error} />
    </li>
  );
}
