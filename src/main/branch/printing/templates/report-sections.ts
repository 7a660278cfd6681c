import type { Block, Cell } from '../../../../printer/index.ts';
import type { TemplateElement } from '../../../../shared/contract/template.ts';
import type { ReportFacts, Tally } from '../report-facts.ts';
import type { CompileContext } from './compile-context.ts';
import { paymentWords } from './fields.ts';
import { sideBySide } from './side-by-side.ts';
import {
  amountText,
  dateTimeText,
  label,
  platformText,
  type Language,
  type Word,
} from './words.ts';

export type ReportElement = Extract<TemplateElement, { kind: 'report' }>;

interface Report {
  readonly facts: ReportFacts;
  readonly language: Language;
  readonly timeZone: string;
  readonly columns: number;
}

/** A section with nothing to tell prints nothing. */
export function reportBlocks({ section }: ReportElement, context: CompileContext): Block[] {
  const { report, language, timeZone } = context.facts;
  if (report === null) return [];
  return sections[section]({ facts: report, language, timeZone, columns: context.columns });
}

const sections: Readonly<Record<ReportElement['section'], (report: Report) => Block[]>> = {
  period: (report) => [
    ...pair(report, 'from', dateTimeText(report.facts.fromMs, report.timeZone)),
    ...pair(report, 'to', dateTimeText(report.facts.toMs, report.timeZone)),
  ],
  sales(report) {
    const { sales, currency } = report.facts;
    return [
      ...heading('sales', report),
      ...pair(report, 'orders', String(sales.orders)),
      ...pair(report, 'gross', amountText(sales.grossMinor, currency)),
      ...pair(report, 'discounts', amountText(-sales.discountsMinor, currency)),
      ...pair(report, 'net', amountText(sales.netMinor, currency), loud),
    ];
  },
  by_channel: (report) =>
    table('byChannel', report, report.facts.byChannel, ({ platform }) =>
      platformText(platform, report.language),
    ),
  by_payment: (report) =>
    table('byPayment', report, report.facts.byPayment, ({ method }) =>
      label(paymentWords[method], report.language),
    ),
  tax: (report) => pair(report, 'tax', amountText(report.facts.taxMinor, report.facts.currency)),
  voids: (report) =>
    table('voids', report, report.facts.voids.orders === 0 ? [] : [report.facts.voids], () =>
      label('orders', report.language),
    ),
  cash_drawer(report) {
    const { cashDrawer, currency } = report.facts;
    if (cashDrawer === null) return [];
    const { expectedMinor, countedMinor } = cashDrawer;
    const counted =
      countedMinor === null
        ? pair(report, 'counted', label('notCounted', report.language))
        : [
            ...pair(report, 'counted', amountText(countedMinor, currency)),
            ...pair(report, 'difference', amountText(countedMinor - expectedMinor, currency), loud),
          ];
    return [
      ...heading('cashDrawer', report),
      ...pair(report, 'expected', amountText(expectedMinor, currency)),
      ...counted,
    ];
  },
};

const quiet = { wide: 1, high: 1, bold: false, inverted: false } as const;
const loud = { ...quiet, high: 2, bold: true } as const;

function heading(word: Word, { language }: Report): Block[] {
  return [{ kind: 'rule' }, { kind: 'text', text: label(word, language), bold: true }];
}

function pair(
  { language, columns }: Report,
  word: Word,
  text: string,
  style: typeof quiet | typeof loud = quiet,
): Block[] {
  return sideBySide({ name: label(word, language), text, direction: 'auto' }, style, columns);
}

function table<Row extends Tally>(
  word: Word,
  report: Report,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Block[] {
  if (rows.length === 0) return [];
  const amounts = rows.map(({ totalMinor }) => amountText(totalMinor, report.facts.currency));
  const counts = rows.map(({ orders }) => String(orders));
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  return [
    ...heading(word, report),
    ...rows.map((row, at): Block => ({
      kind: 'columns',
      cells: [
        { text: nameOf(row), share: 1 },
        { ...valueCell(counts[at] ?? ''), chars: widest(counts) },
        { ...valueCell(amounts[at] ?? ''), chars: widest(amounts) },
      ],
    })),
  ];
}

function valueCell(text: string): Cell {
  return { text, chars: text.length, align: 'end' };
}
