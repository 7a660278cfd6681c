import { counterPlatform } from '../../../shared/contract/bill.ts';
import { Charge } from '../../../shared/contract/order.ts';
import type { NamedRow, ReportTables, TableName } from '../../../shared/contract/report.ts';
import { inDigits, type Locale } from '../../../shared/ui/locale.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import { dayText } from '../../days/day-ranges.ts';
import { nameIn } from '../../format/names.ts';
import type { T } from '../../i18n/i18n.tsx';
import type { ShownRow } from './report-table.tsx';

/** The rows of a table with their names in the person's words; hours in which nothing was sold are left out. */
export function shownRows(
  tables: ReportTables,
  table: TableName,
  speech: { readonly t: T; readonly locale: Locale },
): ShownRow[] {
  const { t, locale } = speech;
  const rows: { readonly [Table in TableName]: () => ShownRow[] } = {
    days: () =>
      tables.days.map(({ day, ...sides }) => ({ key: day, name: dayText(day, locale), ...sides })),
    hours: () =>
      tables.hours
        .filter(({ counter, platforms }) => counter.count + platforms.count > 0)
        .map(({ hour, ...sides }) => ({
          key: String(hour),
          name: inDigits(`${hour}:00 – ${(hour + 1) % 24}:00`, locale.digits),
          ...sides,
        })),
    items: () => tables.items.map((row) => namedRow(row, speech)),
    categories: () => tables.categories.map((row) => namedRow(row, speech)),
    channels: () =>
      tables.channels.map(({ platform, kind, ...sides }) => ({
        key: `${platform} ${kind}`,
        name:
          platform === counterPlatform && kind !== null
            ? t(`reports.kind.${kind}`)
            : platformName(platform, locale.language),
        ...sides,
      })),
    staff: () =>
      tables.staff.map(({ by, ...sides }) => ({
        key: by?.staffId ?? '',
        name: by === null ? t('reports.platforms') : by.name || t('reports.nobody'),
        ...sides,
      })),
    taxes: () =>
      tables.taxes.map(({ rateBasisPoints, ...sides }) => ({
        key: String(rateBasisPoints),
        name:
          rateBasisPoints === null
            ? t('reports.platforms')
            : inDigits(`${rateBasisPoints / 100}%`, locale.digits),
        ...sides,
      })),
    payments: () =>
      tables.payments.map(({ method, ...sides }) => ({
        key: method,
        name: t(`payment.${method}`),
        ...sides,
      })),
  };
  return rows[table]();
}

function namedRow(
  { kind, id, name, ...sides }: NamedRow,
  { t, locale }: { readonly t: T; readonly locale: Locale },
): ShownRow {
  const text = () => {
    if (kind === 'rest') return t('reports.rest');
    if (kind === 'charge') return t(`charge.${Charge.shape.kind.parse(id)}`);
    return name ? nameIn(name, locale.language) : t('reports.noCategory');
  };
  return { key: `${kind} ${id} ${name?.default}`, name: text(), ...sides };
}
