import type { ShiftSums, ZReport } from '../../../shared/contract/shift.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { ReportFacts, ShiftFacts } from '../printing/index.ts';
import type { StoredShift } from './shifts-repo.ts';

interface SoFar {
  readonly sums: ShiftSums;
  readonly platforms: ZReport['platforms'];
  readonly openBills: number;
}

/** The shift so far: nothing is counted, and it has no number. */
export function xReportFacts(
  shift: StoredShift,
  soFar: SoFar & { readonly toMs: EpochMs },
): ReportFacts {
  const left = {
    kind: 'x',
    number: null,
    closedBy: '',
    cardTerminalMinor: null,
    note: '',
  } as const;
  return reportFacts(shift, soFar, { ...left, countedMinor: null, toMs: soFar.toMs });
}

/** A closed shift, from what was frozen at its close: the same however often it is printed. */
export function zReportFacts(shift: StoredShift): ReportFacts {
  const { report, number, closedBy, closedAtMs } = shift;
  if (!report) throw new Error(`shift ${shift.id} is open`);
  return reportFacts(shift, report, {
    kind: 'z',
    number,
    closedBy: closedBy?.name ?? '',
    cardTerminalMinor: report.card.terminalMinor,
    note: report.note,
    countedMinor: report.countedMinor,
    toMs: closedAtMs ?? shift.openedAtMs,
  });
}

function reportFacts(
  shift: StoredShift,
  { sums, platforms, openBills }: SoFar,
  end: Pick<ShiftFacts, 'kind' | 'number' | 'closedBy' | 'cardTerminalMinor' | 'note'> & {
    readonly countedMinor: number | null;
    readonly toMs: EpochMs;
  },
): ReportFacts {
  const { countedMinor, toMs, ...ending } = end;
  const { sales, refunds, voids, cash } = sums;
  return {
    currency: shift.currency,
    fromMs: shift.openedAtMs,
    toMs,
    sales: {
      orders: sales.count,
      grossMinor: sales.grossMinor,
      discountsMinor: sales.discountsMinor,
      netMinor: sales.netMinor - refunds.totalMinor,
    },
    byChannel: platforms.map(({ platform, ...one }) => ({ platform, ...toTally(one) })),
    byPayment: sums.payments.map(({ method, ...one }) => ({ method, ...toTally(one) })),
    taxMinor: sums.taxMinor,
    voids: toTally(voids),
    cashDrawer: { expectedMinor: cash.expectedMinor, countedMinor },
    shift: {
      ...ending,
      openedBy: shift.openedBy.name,
      openedBySale: shift.openedBySale,
      openBills,
      refunds: toTally(refunds),
      byKind: sums.byKind.map(({ kind, ...one }) => ({ kind, ...toTally(one) })),
      taxes: sums.taxes,
      openBillsMinor: sums.openBillsMinor,
      roundingMinor: sums.roundingMinor,
      cash,
      moves: sums.moves,
      staff: sums.staff,
    },
  };
}

function toTally({ count, totalMinor }: { readonly count: number; readonly totalMinor: number }) {
  return { orders: count, totalMinor };
}
