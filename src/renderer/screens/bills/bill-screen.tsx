import { IconReceiptRefund } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useBill } from '../../selling/bill-commands.tsx';
import { BillNotices } from '../../selling/bill-notices.tsx';
import { billPlace, billTitle } from '../../selling/bill-words.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { billTones } from './bill-tones.ts';
import classes from './bills.module.css';
import { MoneyPanel } from './money-panel.tsx';
import { ChecksPanel, ReceiptsPanel } from './receipts-panel.tsx';
import { leftToRefund } from './refund-draft.ts';
import { RefundSheet } from './refund-sheet.tsx';

/** One bill with everything that was paid, given back and printed for it. */
export function BillScreen({ billId }: { billId: string }) {
  const t = useT();
  const known = useBill(billId);
  const { bill, error } = known;
  return (
    <Page
      title={bill ? billTitle(bill, t) : t('bills.title')}
      back={{ to: '/bills', text: t('bills.back') }}
      action={bill ? <NextStep bill={bill} /> : null}
    >
      <BillNotices billKey={billId} view={known} />
      {bill ? (
        <>
          <Facts bill={bill} />
          <ReceiptsPanel bill={bill} />
          <MoneyPanel bill={bill} />
          <ChecksPanel bill={bill} />
        </>
      ) : null}
      {!bill && error ? (
        <QueryFailed title={t('pay.failed')} error={error} onRetry={known.retry} />
      ) : null}
      {!bill && !error ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
    </Page>
  );
}

/** What can be done with it now: go on with an open one, give back money of a paid one. */
function NextStep({ bill }: { bill: Bill }) {
  const t = useT();
  const [, go] = useLocation();
  const [isRefunding, setRefunding] = useState(false);
  if (bill.state === 'open' || bill.state === 'held') {
    return <Button onClick={() => go(`/sell/${bill.id}`)}>{t('bills.open')}</Button>;
  }
  if (bill.state !== 'closed' || leftToRefund(bill) === 0) return null;
  return (
    <>
      <Button icon={<IconReceiptRefund aria-hidden />} onClick={() => setRefunding(true)}>
        {t('bills.refund')}
      </Button>
      {isRefunding ? <RefundSheet bill={bill} onClose={() => setRefunding(false)} /> : null}
    </>
  );
}

function Facts({ bill }: { bill: Bill }) {
  const t = useT();
  const { language, digits } = useLocale();
  const figures = new Map(bill.sums.lines.map((line) => [line.id, line]));
  return (
    <Panel>
      <p className={classes.facts}>
        <Chip tone={billTones[bill.state]}>{t(`bill.state.${bill.state}`)}</Chip>
        <bdi>{billPlace(bill, t)}</bdi>
        <TimeText atMs={bill.openedAtMs} style="date" />
        <bdi>{bill.openedBy.name}</bdi>
      </p>
      <ul className={classes.lines}>
        {bill.lines.map((line) => (
          <li key={line.id} data-voided={line.voided !== null}>
            <span className={classes.count}>{inDigits(String(line.quantity), digits)}×</span>
            <span className={classes.grow}>
              <bdi>{nameIn(line.name, language)}</bdi>
              {line.voided ? (
                <small>{t('bills.voided', { reason: line.voided.reason })}</small>
              ) : null}
            </span>
            <MoneyText
              minor={figures.get(line.id)?.priceMinor ?? 0}
              currency={bill.currency}
              quiet
            />
          </li>
        ))}
      </ul>
      <p className={classes.total}>
        <span>{t('pay.total')}</span>
        <MoneyText minor={bill.sums.totalMinor} currency={bill.currency} />
      </p>
    </Panel>
  );
}
