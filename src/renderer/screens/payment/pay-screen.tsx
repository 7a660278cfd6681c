import { IconArrowLeft, IconArrowsSplit2, IconFileInvoice, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useBill, type KnownBill } from '../../selling/bill-commands.tsx';
import { BillNotices } from '../../selling/bill-notices.tsx';
import { billPlace, billTitle } from '../../selling/bill-words.tsx';
import { useSellKeys } from '../../selling/use-sell-keys.ts';
import { hasCheck, useGuestCheck } from '../../selling/use-guest-check.ts';
import mirrored from '../../ui/mirrored.module.css';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { BillSide } from './bill-side.tsx';
import { EndedBill } from './ended-bill.tsx';
import { PaidView } from './paid-view.tsx';
import { PayDesk } from './pay-desk.tsx';
import classes from './payment.module.css';
import { ShiftStrip } from './shift-strip.tsx';
import type { SplitWish } from './split-draft.ts';
import { SplitSheet } from './split-sheet.tsx';
import { dueOf, usePayment } from './use-payment.ts';

/** Takes the money for a bill; once all is paid, what to give back stays until the next sale begins. */
export function PayScreen({ billId }: { billId: string }) {
  const t = useT();
  const known = useBill(billId);
  const { bill, error } = known;
  if (bill) return <Payment key={billId} billId={billId} known={known} bill={bill} />;
  return (
    <div className={classes.screen}>
      {error ? (
        <QueryFailed title={t('pay.failed')} error={error} onRetry={known.retry} />
      ) : (
        <LoadingState label={t('common.loading')} shapes={2} />
      )}
    </div>
  );
}

function Payment(props: { billId: string; known: KnownBill; bill: Bill }) {
  const { billId, known, bill } = props;
  // A page that begins with a paid bill was read anew: who stands here may have paid it.
  const [sawOpen] = useState(bill.state !== 'closed');
  const isElsewhere = sawOpen && bill.payments.at(-1)?.id !== known.ownPaymentId;
  if (bill.state === 'closed') {
    return (
      <div className={classes.screen}>
        <BillNotices billKey={billId} view={known} />
        <PaidView bill={bill} isElsewhere={isElsewhere} />
      </div>
    );
  }
  if (bill.state !== 'open') return <EndedBill bill={bill} />;
  return <OpenBill billId={billId} known={known} bill={bill} />;
}

function OpenBill({ billId, known, bill }: { billId: string; known: KnownBill; bill: Bill }) {
  const payment = usePayment(bill);
  const [chosen, setChosen] = useState(0);
  const [isSplitting, setSplitting] = useState(false);
  const due = dueOf(bill, chosen);
  const split = async (by: SplitWish) => {
    setChosen(0);
    if (await payment.split(by)) setSplitting(false);
  };
  return (
    <div className={classes.screen}>
      <Head bill={bill} part={due.part} onSplit={() => setSplitting(true)} />
      <BillNotices billKey={billId} view={known} />
      <ShiftStrip />
      <div className={classes.columns}>
        <BillSide
          bill={bill}
          part={due.part}
          isBusy={payment.isBusy}
          onPart={setChosen}
          onTakeBack={(id, reason) => void payment.takeBack(id, reason)}
          onWhole={() => void payment.split({ kind: 'whole' })}
        />
        <PayDesk
          key={`${due.part} ${due.dueMinor}`}
          bill={bill}
          due={due}
          payment={payment}
          isWaiting={known.waiting !== null}
        />
      </div>
      {isSplitting ? (
        <SplitSheet
          bill={bill}
          isBusy={payment.isBusy}
          onSplit={(by) => void split(by)}
          onClose={() => setSplitting(false)}
        />
      ) : null}
    </div>
  );
}

function Head(props: { bill: Bill; part: number | null; onSplit: () => void }) {
  const { bill, part, onSplit } = props;
  const t = useT();
  const [, go] = useLocation();
  const check = useGuestCheck();
  const printCheck = () => void check.print(bill.id, bill, part);
  useSellKeys({ KeyB: printCheck });
  const hasMoney = bill.payments.length > 0;
  return (
    <header className={classes.head}>
      <Button
        look="quiet"
        icon={<IconArrowLeft aria-hidden className={mirrored.mirrored} />}
        onClick={() => go(`/sell/${bill.id}`)}
      >
        {t('pay.back')}
      </Button>
      <h1>
        <span>{t('pay.title', { bill: billTitle(bill, t) })}</span>
        <bdi className={classes.place}>{billPlace(bill, t)}</bdi>
      </h1>
      <Button icon={<IconUser aria-hidden />} onClick={() => go(`/sell/${bill.id}/customer`)}>
        {t('pay.customer')}
      </Button>
      <Button
        icon={<IconFileInvoice aria-hidden />}
        disabled={!hasCheck(bill)}
        onClick={printCheck}
      >
        {part === null ? t('check.print') : t('check.printGuest', { number: part + 1 })}{' '}
        <kbd>B</kbd>
      </Button>
      <Button
        icon={<IconArrowsSplit2 aria-hidden />}
        disabled={hasMoney || bill.sums.totalMinor === 0}
        title={hasMoney ? t('pay.splitTooLate') : undefined}
        onClick={onSplit}
      >
        {t('pay.split')}
      </Button>
    </header>
  );
}
