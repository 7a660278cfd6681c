import { beforeEach, describe, expect, test } from 'vitest';
import type { PrintJobView } from '../../../shared/contract/printing.ts';
import { staffPermissions } from '../../../shared/contract/staff.ts';
import { dayMs } from '../../../shared/kit/clock.ts';
import { createFakeClock, type FakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import { migrate, openDatabase, transact, type Db } from '../database/index.ts';
import type { Caller } from '../http/caller.ts';
import { forgetShiftBooks } from '../retention/retention-repo.ts';
import { ShiftBook, ShiftsService } from './index.ts';

const till = (drawerId: string): Caller => ({
  staffId: 'rana',
  name: 'Rana',
  permissions: staffPermissions,
  approvedBy: '',
  terminalId: drawerId,
  drawerId,
});
const printed: PrintJobView = {
  id: 'job_1',
  kind: 'report',
  orderId: null,
  displayNumber: '',
  stationId: null,
  stationName: '',
  printerId: '',
  printerName: '',
  backupFrom: '',
  state: 'queued',
  mark: 'none',
  copy: 1,
  attempt: 0,
  problem: '',
  reason: '',
  createdAtMs: 0,
  printedAtMs: null,
  proof: null,
  offers: [],
};

let db: Db;
let clock: FakeClock;
let shifts: ShiftsService;
/** What the paper does when a report is queued; a full disk throws here. */
let queue: () => PrintJobView;
let count = 0;

beforeEach(() => {
  db = openDatabase(':memory:');
  migrate(db);
  clock = createFakeClock();
  queue = () => printed;
  const ids = (prefix: string) => `${prefix}_${(count += 1)}`;
  const signals = { raise: () => undefined, subscribe: () => () => undefined };
  const base = { db, clock, ids, signals };
  shifts = new ShiftsService({
    ...base,
    book: new ShiftBook({ ...base, currency: () => 'JOD' }),
    paper: { report: () => queue(), openDrawer: () => undefined },
    openDrawer: () => printed,
    countOpenBills: () => 0,
    platformSales: () => [{ platform: 'talabat', count: 1, totalMinor: 500 }],
    nextBusinessDayMs: (nowMs) => nowMs + dayMs,
  });
});

const commandId = () => `command-${(count += 1)}`;
const open = (caller: Caller) => shifts.open(caller, { commandId: commandId(), floatMinor: 100 });
function close(caller: Caller) {
  const id = shifts.read(caller).shift?.id ?? '';
  const counted = { countedMinor: 100, pieces: [], cardTerminalMinor: null, note: '' };
  return shifts.close(caller, { id, commandId: commandId(), ...counted });
}

describe('closing', () => {
  test('that breaks off leaves the shift open, whole, and its number unused', () => {
    const main = till('main');
    open(main);
    const before = shifts.read(main);
    queue = () => {
      throw new Error('the disk is full');
    };

    expect(() => close(main)).toThrow('the disk is full');

    expect(shifts.read(main)).toEqual(before);
    expect(shifts.list(main)).toEqual([]);
    queue = () => printed;
    expect(close(main).shift.number).toBe(1);
  });

  test('each drawer counts its own reports, and only the main one speaks of the platforms', () => {
    const drawers = [till('main'), till('bar')];
    for (const drawer of drawers) open(drawer);
    const [main, bar] = drawers.map((drawer) => close(drawer).shift);

    expect([main?.number, bar?.number]).toEqual([1, 1]);
    expect(main?.report?.platforms).toHaveLength(1);
    expect(bar?.report?.platforms).toEqual([]);
  });

  test('of another drawer than the till works with is refused', () => {
    open(till('bar'));
    const id = shifts.read(till('bar')).shift?.id ?? '';
    const counted = { countedMinor: 0, pieces: [], cardTerminalMinor: null, note: '' };
    const wish = { id, commandId: commandId(), ...counted };
    expect(() => shifts.close(till('main'), wish)).toThrow(
      expect.objectContaining({ code: 'shift.not_found' }) as Error,
    );
  });
});

test('the book of an old shift is forgotten, its Z never', () => {
  const main = till('main');
  open(main);
  const move = { commandId: commandId(), amountMinor: 5, reason: 'change' };
  shifts.moveCash('pay_in', main, move);
  const { shift } = close(main);
  open(main);
  shifts.moveCash('pay_in', main, { ...move, commandId: commandId() });

  transact(db, (tx) => forgetShiftBooks(tx, clock.now() + dayMs));

  expect(db.prepare('SELECT count(*) FROM shift_entries').pluck().get()).toBe(1);
  expect(shifts.readZ(shift.id)).toEqual(shift);
});
