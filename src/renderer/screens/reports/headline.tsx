import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
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
  const voids = {
    count: counter.voids.count + platforms.voids.count,
    totalMinor: counter.voids.totalMinor + platforms.voids.totalMinor,
  };
  const money = (minor: number) => <MoneyText minor={minor} currency={currency} />;
  const number = (count: number) => inDigits(String(count), digits);
  return (
    <dl className={classes.headline}>
      <Figure name={t('reports.sold')} isBig>
        {money(totalMinor)}
        <Sides counter={money(counter.totalMinor)} platforms={money(platforms.totalMinor)} />
      </Figure>
      <Figure name={t('reports.orders')}>
        {number(orders)}
        <Sides counter={number(counter.orders)} platforms={number(platforms.orders)} />
      </Figure>
      {orders > 0 ? (
        <Figure name={t('reports.average')}>{money(Math.round(totalMinor / orders))}</Figure>
      ) : null}
      <Figure name={t('reports.tax')}>
        {money(counter.taxMinor + platforms.taxMinor)}
        <Sides counter={money(counter.taxMinor)} platforms={money(platforms.taxMinor)} />
      </Figure>
      <Figure name={t('reports.discounts')}>
        {money(counter.discountsMinor + platforms.discountsMinor)}
        <Sides
          counter={money(counter.discountsMinor)}
          platforms={money(platforms.discountsMinor)}
        />
      </Figure>
      <Figure name={t('reports.refunds', { count: refunds.count })}>
        {money(refunds.totalMinor)}
      </Figure>
      <Figure name={t('reports.voids', { count: voids.count })}>{money(voids.totalMinor)}</Figure>
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

function Sides(props: { counter: ReactNode; platforms: ReactNode }) {
  const t = useT();
  return (
    <span className={classes.sides}>
      <span>
        {t('reports.counter')} {props.counter}
      </span>
      <span>
        {t('reports.platforms')} {props.platforms}
      </span>
    </span>
  );
}
