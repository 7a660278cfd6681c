import { SegmentedControl, TextInput } from '@mantine/core';
import { IconReceiptRefund } from '@tabler/icons-react';
import { useState } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import type { LineShare } from '../../../shared/contract/bill-sums.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { readAmount } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import type { CommandOf } from '../../selling/bill-command.ts';
import { useBillCommands } from '../../selling/bill-commands.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './bills.module.css';
import { leftToRefund, refundOf, refundWays } from './refund-draft.ts';
import { HowFields, type RefundHow, ReasonFields } from './refund-fields.tsx';
import { RefundLines } from './refund-lines.tsx';

/** Gives money back: everything, some dishes or an amount, with a reason; who may not asks somebody who may. */
export function RefundSheet({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const t = useT();
  const [way, setWay] = useState<(typeof refundWays)[number]>('rest');
  const [lines, setLines] = useState<readonly LineShare[]>([]);
  const [text, setText] = useState('');
  const [how, setHow] = useState<RefundHow>({
    method: bill.payments.every(({ method }) => method === 'card') ? 'card' : 'cash',
    reference: '',
  });
  const [reason, setReason] = useState('');
  const refund = useRefund(bill, onClose);
  const amountMinor = readAmount(text, bill.currency);
  const amountError = () => {
    if (text !== '' && amountMinor === null) return t('common.amountWrong');
    return (amountMinor ?? 0) > leftToRefund(bill) ? t('bills.tooMuch') : null;
  };
  const wanted = refundOf(bill, way, { lines, amountMinor: amountMinor ?? 0 });
  return (
    <SideSheet onClose={onClose} width={440} title={t('bills.refundTitle')}>
      <div className={classes.sheet}>
        <SegmentedControl
          fullWidth
          aria-label={t('bills.refundWhat')}
          value={way}
          onChange={(value) => setWay(refundWays.find((one) => one === value) ?? 'rest')}
          data={refundWays.map((one) => ({ value: one, label: t(`bills.ways.${one}`) }))}
        />
        {way === 'lines' ? <RefundLines bill={bill} lines={lines} onLines={setLines} /> : null}
        {way === 'amount' ? (
          <TextInput
            label={t('bills.amount')}
            dir="ltr"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            error={amountError()}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : null}
        <HowFields how={how} onHow={setHow} />
        <ReasonFields onReason={setReason} />
        <FailedNote error={refund.error} />
        <Button
          look="primary"
          wide
          icon={<IconReceiptRefund aria-hidden />}
          disabled={!wanted || reason === '' || refund.isBusy}
          onClick={() => {
            if (wanted) void refund.give({ of: wanted.of, ...how, reason });
          }}
        >
          {t('bills.giveBack')}{' '}
          <MoneyText minor={wanted?.totalMinor ?? 0} currency={bill.currency} />
        </Button>
      </div>
    </SideSheet>
  );
}

function useRefund(bill: Bill, onDone: () => void) {
  const desk = useBillCommands();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  return {
    error,
    isBusy,
    give: async (wish: Omit<CommandOf<'refundBill'>, 'do'>) => {
      setBusy(true);
      setError(null);
      const after = await desk.run(bill.id, { do: 'refundBill', ...wish });
      setBusy(false);
      if (after) onDone();
      else setError(desk.view(bill.id).refused?.error);
    },
  };
}
