import type { Block } from '../../../../printer/index.ts';
import type { TemplateElement } from '../../../../shared/contract/template.ts';
import type { ShiftFacts } from '../report-facts.ts';
import type { CompileContext } from './compile-context.ts';
import { paymentWords } from './fields.ts';
import { heading, loud, money, pair, table, type Report } from './report-rows.ts';
import {
  betweenSalesAndMoney,
  byKind,
  cardTerminal,
  cashLines,
  cashMoves,
  keepers,
  note,
  staff,
  taxesByRate,
  titleText,
} from './shift-sections.ts';
import { dateTimeText, label, platformText } from './words.ts';

export type ReportElement = Extract<TemplateElement, { kind: 'report' }>;

/** A section with nothing to tell prints nothing. */
export function reportBlocks({ section }: ReportElement, context: CompileContext): Block[] {
  const { report, language, timeZone } = context.facts;
  if (report === null) return [];
  return sections[section]({ facts: report, language, timeZone, columns: context.columns });
}

const sections: Readonly<Record<ReportElement['section'], (report: Report) => Block[]>> = {
  title: (report) => [
    {
      kind: 'text',
      text: titleText(report),
      size: { wide: 2, high: 2 },
      bold: true,
      align: 'center',
    },
  ],
  period: (report) => [
    ...pair(report, 'from', dateTimeText(report.facts.fromMs, report.timeZone)),
    ...pair(report, 'to', dateTimeText(report.facts.toMs, report.timeZone)),
    ...ofShift(report, keepers),
  ],
  sales(report) {
    const { sales, shift } = report.facts;
    return [
      ...heading('sales', report),
      ...pair(report, shift ? 'receipts' : 'orders', String(sales.orders)),
      ...pair(report, 'gross', money(report, sales.grossMinor)),
      ...pair(report, 'discounts', money(report, -sales.discountsMinor)),
      ...(shift && shift.refunds.orders > 0
        ? pair(report, 'refunds', money(report, -shift.refunds.totalMinor))
        : []),
      ...pair(report, 'net', money(report, sales.netMinor), loud),
      ...ofShift(report, betweenSalesAndMoney),
    ];
  },
  by_channel: (report) => [
    ...ofShift(report, byKind),
    ...table(
      report.facts.shift ? 'platformsApart' : 'byChannel',
      report,
      report.facts.byChannel,
      ({ platform }) => platformText(platform, report.language),
    ),
  ],
  by_payment: (report) => [
    ...table(
      report.facts.shift ? 'payments' : 'byPayment',
      report,
      report.facts.byPayment,
      ({ method }) => label(paymentWords[method], report.language),
    ),
    ...ofShift(report, cardTerminal),
  ],
  tax: (report) => [
    ...ofShift(report, taxesByRate),
    ...pair(report, 'tax', money(report, report.facts.taxMinor)),
  ],
  voids(report) {
    const { voids, shift } = report.facts;
    const rows = voids.orders === 0 ? [] : [voids];
    return table(shift ? 'takenOff' : 'voids', report, rows, () =>
      label(shift ? 'times' : 'orders', report.language),
    );
  },
  cash_drawer(report) {
    const { cashDrawer } = report.facts;
    if (cashDrawer === null) return [];
    const { expectedMinor, countedMinor } = cashDrawer;
    const counted =
      countedMinor === null
        ? pair(report, 'counted', label('notCounted', report.language))
        : [
            ...pair(report, 'counted', money(report, countedMinor)),
            ...pair(report, 'difference', money(report, countedMinor - expectedMinor), loud),
          ];
    return [
      ...heading('cashDrawer', report),
      ...ofShift(report, cashLines),
      ...pair(report, 'expected', money(report, expectedMinor)),
      ...counted,
      ...ofShift(report, note),
    ];
  },
  cash_moves: (report) => ofShift(report, cashMoves),
  staff: (report) => ofShift(report, staff),
};

function ofShift(report: Report, blocks: (report: Report, shift: ShiftFacts) => Block[]): Block[] {
  const { shift } = report.facts;
  return shift === null ? [] : blocks(report, shift);
}
