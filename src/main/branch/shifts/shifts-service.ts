import type { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type { PrintJobView } from '../../../shared/contract/printing.ts';
import type {
  ClosedShift,
  OpenShift,
  shiftRoutes,
  ShiftSums,
  ZReport,
} from '../../../shared/contract/shift.ts';
import { mainDrawerId } from '../../../shared/contract/terminal-kind.ts';
import type { Clock, EpochMs } from '../../../shared/kit/clock.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import type { Caller } from '../http/caller.ts';
import type { CounterPapers } from '../printing/index.ts';
import type { Signals } from '../signals.ts';
import type { AtDrawer, ShiftBook } from './shift-book.ts';
import { xReportFacts, zReportFacts } from './shift-paper.ts';
import {
  closeShift,
  countPrint,
  findCommand,
  findOpenShift,
  findShift,
  insertCommand,
  listClosedShifts,
  updateFloat,
  type StoredShift,
} from './shifts-repo.ts';
import { sumsOfShift } from './sums-of-shift.ts';

export interface ShiftsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly signals: Signals;
  readonly book: ShiftBook;
  readonly paper: Pick<CounterPapers, 'report' | 'openDrawer'>;
  /** @throws AppError `printer.no_drawer` */
  openDrawer(drawerId: string, reason: string): PrintJobView;
  /** Bills that are open or held. */
  countOpenBills(db: Db): number;
  /** What the platforms sold in that time, the best seller first. */
  platformSales(
    db: Db,
    period: { readonly fromMs: EpochMs; readonly toMs: EpochMs; readonly currency: string },
  ): ZReport['platforms'];
  /** When the business day ends that has begun by then. */
  nextBusinessDayMs(nowMs: EpochMs): EpochMs;
}

type Input<Name extends keyof typeof shiftRoutes> = z.infer<(typeof shiftRoutes)[Name]['input']>;
type Now = z.infer<typeof shiftRoutes.readShift.reply>;
type Closed = z.infer<typeof shiftRoutes.closeShift.reply>;

const shiftsPerPage = 50;

/** What people do with the drawer of their till: each changing method one command, carried out once. */
export class ShiftsService {
  readonly #deps: ShiftsDeps;

  constructor(deps: ShiftsDeps) {
    this.#deps = deps;
  }

  read(caller: Caller): Now {
    return this.#now(this.#deps.db, caller);
  }

  /** @throws AppError `shift.open` when somebody has opened it already */
  open(caller: Caller, { commandId, floatMinor }: Input<'openShift'>): Now {
    return this.#once(caller, { commandId, action: 'open' }, (tx) => {
      const shift = findOpenShift(tx, caller.drawerId);
      if (!shift) {
        const { id } = this.#deps.book.open(tx, {
          ...atDrawer(caller),
          floatMinor,
          openedBySale: false,
        });
        return id;
      }
      if (!shift.openedBySale || shift.floatMinor !== 0) {
        throw new AppError('shift.open', `shift ${shift.id} is open`);
      }
      updateFloat(tx, shift.id, floatMinor);
      return shift.id;
    });
  }

  /** @throws AppError `shift.none` */
  moveCash(kind: 'pay_in' | 'pay_out', caller: Caller, wish: Input<'payIn'>): Now {
    const { commandId, amountMinor, reason } = wish;
    return this.#once(caller, { commandId, action: kind }, (tx) => {
      const { id } = demandOpen(tx, caller);
      const entry = { kind, amountMinor, reason, approvedBy: caller.approvedBy };
      this.#deps.book.noteCash(tx, atDrawer(caller), id, entry);
      this.#deps.paper.openDrawer(tx, caller.drawerId, reason);
      return id;
    });
  }

  /** @throws AppError `printer.no_drawer` */
  openDrawer(caller: Caller, reason: string): PrintJobView {
    return transact(this.#deps.db, (tx) => {
      this.#deps.book.noteDeed(tx, atDrawer(caller), { kind: 'no_sale', reason });
      return this.#deps.openDrawer(caller.drawerId, reason);
    });
  }

  /** @throws AppError `shift.none` */
  printX(caller: Caller): { sums: ShiftSums; printJob: PrintJobView } {
    const { db, clock, paper } = this.#deps;
    return transact(db, (tx) => {
      const shift = demandOpen(tx, caller);
      const sums = sumsOfShift(tx, shift);
      const toMs = clock.now();
      const facts = xReportFacts(shift, {
        sums,
        platforms: this.#platforms(tx, shift, toMs),
        openBills: this.#deps.countOpenBills(tx),
        toMs,
      });
      return {
        sums,
        printJob: paper.report(tx, facts, { drawerId: shift.drawerId, copy: 1, reason: '' }),
      };
    });
  }

  /**
   * Freezes every figure, gives the Z its number and prints it: all of it or nothing, whatever happens meanwhile.
   *
   * @throws AppError `shift.not_found`, `shift.closed`, `shift.command_reused`
   */
  close(caller: Caller, wish: Input<'closeShift'>): Closed {
    const { db, clock, signals, paper } = this.#deps;
    return transact(db, (tx) => {
      const known = findCommand(tx, wish.commandId);
      if (known && (known.action !== 'close' || known.shiftId !== wish.id)) {
        throw reused(wish.commandId);
      }
      const shift = getShift(tx, wish.id);
      if (known) return { shift: closedView(shift, caller), printJob: null };
      if (shift.drawerId !== caller.drawerId) throw notFound(shift.id);
      if (shift.closedAtMs !== null) throw new AppError('shift.closed', `${shift.id} is closed`);
      const atMs = Math.max(clock.now(), shift.openedAtMs);
      const report = this.#zReport(tx, shift, wish, atMs);
      const { by } = atDrawer(caller);
      closeShift(tx, shift, { by, atMs, report });
      insertCommand(tx, wish.commandId, { action: 'close', shiftId: shift.id });
      const closed = getShift(tx, shift.id);
      const copy = countPrint(tx, shift.id);
      const print = { drawerId: closed.drawerId, copy, reason: '' };
      const printJob = paper.report(tx, zReportFacts(closed), print);
      signals.raise({ shifts: true });
      return { shift: closedView(closed, caller), printJob };
    });
  }

  /** Of every drawer, the latest first. */
  list(caller: Caller, beforeMs = Number.MAX_SAFE_INTEGER): ClosedShift[] {
    const shifts = listClosedShifts(this.#deps.db, { beforeMs, limit: shiftsPerPage });
    return shifts.map((shift) => closedView(shift, caller));
  }

  /** @throws AppError `shift.not_found` */
  readZ(id: string): ClosedShift {
    return fullView(getShift(this.#deps.db, id));
  }

  /** @throws AppError `shift.not_found` */
  reprintZ({ drawerId }: Caller, { id, reason }: Input<'reprintZReport'>): PrintJobView {
    return transact(this.#deps.db, (tx) => {
      const facts = zReportFacts(getShift(tx, id));
      const print = { drawerId, copy: countPrint(tx, id), reason };
      return this.#deps.paper.report(tx, facts, print);
    });
  }

  /** @param work answers the id of the shift it was about */
  #once(
    caller: Caller,
    { commandId, action }: { readonly commandId: string; readonly action: string },
    work: (tx: Tx) => string,
  ): Now {
    return transact(this.#deps.db, (tx) => {
      const known = findCommand(tx, commandId);
      if (known && known.action !== action) throw reused(commandId);
      if (!known) {
        insertCommand(tx, commandId, { action, shiftId: work(tx) });
        this.#deps.signals.raise({ shifts: true });
      }
      return this.#now(tx, caller);
    });
  }

  #now(db: Db, caller: Caller): Now {
    const shift = findOpenShift(db, caller.drawerId);
    const openBills = this.#deps.countOpenBills(db);
    return { shift: shift ? this.#openView(db, shift, caller) : null, openBills };
  }

  #openView(db: Db, shift: StoredShift, caller: Caller): OpenShift {
    const { clock } = this.#deps;
    const sums = sumsOfShift(db, shift);
    return {
      ...shift,
      sales: sums.sales.count,
      moves: sums.moves,
      isFromEarlierDay: this.#deps.nextBusinessDayMs(shift.openedAtMs) <= clock.now(),
      sums: maySee(caller) ? sums : null,
    };
  }

  #zReport(tx: Tx, shift: StoredShift, wish: Input<'closeShift'>, atMs: EpochMs): ZReport {
    const sums = sumsOfShift(tx, shift);
    const card = sums.payments.find(({ method }) => method === 'card');
    return {
      sums,
      platforms: this.#platforms(tx, shift, atMs),
      countedMinor: wish.countedMinor,
      pieces: wish.pieces,
      differenceMinor: wish.countedMinor - sums.cash.expectedMinor,
      card: { expectedMinor: card?.totalMinor ?? 0, terminalMinor: wish.cardTerminalMinor },
      openBills: this.#deps.countOpenBills(tx),
      note: wish.note,
    };
  }

  /** On the main drawer's report alone: on every drawer's, the owner would add them up. */
  #platforms(db: Db, shift: StoredShift, toMs: EpochMs): ZReport['platforms'] {
    if (shift.drawerId !== mainDrawerId) return [];
    const { openedAtMs: fromMs, currency } = shift;
    return this.#deps.platformSales(db, { fromMs, toMs, currency });
  }
}

function atDrawer({ drawerId, staffId, name }: Caller): AtDrawer {
  return { drawerId, by: { staffId, name }, billId: '' };
}

/** By a right of one's own: who allows a single call does not let anybody see the drawer. */
function maySee({ permissions, approvedBy }: Caller): boolean {
  return approvedBy === '' && permissions.includes('move_cash_out');
}

/** Whoever counted sees what was expected: it cannot be counted again. */
function closedView(shift: StoredShift, caller: Caller): ClosedShift {
  const isOwn = caller.staffId !== '' && shift.closedBy?.staffId === caller.staffId;
  const view = fullView(shift);
  return isOwn || maySee(caller) ? view : { ...view, report: null };
}

function fullView({ closedAtMs, number, ...shift }: StoredShift): ClosedShift {
  if (closedAtMs === null || number === null) throw notFound(shift.id);
  return { ...shift, closedAtMs, number };
}

function demandOpen(db: Db, { drawerId }: Caller): StoredShift {
  const shift = findOpenShift(db, drawerId);
  if (!shift) throw new AppError('shift.none', `drawer ${drawerId} has no open shift`);
  return shift;
}

function getShift(db: Db, id: string): StoredShift {
  const shift = findShift(db, id);
  if (!shift) throw notFound(id);
  return shift;
}

function notFound(id: string): AppError {
  return new AppError('shift.not_found', `no shift ${id}`);
}

function reused(commandId: string): AppError {
  return new AppError('shift.command_reused', `command ${commandId} was another one before`);
}
