import type { ReactNode } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { DiscountText } from '../../selling/bill-words.tsx';
import classes from './bill-panel.module.css';

/** How the total comes about, and the total. */
export function BillFigures({ bill }: { bill: Bill }) {
  const t = useT();
  const { sums, currency, discount } = bill;
  const paidMinor = bill.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const isPlain = sums.discountMinor === 0 && sums.charges.length === 0;
  const row = (key: string, label: ReactNode, minor: number) => (
    <div key={key}>
      <dt>{label}</dt>
      <dd>
        <MoneyText minor={minor} currency={currency} quiet />
      </dd>
    </div>
  );
  return (
    <dl className={classes.figures}>
      {isPlain ? null : row('subtotal', t('sell.sums.subtotal'), sums.subtotalMinor)}
      {sums.discountMinor > 0
        ? row(
            'discount',
            <>
              {t('sell.discount.title')}{' '}
              {discount ? <DiscountText discount={discount} currency={currency} /> : null}
            </>,
            -sums.discountMinor,
          )
        : null}
      {sums.charges.map(({ kind, amountMinor }) => row(kind, t(`sell.sums.${kind}`), amountMinor))}
      {row('tax', t(`sell.sums.tax.${bill.taxMode}`), sums.taxMinor)}
      <div className={classes.total} aria-live="polite">
        <dt>{t('sell.sums.total')}</dt>
        <dd>
          <MoneyText minor={sums.totalMinor} currency={currency} />
        </dd>
      </div>
      {paidMinor > 0 ? row('paid', t('sell.sums.paid'), paidMinor) : null}
    </dl>
  );
}
