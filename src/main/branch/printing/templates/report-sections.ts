import type { Block, Cell } from '../../../../printer/index.ts';
import type { TemplateElement } from '../../../../shared/contract/template.ts';
import type { ReportFacts, Tally } from '../report-facts.ts';
import type { CompileContext } from './compile-context.ts';
import { paymentWords } from './fields.ts';
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
}

/** A section with nothing to tell prints nothing. */
export function reportBlocks({ section }: ReportElement, { facts }: CompileContext): Block[] {
  if (facts.report === null) return [];
  const { language, timeZone } = facts;
  return sections[section]({ facts: facts.report, language, timeZone });
}

const sections: Readonly<Record<ReportElement['section'], (report: Report) => Block[]>> = {
  period: ({ facts, language, timeZone }) => [
    pair(label('from', language), dateTimeText(facts.fromMs, timeZone)),
    pair(label('to', language), dateTimeText(facts.toMs, timeZone)),
  ],
  sales: ({ facts: { sales, currency }, language }) => [
    heading('sales', language),
    pair(label('orders', language), String(sales.orders)),
    pair(label('gross', language), amountText(sales.grossMinor, currency)),
    pair(label('discounts', language), amountText(-sales.discountsMinor, currency)),
    pair(label('net', language), amountText(sales.netMinor, currency), true),
  ],
  by_channel: ({ facts, language }) =>
    table('byChannel', language, facts, facts.byChannel, ({ platform }) =>
      platformText(platform, language),
    ),
  by_payment: ({ facts, language }) =>
    table('byPayment', language, facts, facts.byPayment, ({ method }) =>
      label(paymentWords[method], language),
    ),
  tax: ({ facts, language }) => [
    pair(label('tax', language), amountText(facts.taxMinor, facts.currency)),
  ],
  voids: ({ facts, language }) =>
    facts.voids.orders === 0
      ? []
      : table('voids', language, facts, [facts.voids], () => label('orders', language)),
  cash_drawer: ({ facts: { cashDrawer, currency }, language }) => {
    if (cashDrawer === null) return [];
    const { expectedMinor, countedMinor } = cashDrawer;
    const expected = pair(label('expected', language), amountText(expectedMinor, currency));
    if (countedMinor === null) {
      const open = pair(label('counted', language), label('notCounted', language));
      return [heading('cashDrawer', language), expected, open];
    }
    const difference = amountText(countedMinor - expectedMinor, currency);
    return [
      heading('cashDrawer', language),
      expected,
      pair(label('counted', language), amountText(countedMinor, currency)),
      pair(label('difference', language), difference, true),
    ];
  },
};

function heading(word: Word, language: Language): Block {
  return { kind: 'text', text: label(word, language), bold: true };
}

function pair(name: string, value: string, bold = false): Block {
  const size = bold ? ({ wide: 1, high: 2 } as const) : undefined;
  return {
    kind: 'columns',
    cells: [
      { text: name, share: 1, bold, ...(size && { size }) },
      { ...valueCell(value), bold, ...(size && { size, chars: Math.ceil(value.length * 1.5) }) },
    ],
  };
}

function table<Row extends Tally>(
  word: Word,
  language: Language,
  { currency }: ReportFacts,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Block[] {
  if (rows.length === 0) return [];
  const amounts = rows.map(({ totalMinor }) => amountText(totalMinor, currency));
  const counts = rows.map(({ orders }) => String(orders));
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  return [
    heading(word, language),
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
