import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import type { Currency } from '../../../shared/contract/money.ts';
import type { ReportTally, TableName } from '../../../shared/contract/report.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Panel } from '../../ui/page.tsx';
import classes from './reports.module.css';

export interface ShownRow {
  readonly key: string;
  readonly name: string;
  readonly counter: ReportTally;
  readonly platforms: ReportTally;
}

/** The best sellers; the others are one tap away. */
const shownRows = 10;

/** One table with its two sides, their sum, and the whole below. */
export function ReportTable(props: {
  table: TableName;
  rows: readonly ShownRow[];
  currency: Currency;
  onExport: (table: TableName) => void;
}) {
  const t = useT();
  const [isWhole, setWhole] = useState(false);
  const { table, rows, currency, onExport } = props;
  const shown = isWhole ? rows : rows.slice(0, shownRows);
  const hidden = rows.length - shown.length;
  const title = t(`reports.table.${table}`);
  return (
    <Panel>
      <div className={classes.tableHead}>
        <h2>{title}</h2>
        <Button
          look="quiet"
          icon={<IconFileSpreadsheet aria-hidden />}
          aria-label={t('reports.exportTable', { table: title })}
          onClick={() => onExport(table)}
        >
          {t('reports.csv')}
        </Button>
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t(`reports.rowOf.${table}`)}</th>
            <th scope="col" className={classes.side}>
              {t('reports.counter')}
            </th>
            <th scope="col" className={classes.side}>
              {t('reports.platforms')}
            </th>
            <th scope="col">{t('reports.total')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.key} row={row} currency={currency} />
          ))}
        </tbody>
        <tfoot>
          <Row row={{ key: '', name: t('reports.whole'), ...sumsOf(rows) }} currency={currency} />
        </tfoot>
      </table>
      {hidden > 0 ? (
        <Button look="quiet" wide onClick={() => setWhole(true)}>
          {t('reports.showAll', { count: rows.length })}
        </Button>
      ) : null}
    </Panel>
  );
}

function sumsOf(rows: readonly ShownRow[]): Pick<ShownRow, 'counter' | 'platforms'> {
  const sum = (side: 'counter' | 'platforms') =>
    rows.reduce(
      (total, row) => ({
        count: total.count + row[side].count,
        totalMinor: total.totalMinor + row[side].totalMinor,
      }),
      { count: 0, totalMinor: 0 },
    );
  return { counter: sum('counter'), platforms: sum('platforms') };
}

function Row({ row, currency }: { row: ShownRow; currency: Currency }) {
  const t = useT();
  const { name, counter, platforms } = row;
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
        {/* A phone has no room for the columns of the two sides. */}
        <span className={classes.phoneSides}>
          {counter.totalMinor === 0 ? null : (
            <span>
              {t('reports.counter')}{' '}
              <MoneyText minor={counter.totalMinor} currency={currency} quiet />
            </span>
          )}
          {platforms.totalMinor === 0 ? null : (
            <span>
              {t('reports.platforms')}{' '}
              <MoneyText minor={platforms.totalMinor} currency={currency} quiet />
            </span>
          )}
        </span>
      </th>
      <Cell className={classes.side} tally={counter} currency={currency} />
      <Cell className={classes.side} tally={platforms} currency={currency} />
      <Cell
        tally={{
          count: counter.count + platforms.count,
          totalMinor: counter.totalMinor + platforms.totalMinor,
        }}
        currency={currency}
      />
    </tr>
  );
}

function Cell(props: { tally: ReportTally; currency: Currency; className?: string | undefined }) {
  const { digits } = useLocale();
  const { count, totalMinor } = props.tally;
  if (count === 0 && totalMinor === 0) return <td className={props.className}>–</td>;
  return (
    <td className={props.className}>
      <MoneyText minor={totalMinor} currency={props.currency} quiet />
      <span className={classes.count}>{inDigits(`× ${count}`, digits)}</span>
    </td>
  );
}
