import type { Bill, Receipt } from '../../../shared/contract/bill.ts';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ReprintMenu } from '../../printing/reprint-menu.tsx';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel } from '../../ui/page.tsx';
import classes from './bills.module.css';

/** The papers given for a bill; each may be printed again by who says why. */
export function ReceiptsPanel({ bill }: { bill: Bill }) {
  const t = useT();
  if (bill.receipts.length === 0) return null;
  return (
    <Panel title={t('pay.receipts')}>
      <ul className={classes.lines}>
        {bill.receipts.map((receipt) => (
          <ReceiptRow key={receipt.number} bill={bill} receipt={receipt} />
        ))}
      </ul>
    </Panel>
  );
}

/** What the guests were shown before they paid, each with who printed it. */
export function ChecksPanel({ bill }: { bill: Bill }) {
  const t = useT();
  if (bill.checks.length === 0) return null;
  return (
    <Panel title={t('check.all')}>
      <ul className={classes.lines}>
        {bill.checks.map((check, index) => (
          <li key={index}>
            <span className={classes.grow}>
              <span>
                {check.part === null
                  ? t('check.whole')
                  : t('pay.guest', { number: check.part + 1 })}{' '}
                {check.copy > 1 ? (
                  <span className={classes.soft}>
                    {t('printJobMark.copyNumbered', { number: check.copy })}
                  </span>
                ) : null}
              </span>
              <small>
                <TimeText atMs={check.atMs} style="date" /> <bdi>{check.by.name}</bdi>
              </small>
            </span>
            <MoneyText minor={check.totalMinor} currency={bill.currency} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ReceiptRow({ bill, receipt }: { bill: Bill; receipt: Receipt }) {
  const t = useT();
  const print = usePrinting((api, reason: string) =>
    api.reprintReceipt({ id: bill.id, number: receipt.number, reason }),
  );
  return (
    <li>
      <span className={classes.grow}>
        <span>
          {t(`bills.receiptKind.${receipt.kind}`)}{' '}
          <bdi className={classes.name}>{receipt.number}</bdi>
        </span>
        <small>
          {receipt.part === null ? null : t('pay.guest', { number: receipt.part + 1 })}{' '}
          <TimeText atMs={receipt.atMs} style="date" />
        </small>
        {print.isSuccess ? <small role="status">{t('bills.reprinted')}</small> : null}
      </span>
      <MoneyText
        minor={receipt.kind === 'refund' ? -receipt.totalMinor : receipt.totalMinor}
        currency={bill.currency}
      />
      <ReprintMenu disabled={print.isPending} onReprint={(reason) => print.mutate(reason)} />
      <FailedNote error={print.error} />
    </li>
  );
}
