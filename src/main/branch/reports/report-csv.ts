import { counterPlatform } from '../../../shared/contract/bill.ts';
import { formatDecimal, type Minor } from '../../../shared/contract/money.ts';
import { Charge } from '../../../shared/contract/order.ts';
import type { NamedRow, Report, ReportTables, TableName } from '../../../shared/contract/report.ts';
import { toCsv } from './csv.ts';
import { reportWords, type ReportWords } from './report-words.ts';
import { addTo, type Figures, type Side } from './side-table.ts';

export type CsvLanguage = 'ar' | 'en';

/** One table of a report as a spreadsheet reads it; the last row is the sum of the others. */
export function reportCsv(report: Report, table: TableName, language: CsvLanguage): string {
  const words = reportWords[language];
  const labels = labelsOf(report.tables, table, { words, language });
  const rows = report.tables[table].map(({ counter, platforms }) => ({ counter, platforms }));
  const figures = figureNames(table);
  const sides: readonly Side[] = ['counter', 'platforms'];
  const cellsOf = (tally: Figures) =>
    figures.map(({ name }) => {
      const figure = tally[name] ?? 0;
      return name === 'count' ? String(figure) : formatDecimal(figure, report.currency);
    });
  const total: Record<Side, Figures> = {
    counter: totalOf(rows.map(({ counter }) => counter)),
    platforms: totalOf(rows.map(({ platforms }) => platforms)),
  };
  const both = (row: Readonly<Record<Side, { readonly totalMinor?: Minor }>>) =>
    formatDecimal((row.counter.totalMinor ?? 0) + (row.platforms.totalMinor ?? 0), report.currency);
  return toCsv([
    [
      words.tables[table],
      ...sides.flatMap((side) => figures.map(({ word }) => `${words[side]}: ${words[word]}`)),
      words.total,
    ],
    ...rows.map((row, index) => [
      labels[index] ?? '',
      ...sides.flatMap((side) => cellsOf(row[side])),
      both(row),
    ]),
    [words.total, ...sides.flatMap((side) => cellsOf(total[side])), both(total)],
  ]);
}

/** `wasla-items-2026-01-01-2026-01-31.csv` */
export function csvFileName({ days, today }: Report, table: TableName): string {
  const when = days === null ? `shift-${today}` : [...new Set([days.from, days.to])].join('-');
  return `wasla-${table}-${when}.csv`;
}

function figureNames(table: TableName) {
  const count = { name: 'count', word: 'count' } as const;
  const amount = { name: 'totalMinor', word: 'amount' } as const;
  if (table !== 'taxes') return [count, amount];
  const net = { name: 'netMinor', word: 'net' } as const;
  return [net, { name: 'taxMinor', word: 'tax' } as const, amount];
}

function totalOf(tallies: readonly Figures[]): Figures {
  const sum: Figures = {};
  for (const tally of tallies) addTo(sum, tally);
  return sum;
}

interface Speech {
  readonly words: ReportWords;
  readonly language: CsvLanguage;
}

function labelsOf(tables: ReportTables, table: TableName, { words, language }: Speech): string[] {
  const nameOf = ({ kind, id, name }: NamedRow): string => {
    if (kind === 'rest') return words.rest;
    if (kind === 'charge') return words.charges[Charge.shape.kind.parse(id)];
    return name?.[language] ?? name?.default ?? words.noCategory;
  };
  const labels: { readonly [Table in TableName]: () => string[] } = {
    days: () => tables.days.map(({ day }) => day),
    hours: () => tables.hours.map(({ hour }) => `${String(hour).padStart(2, '0')}:00`),
    items: () => tables.items.map(nameOf),
    categories: () => tables.categories.map(nameOf),
    channels: () =>
      tables.channels.map(({ platform, kind }) => {
        if (platform !== counterPlatform) return platform;
        return kind === null ? words.counter : words.kinds[kind];
      }),
    staff: () => tables.staff.map(({ by }) => by?.name ?? words.platforms),
    taxes: () =>
      tables.taxes.map(({ rateBasisPoints }) =>
        rateBasisPoints === null ? words.platforms : `${rateBasisPoints / 100}%`,
      ),
    payments: () => tables.payments.map(({ method }) => words.methods[method]),
  };
  return labels[table]();
}
