import {
  IconDiscount,
  IconFileInvoice,
  IconNote,
  IconPlayerPause,
  IconToolsKitchen2,
  IconTrash,
} from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useBillCommands, type KnownBill } from '../../selling/bill-commands.tsx';
import { hasCheck, useGuestCheck } from '../../selling/use-guest-check.ts';
import classes from './bill-panel.module.css';
import type { SheetName } from './bill-sheets.tsx';
import type { Sale } from './use-sale.ts';
import { useSellKeys } from '../../selling/use-sell-keys.ts';

interface Props {
  readonly bill: Bill;
  readonly known: KnownBill;
  readonly sale: Sale;
  readonly billKey: string;
  readonly onSheet: (sheet: SheetName) => void;
}

/** What can be done with the whole bill now. */
export function BillActions(props: Props) {
  const t = useT();
  const desk = useBillCommands();
  const { bill, billKey, sale } = props;
  if (bill.state === 'open') return <OpenActions {...props} />;
  return (
    <div className={classes.actions}>
      {bill.state === 'held' ? (
        <Button look="primary" wide onClick={() => void desk.run(billKey, { do: 'recallBill' })}>
          {t('sell.recall')}
        </Button>
      ) : (
        <Button look="primary" wide onClick={sale.begin}>
          {t('bill.new')}
        </Button>
      )}
    </div>
  );
}

function OpenActions({ bill, known, sale, billKey, onSheet }: Props) {
  const t = useT();
  const [, go] = useLocation();
  const desk = useBillCommands();
  const check = useGuestCheck();
  const live = bill.lines.filter((line) => line.voided === null);
  const unsent = live.filter((line) => line.sent === null).length;
  const isEmpty = live.length === 0;
  const hold = async () => {
    if (isEmpty) return;
    const held = await desk.run(billKey, { do: 'holdBill' });
    if (held) sale.begin();
  };
  const send = () => {
    if (unsent > 0) void desk.run(billKey, { do: 'sendBill' });
  };
  const pay = () => {
    if (isEmpty || known.id === null) return;
    desk.settle(billKey);
    go(`/sell/${known.id}/pay`);
  };
  const printCheck = () => void check.print(billKey, bill);
  useSellKeys({ KeyB: printCheck, KeyH: () => void hold(), KeyS: send, KeyP: pay });
  return (
    <div className={classes.actions}>
      <div className={classes.tools}>
        <Tool
          Icon={IconNote}
          text={t('sell.note.short')}
          onClick={() => onSheet({ kind: 'note' })}
        />
        <Tool
          Icon={IconDiscount}
          text={t('sell.discount.title')}
          disabled={isEmpty}
          onClick={() => onSheet({ kind: 'discount' })}
        />
        <Tool
          Icon={IconFileInvoice}
          text={t('check.short')}
          disabled={!hasCheck(bill)}
          onClick={printCheck}
        />
        <Tool
          Icon={IconPlayerPause}
          text={t('sell.hold')}
          disabled={isEmpty}
          onClick={() => void hold()}
        />
        <Tool
          Icon={IconTrash}
          text={t('sell.cancel.short')}
          onClick={() => onSheet({ kind: 'cancel' })}
        />
      </div>
      <div className={classes.main}>
        <Button icon={<IconToolsKitchen2 aria-hidden />} disabled={unsent === 0} onClick={send}>
          {unsent === 0 ? t('sell.send.none') : t('sell.send.some', { count: unsent })}
        </Button>
        <Button look="ready" disabled={isEmpty || known.id === null} onClick={pay}>
          {t('sell.pay')} <MoneyText minor={bill.dueMinor} currency={bill.currency} quiet />
        </Button>
      </div>
    </div>
  );
}

function Tool(props: {
  Icon: typeof IconNote;
  text: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  const { Icon } = props;
  return (
    <button type="button" disabled={props.disabled} onClick={props.onClick}>
      <Icon aria-hidden />
      {props.text}
    </button>
  );
}
