import type { Bill, BillDiscount } from '../../shared/contract/bill.ts';
import { formatDecimal } from '../../shared/contract/money.ts';
import { inDigits, type DigitStyle } from '../../shared/ui/locale.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { useLocale } from '../../shared/ui/locale.tsx';
import type { T } from '../i18n/i18n.tsx';

/** "Bill 27"; one that the branch has not numbered yet is a new bill. */
export function billTitle({ number }: Pick<Bill, 'number'>, t: T): string {
  return number === '' ? t('bill.new') : t('bill.title', { number });
}

/** At which table or for whom, else what kind of sale it is. */
export function billPlace({ kind, table, customer }: Bill, t: T): string {
  if (table !== '') return t('bill.table', { table });
  return customer?.name || customer?.phone || t(`bill.kind.${kind}`);
}

/** 12.5 % from 1250 basis points. */
export function percentText(basisPoints: number, digits: DigitStyle): string {
  const text = formatDecimal(basisPoints, 'EUR').replace(/\.?0+$/, '');
  return `${inDigits(digits === 'arabic' ? text.replace('.', '٫') : text, digits)}%`;
}

/** What a discount was given as. */
export function DiscountText(props: { discount: BillDiscount; currency: string }) {
  const { digits } = useLocale();
  const { discount, currency } = props;
  if (discount.kind === 'amount') {
    return <MoneyText minor={discount.amountMinor} currency={currency} quiet />;
  }
  return <bdi dir="ltr">{percentText(discount.basisPoints, digits)}</bdi>;
}
