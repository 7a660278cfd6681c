import { useEffect, useMemo, useRef } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { useT } from '../../i18n/i18n.tsx';
import { BillLineRow } from './bill-line-row.tsx';
import classes from './bill-lines.module.css';

/** Everything on the bill, the newest in sight. */
export function BillLines(props: {
  bill: Bill;
  /** Ids of lines that the branch has not confirmed yet. */
  saving: ReadonlySet<string>;
  onEdit: (lineId: string) => void;
  onRemove: (lineId: string) => void;
}) {
  const t = useT();
  const { bill, saving } = props;
  const place = useRef<HTMLUListElement>(null);
  const count = bill.lines.length;
  const known = useRef(0);
  useEffect(() => {
    if (count > known.current) place.current?.scrollTo({ top: place.current.scrollHeight });
    known.current = count;
  }, [count]);
  const sums = useMemo(
    () => new Map(bill.sums.lines.map((line) => [line.id, line])),
    [bill.sums.lines],
  );
  const isFixed = bill.state !== 'open';
  return (
    <ul ref={place} className={classes.lines} aria-label={t('sell.lines')}>
      {bill.lines.map((line) => (
        <BillLineRow
          key={line.id}
          line={line}
          currency={bill.currency}
          priceMinor={sums.get(line.id)?.priceMinor ?? 0}
          discountMinor={sums.get(line.id)?.lineDiscountMinor ?? 0}
          isSaving={saving.has(line.id)}
          isFixed={isFixed}
          onEdit={props.onEdit}
          onRemove={props.onRemove}
        />
      ))}
    </ul>
  );
}
