import type { ReactNode } from 'react';
import type { Report, ReportSums } from '../../../shared/contract/report.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './reports.module.css';

/** What everybody wants to know first. */
export function Headline({ report }: { report: Report }) {
  const t = useT();
  const { digits } = useLocale();
  const { counter, platforms, refunds, currency } = report;
  const orders = counter.orders + platforms.orders;
  const totalMinor = counter.totalMinor + platforms.totalMinor;
  const money = (minor: number) => <MoneyText minor={minor} currency={currency} />;
  const number = (count: number) => inDigits(String(count), digits);
  /** A figure of both sides; told apart only where both have something. */
  const both = (figureOf: (sums: ReportSums) => number, show: (figure: number) => ReactNode) => {
    const [own, theirs] = [figureOf(counter), figureOf(platforms)];
    return (
      <>
        {show(own + theirs)}
        {own !== 0 && theirs !== 0 ? (
          <span className={classes.sides}>
            <span>
              {t('reports.counter')} {show(own)}
            </span>
            <span>
              {t('reports.platforms')} {show(theirs)}
            </span>
          </span>
        ) : null}
      </>
    );
  };
  return (
    <dl className={classes.headline}>
      <Figure name={t('reports.sold')} isBig>
        {both((sums) => sums.totalMinor, money)}
      </Figure>
      <Figure name={t('reports.orders')}>{both((sums) => sums.orders, number)}</Figure>
      {orders > 0 ? (
        <Figure name={t('reports.average')}>{money(Math.round(totalMinor / orders))}</Figure>
      ) : null}
      <Figure name={t('reports.tax')}>{both((sums) => sums.taxMinor, money)}</Figure>
      <Figure name={t('reports.discounts')}>{both((sums) => sums.discountsMinor, money)}</Figure>
      <Figure name={t('reports.refunds', { count: refunds.count })}>
        {money(refunds.totalMinor)}
      </Figure>
      <Figure name={t('reports.voids', { count: counter.voids.count + platforms.voids.count })}>
        {both((sums) => sums.voids.totalMinor, money)}
      </Figure>
    </dl>
  );
}

function Figure(props: { name: string; isBig?: boolean; children: ReactNode }) {
  return (
    <div className={classes.figure} data-big={props.isBig}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
