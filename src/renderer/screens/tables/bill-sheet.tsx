import { IconArmchair, IconArrowMerge, IconPlus, IconReceipt } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import type { TableView } from './table-states.ts';
import classes from './tables.module.css';

function Sheet(props: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <SideSheet onClose={props.onClose} title={props.title}>
      <div className={classes.sheet}>{props.children}</div>
    </SideSheet>
  );
}

function BillButton(props: { bill: Bill; icon: ReactNode; text: string; onTap: () => void }) {
  const { bill } = props;
  return (
    <button type="button" className={classes.billButton} onClick={props.onTap}>
      {props.icon}
      <span className={classes.grow}>
        <span>{props.text}</span>
        <small>
          <TimeText atMs={bill.openedAtMs} /> <bdi>{bill.openedBy.name}</bdi>
        </small>
      </span>
      <strong>
        <MoneyText minor={bill.sums.totalMinor} currency={bill.currency} />
      </strong>
    </button>
  );
}

/** Which of the bills at a table; also one more for guests who pay for themselves. */
export function BillSheet(props: {
  view: TableView;
  onChoose: (bill: Bill) => void;
  /** Undefined where another bill makes no sense. */
  onAnother: (() => void) | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const { table, bills } = props.view;
  return (
    <Sheet title={t('tables.billsAt', { table: table.name })} onClose={props.onClose}>
      {bills.map((bill) => (
        <BillButton
          key={bill.id}
          bill={bill}
          icon={<IconReceipt aria-hidden />}
          text={t('tables.bill', { number: bill.number })}
          onTap={() => props.onChoose(bill)}
        />
      ))}
      {props.onAnother ? (
        <Button wide icon={<IconPlus aria-hidden />} onClick={props.onAnother}>
          {t('tables.anotherBill')}
        </Button>
      ) : null}
    </Sheet>
  );
}

/** Somebody sits there already: a bill of their own beside the others, or one bill for all. */
export function TargetSheet(props: {
  view: TableView;
  onBeside: () => void;
  onJoin: (into: Bill) => void;
  onClose: () => void;
}) {
  const t = useT();
  const { table, bills } = props.view;
  return (
    <Sheet title={t('tables.busyAt', { table: table.name })} onClose={props.onClose}>
      <Button wide icon={<IconArmchair aria-hidden />} onClick={props.onBeside}>
        {t('tables.beside')}
      </Button>
      {bills.map((bill) => (
        <BillButton
          key={bill.id}
          bill={bill}
          icon={<IconArrowMerge aria-hidden />}
          text={t('tables.joinWith', { number: bill.number })}
          onTap={() => props.onJoin(bill)}
        />
      ))}
    </Sheet>
  );
}
