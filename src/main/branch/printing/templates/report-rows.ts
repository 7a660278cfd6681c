import type { Block, Cell } from '../../../../printer/index.ts';
import type { ReportFacts, Tally } from '../report-facts.ts';
import { sideBySide } from './side-by-side.ts';
import { amountText, label, type Language, type Word } from './words.ts';

/** A report on its way to paper. */
export interface Report {
  readonly facts: ReportFacts;
  readonly language: Language;
  readonly timeZone: string;
  readonly columns: number;
}

const quiet = { wide: 1, high: 1, bold: false, inverted: false } as const;
export const loud = { ...quiet, high: 2, bold: true } as const;

export function heading(word: Word, { language }: Report): Block[] {
  return [{ kind: 'rule' }, { kind: 'text', text: label(word, language), bold: true }];
}

export function pair(
  report: Report,
  word: Word,
  text: string,
  style: typeof quiet | typeof loud = quiet,
): Block[] {
  return namedPair(report, label(word, report.language), text, style);
}

export function namedPair(
  { columns }: Report,
  name: string,
  text: string,
  style: typeof quiet | typeof loud = quiet,
): Block[] {
  return sideBySide({ name, text, direction: 'auto' }, style, columns);
}

export function money({ facts }: Report, amountMinor: number): string {
  return amountText(amountMinor, facts.currency);
}

/** A heading and a row for each; nothing where there are none. */
export function table<Row extends Tally>(
  word: Word,
  report: Report,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Block[] {
  return rows.length === 0 ? [] : [...heading(word, report), ...tallyRows(report, rows, nameOf)];
}

/** Name, how many, and what they come to, in columns as wide as the widest. */
export function tallyRows<Row extends Tally>(
  report: Report,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Block[] {
  const amounts = rows.map(({ totalMinor }) => money(report, totalMinor));
  const counts = rows.map(({ orders }) => String(orders));
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  return rows.map((row, at): Block => ({
    kind: 'columns',
    cells: [
      { text: nameOf(row), share: 1 },
      { ...valueCell(counts[at] ?? ''), chars: widest(counts) },
      { ...valueCell(amounts[at] ?? ''), chars: widest(amounts) },
    ],
  }));
}

function valueCell(text: string): Cell {
  return { text, chars: text.length, align: 'end' };
}
