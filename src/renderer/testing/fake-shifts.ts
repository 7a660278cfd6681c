import { migrate, openDatabase, transact } from '../../main/branch/database/index.ts';
import { ShiftBook, ShiftsService } from '../../main/branch/shifts/index.ts';
import type { Actor } from '../../shared/contract/bill.ts';
import type { LiveNotice } from '../../shared/contract/branch-api.ts';
import type { PrintJobView } from '../../shared/contract/printing.ts';
import { shiftRoutes } from '../../shared/contract/shift.ts';
import { staffPermissions, type StaffPermission } from '../../shared/contract/staff.ts';
import { type Clock, dayMs } from '../../shared/kit/clock.ts';
import type { Ids } from '../../shared/kit/ids.ts';
import type { BranchApi } from '../api/branch-api.tsx';

type ShiftCalls = Pick<BranchApi, keyof typeof shiftRoutes>;

export interface FakeShifts {
  readonly calls: ShiftCalls;
  /** What the person at the till may do; everything unless a test says otherwise. */
  may: readonly StaffPermission[];
  /** Something was sold for cash. */
  sell(totalMinor: number): void;
}

const dana: Actor = { staffId: 'dana', name: 'Dana' };

/** The branch's own shifts on a database in memory; paper comes from the fake printers. */
export function createFakeShifts(
  clock: Clock,
  print: () => PrintJobView,
  tell: (topics: LiveNotice['topics']) => void,
): FakeShifts {
  const db = openDatabase(':memory:');
  migrate(db);
  let count = 0;
  const ids: Ids = (prefix) => `${prefix}_${(count += 1)}`;
  const signals = {
    raise: () => queueMicrotask(() => tell(['shifts'])),
    subscribe: () => () => undefined,
  };
  const book = new ShiftBook({ clock, ids, signals, currency: () => 'JOD' });
  const shifts = new ShiftsService({
    db,
    clock,
    signals,
    book,
    paper: { report: print, openDrawer: () => undefined },
    openDrawer: print,
    countOpenBills: () => 0,
    platformSales: () => [],
    nextBusinessDayMs: (nowMs) => nowMs + dayMs,
  });
  const fake: FakeShifts = {
    may: staffPermissions,
    sell(totalMinor) {
      const at = { drawerId: 'main', by: dana, billId: '' };
      const money = { amountMinor: totalMinor, roundingMinor: 0 };
      const sale = { totalMinor, discountMinor: 0, taxes: [] };
      transact(db, (tx) => {
        book.noteMoney(tx, at, { kind: 'payment', method: 'cash', ...money });
        book.noteMoney(tx, at, { kind: 'sale', billKind: 'takeaway', ...sale });
      });
    },
    calls: {
      readShift: async () => shiftRoutes.readShift.reply.parse(shifts.read(caller())),
      openShift: async (wish) => shifts.open(caller(), wish),
      payIn: async (wish) => shifts.moveCash('pay_in', caller(), wish),
      payOut: async (wish) => shifts.moveCash('pay_out', caller(), wish),
      printXReport: async () => shifts.printX(caller()),
      closeShift: async (wish) => {
        const input = shiftRoutes.closeShift.input.parse(wish);
        return shiftRoutes.closeShift.reply.parse(shifts.close(caller(), input));
      },
      listShifts: async () => shiftRoutes.listShifts.reply.parse({ shifts: shifts.list(caller()) }),
      readZReport: async ({ id }) =>
        shiftRoutes.readZReport.reply.parse({ shift: shifts.readZ(id) }),
      reprintZReport: async (wish) => ({ printJob: shifts.reprintZ(caller(), wish) }),
    },
  };
  const caller = () => ({
    ...dana,
    permissions: fake.may,
    approvedBy: '',
    terminalId: 'main',
    drawerId: 'main',
  });
  return fake;
}
