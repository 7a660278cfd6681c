import { type Currency, formatDecimal, type Minor } from '../contract/money.ts';
import classes from './figures.module.css';
import { inDigits, type Locale, useLocale } from './locale.tsx';

/** How shops write the currency in Arabic; the ISO code where no such word is common. */
const arabicCurrency: Record<string, string> = {
  AED: 'د.إ',
  BHD: 'د.ب',
  EGP: 'ج.م',
  IQD: 'د.ع',
  JOD: 'د.أ',
  KWD: 'د.ك',
  OMR: 'ر.ع',
  QAR: 'ر.ق',
  SAR: 'ر.س',
};

export interface MoneyParts {
  readonly amount: string;
  readonly currency: string;
}

/** Exact text of an amount for the eye: grouped thousands, all the currency's decimals, the person's digits. */
export function moneyParts(minor: Minor, currency: Currency, locale: Locale): MoneyParts {
  const plain = formatDecimal(minor, currency).replace('-', '−');
  const [whole = '', fraction] = plain.split('.');
  const arabic = locale.digits === 'arabic';
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, arabic ? '٬' : ',');
  const amount = fraction === undefined ? grouped : `${grouped}${arabic ? '٫' : '.'}${fraction}`;
  return {
    amount: inDigits(amount, locale.digits),
    currency: locale.language === 'ar' ? (arabicCurrency[currency] ?? currency) : currency,
  };
}

/** An amount, isolated so that its sign, digits and currency keep their order in either direction. */
export function MoneyText(props: { minor: Minor; currency: Currency; quiet?: boolean }) {
  const { amount, currency } = moneyParts(props.minor, props.currency, useLocale());
  return (
    <bdi className={classes.figures}>
      <bdi dir="ltr">{amount}</bdi>
      {props.quiet ? null : <span className={classes.currency}>{` ${currency}`}</span>}
    </bdi>
  );
}
