import { IconArmchair, IconUser } from '@tabler/icons-react';
import { Link } from 'wouter';
import { billKinds, type Bill, type BillKind } from '../../../shared/contract/bill.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useBillCommands, type KnownBill } from '../../selling/bill-commands.tsx';
import { billTitle } from '../../selling/bill-words.tsx';
import classes from './bill-panel.module.css';

/** Which bill, what kind of sale, at which table and for whom. */
export function BillHead({
  bill,
  known,
  billKey,
}: {
  bill: Bill;
  known: KnownBill;
  billKey: string;
}) {
  const t = useT();
  const desk = useBillCommands();
  const { id } = known;
  const { customer, note, state } = bill;
  const setKind = (kind: BillKind) => {
    if (kind === bill.kind) return;
    const table = kind === 'dine_in' ? bill.table : '';
    void desk.run(billKey, { do: 'changeBill', kind, table, customer, note });
  };
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h2>{billTitle(bill, t)}</h2>
        {id !== null && state === 'open' ? <Links id={id} bill={bill} /> : null}
        {state === 'open' ? null : <Chip tone="offline">{t(`bill.state.${state}`)}</Chip>}
      </div>
      <KindChoice kind={bill.kind} isFixed={state !== 'open'} onChoose={setKind} />
      {note === '' ? null : (
        <p className={classes.note}>
          <bdi>{note}</bdi>
        </p>
      )}
    </header>
  );
}

/** To the floor and to the customers, which come back here. */
function Links({ id, bill }: { id: string; bill: Bill }) {
  const t = useT();
  const { customer } = bill;
  return (
    <div className={classes.chips}>
      {bill.kind === 'dine_in' ? (
        <Link href={`/tables/choose/${id}`} className={classes.chip ?? ''}>
          <IconArmchair aria-hidden />
          {bill.table === '' ? t('sell.table') : t('bill.table', { table: bill.table })}
        </Link>
      ) : null}
      <Link href={`/sell/${id}/customer`} className={classes.chip ?? ''}>
        <IconUser aria-hidden />
        <bdi>{customer?.name || customer?.phone || t('sell.customer')}</bdi>
      </Link>
    </div>
  );
}

export function KindChoice(props: {
  kind: BillKind;
  isFixed?: boolean;
  onChoose: (kind: BillKind) => void;
}) {
  const t = useT();
  return (
    <div className={classes.kinds} role="group" aria-label={t('sell.kind')}>
      {billKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={kind === props.kind}
          disabled={props.isFixed}
          onClick={() => props.onChoose(kind)}
        >
          {t(`bill.kind.${kind}`)}
        </button>
      ))}
    </div>
  );
}
