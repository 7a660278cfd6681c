import type { PrintJobView } from '../../../shared/contract/printing.ts';
import type { Clock, EpochMs } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import type { Db, Tx } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import { listPrinterNames, listPrinters } from './printers-repo.ts';
import { isWaiting, markOf, mayBeOnPaper, offersOf } from './print-rules.ts';
import {
  doubtWaitingPrintJobs,
  insertPrintJob,
  listDisplayNumbers,
  listPrintJobsOfOrders,
  setDue,
  setPrintJobState,
  type NewPrintJob,
  type PrintJob,
} from './print-jobs-repo.ts';

export interface PrintJobDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
}

/** What an order may ask of paper, in the order's own transaction. */
export interface PrintJobs {
  /**
   * Queues the order's kitchen ticket, once however often it is asked; an earlier time releases it.
   *
   * @param when.mayBeOnPaper it may have been printed by a life of this database that was lost
   */
  queueKitchen(
    tx: Tx,
    orderId: string,
    when: { readonly notBeforeMs: EpochMs; readonly mayBeOnPaper: boolean },
  ): void;
  /** Queues one more print of the kitchen ticket, numbered after those there are. */
  queueCopy(tx: Tx, orderId: string, reason: string): void;
  /**
   * Takes back the kitchen tickets that have not been sent. With `tellKitchen`, a print job that may be on
   * paper is followed by a void ticket at the same printer.
   */
  withdraw(tx: Tx, orderId: string, tellKitchen: boolean): void;
  /** This database is an old copy: what waits may have been printed since it was made. */
  doubtWaiting(tx: Tx): void;
}

export function createPrintJobs(deps: PrintJobDeps): PrintJobs {
  const { signals } = deps;
  return {
    queueKitchen(tx, orderId, { notBeforeMs, mayBeOnPaper: doubtful }) {
      const nowMs = deps.clock.now();
      const job = newPrintJob(deps, {
        kind: 'kitchen',
        orderId,
        doubts: doubtful ? 1 : 0,
        ...(notBeforeMs > nowMs && {
          dueAtMs: notBeforeMs,
          state: 'held' as const,
          problem: 'scheduled',
        }),
      });
      if (!insertPrintJob(tx, job)) releaseHeld(tx, orderId, job.dueAtMs, nowMs);
      signals.raise({ printing: true });
    },
    queueCopy(tx, orderId, reason) {
      const kitchen = kitchenJobs(tx, orderId);
      const copy = Math.max(1, ...kitchen.map((job) => job.copy)) + 1;
      insertPrintJob(tx, newPrintJob(deps, { kind: 'kitchen', orderId, copy, reason }));
      signals.raise({ printing: true });
    },
    withdraw(tx, orderId, tellKitchen) {
      const kitchen = kitchenJobs(tx, orderId);
      for (const job of kitchen) {
        if (isWaiting(job.state)) setPrintJobState(tx, job.id, 'cancelled', 'order_void');
      }
      const onPaper = kitchen.findLast(mayBeOnPaper);
      if (tellKitchen && onPaper) {
        const printerId = activePrinter(tx, onPaper.printerId);
        insertPrintJob(tx, newPrintJob(deps, { kind: 'void', orderId, printerId }));
      }
      if (kitchen.length > 0) signals.raise({ printing: true });
    },
    doubtWaiting(tx) {
      doubtWaitingPrintJobs(tx);
      signals.raise({ printing: true, orders: true });
    },
  };
}

function kitchenJobs(db: Db, orderId: string): PrintJob[] {
  return listPrintJobsOfOrders(db, [orderId]).filter((job) => job.kind === 'kitchen');
}

function releaseHeld(tx: Tx, orderId: string, dueAtMs: EpochMs, nowMs: EpochMs): void {
  const held = kitchenJobs(tx, orderId).find((job) => job.problem === 'scheduled');
  if (!held || held.dueAtMs <= dueAtMs) return;
  setDue(tx, held.id, dueAtMs);
  if (dueAtMs <= nowMs) setPrintJobState(tx, held.id, 'queued', '');
}

function activePrinter(db: Db, printerId: string | null): string | null {
  return listPrinters(db).some((printer) => printer.id === printerId) ? printerId : null;
}

export function newPrintJob(
  { clock, ids }: Pick<PrintJobDeps, 'clock' | 'ids'>,
  job: Pick<NewPrintJob, 'kind' | 'orderId'> & Partial<NewPrintJob>,
): NewPrintJob {
  return {
    id: ids('job'),
    printerId: null,
    state: 'queued',
    copy: 1,
    doubts: 0,
    problem: '',
    reason: '',
    dueAtMs: 0,
    createdAtMs: clock.now(),
    ...job,
  };
}

/** Print jobs as a person follows them; one that has no printer yet shows the one it would go to. */
export function toPrintJobViews(db: Db, jobs: readonly PrintJob[]): PrintJobView[] {
  if (jobs.length === 0) return [];
  const names = listPrinterNames(db);
  const kitchen = listPrinters(db)[0]?.id ?? '';
  const numbers = listDisplayNumbers(db, jobs);
  return jobs.map((job) => {
    const printerId = job.printerId ?? kitchen;
    return {
      id: job.id,
      kind: job.kind,
      orderId: job.orderId,
      displayNumber: numbers.get(job.orderId ?? '') ?? '',
      stationId: null,
      stationName: '',
      printerId,
      printerName: names.get(printerId) ?? '',
      backupFrom: '',
      state: job.state,
      mark: markOf(job),
      copy: job.copy,
      attempt: job.attempt,
      problem: job.problem,
      reason: job.reason,
      createdAtMs: job.createdAtMs,
      printedAtMs: job.printedAtMs,
      proof: job.proof,
      offers: offersOf(job),
    };
  });
}

export function printJobsByOrder(db: Db, orderIds: readonly string[]): Map<string, PrintJobView[]> {
  const views = toPrintJobViews(db, listPrintJobsOfOrders(db, orderIds));
  return Map.groupBy(views, (view) => view.orderId ?? '');
}
