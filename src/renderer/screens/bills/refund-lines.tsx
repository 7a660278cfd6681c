import { IconMinus, IconPlus } from '@tabler/icons-react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { type LineShare, quantityOf } from '../../../shared/contract/bill-sums.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './bills.module.css';
import { piecesLeft } from './refund-draft.ts';

/** Which dishes, and how many of each. */
export function RefundLines(props: {
  bill: Bill;
  lines: readonly LineShare[];
  onLines: (lines: readonly LineShare[]) => void;
}) {
  const t = useT();
  const { bill, lines } = props;
  const { language, digits } = useLocale();
  const set = (lineId: string, quantity: number) =>
    props.onLines([...lines.filter((share) => share.lineId !== lineId), { lineId, quantity }]);
  const left = bill.lines.filter(({ id }) => piecesLeft(bill, id) > 0);
  return (
    <ul className={classes.lines} aria-label={t('bills.ways.lines')}>
      {left.map(({ id, name }) => {
        const dish = nameIn(name, language);
        const quantity = quantityOf(lines, id);
        const most = piecesLeft(bill, id);
        return (
          <li key={id}>
            <bdi className={classes.grow}>{dish}</bdi>
            <Button
              icon={<IconMinus aria-hidden />}
              aria-label={t('bills.fewer', { dish })}
              disabled={quantity === 0}
              onClick={() => set(id, quantity - 1)}
            />
            <output className={classes.count} aria-label={t('bills.pieces', { dish })}>
              {inDigits(`${quantity}/${most}`, digits)}
            </output>
            <Button
              icon={<IconPlus aria-hidden />}
              aria-label={t('bills.more', { dish })}
              disabled={quantity >= most}
              onClick={() => set(id, quantity + 1)}
            />
          </li>
        );
      })}
    </ul>
  );
}
