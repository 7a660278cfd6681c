import { counterPlatform } from '../../../shared/contract/bill.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { Clock, EpochMs } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import type { Db, Tx } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Signals } from '../signals.ts';
import { newPrintJob } from './new-print-job.ts';
import { placeOf, readPlaces } from './places.ts';
import { expiryOf, isWaiting, mayBeOnPaper } from './print-rules.ts';
import {
  doubtWaitingPrintJobs,
  insertPrintJob,
  listPrintJobsOfOrders,
  setDue,
  setPrintJobState,
  type NewPrintJob,
  type PrintJob,
} from './print-jobs-repo.ts';
import { automaticStations, routeKitchen, type PaperRoute } from './route-order.ts';

export interface PrintJobDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
}

export interface PaperTime {
  readonly notBeforeMs: EpochMs;
  /** It may have been printed by a life of this database that was lost. */
  readonly mayBeOnPaper: boolean;
}

/** What an order may ask of paper, in the order's own transaction. */
export interface PrintJobs {
  /** Queues the order's kitchen tickets, once however often it is asked; an earlier time releases them. */
  queueKitchen(tx: Tx, order: Order, when: PaperTime): void;
  /** Queues the receipts and courier slips that print by themselves, once however often it is asked. */
  queueAutomatic(tx: Tx, order: Order, when: PaperTime): void;
  /** Queues one more print of each kitchen ticket, numbered after those there are. */
  queueCopy(tx: Tx, orderId: string, reason: string): void;
  /**
   * Takes back what has not been sent. With `tellKitchen`, each station's ticket that may be on paper is followed by
   * a void ticket at the same printer.
   */
  withdraw(tx: Tx, orderId: string, tellKitchen: boolean): void;
  /** This database is an old copy: what waits may have been printed since it was made. */
  doubtWaiting(tx: Tx): void;
}

export function createPrintJobs(deps: PrintJobDeps): PrintJobs {
  const { signals } = deps;
  return {
    queueKitchen(tx, order, when) {
      // Routed once: stations that changed since must not cook the same lines again.
      if (kitchenJobs(tx, order.id).length > 0) releaseHeld(deps, tx, order.id, when.notBeforeMs);
      else
        queueFirst(deps, tx, routeKitchen(order, readPlaces(tx)), { kind: 'kitchen', order, when });
      signals.raise({ printing: true, orders: true, orderIds: [order.id] });
    },
    queueAutomatic(tx, order, when) {
      const places = readPlaces(tx);
      const known = listPrintJobsOfOrders(tx, [order.id]);
      for (const kind of ['receipt', 'courier_slip'] as const) {
        // What the branch sells itself has a receipt of its own, once it is paid.
        const isOwnReceipt = kind === 'receipt' && order.platform === counterPlatform;
        if (isOwnReceipt || known.some((job) => job.kind === kind)) continue;
        queueFirst(deps, tx, automaticStations(order, kind, places), { kind, order, when });
      }
    },
    queueCopy(tx, orderId, reason) {
      const byStation = Map.groupBy(kitchenJobs(tx, orderId), (job) => job.stationId);
      for (const [stationId, jobs] of byStation) {
        const copy = Math.max(...jobs.map((job) => job.copy)) + 1;
        const lines = jobs.at(-1)?.lines ?? null;
        const again = { kind: 'kitchen', orderId, stationId, lines, copy, reason } as const;
        insertPrintJob(tx, newPrintJob(tx, deps, again));
      }
      signals.raise({ printing: true, orders: true, orderIds: [orderId] });
    },
    withdraw(tx, orderId, tellKitchen) {
      const jobs = listPrintJobsOfOrders(tx, [orderId]);
      for (const job of jobs) {
        if (mayStillPrint(job)) setPrintJobState(tx, job.id, 'cancelled', 'order_void');
      }
      if (tellKitchen) queueVoids(deps, tx, jobs);
      if (jobs.length > 0) signals.raise({ printing: true, orders: true, orderIds: [orderId] });
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

/** A void ticket is what an order's end asks for; it is not taken back by it. */
function mayStillPrint({ kind, state }: PrintJob): boolean {
  return kind !== 'void' && (isWaiting(state) || state === 'expired' || state === 'failed');
}

function queueFirst(
  deps: PrintJobDeps,
  tx: Tx,
  routes: readonly PaperRoute[],
  paper: { readonly kind: NewPrintJob['kind']; readonly order: Order; readonly when: PaperTime },
): void {
  const { kind, order, when } = paper;
  const waits = when.notBeforeMs > deps.clock.now();
  for (const { stationId, copies, lines } of routes) {
    for (let copy = 1; copy <= copies; copy += 1) {
      const job = newPrintJob(tx, deps, {
        kind,
        orderId: order.id,
        stationId,
        lines,
        copy,
        doubts: when.mayBeOnPaper ? 1 : 0,
        ...(waits && { dueAtMs: when.notBeforeMs, state: 'held', problem: 'scheduled' }),
      });
      insertPrintJob(tx, job);
    }
  }
}

function releaseHeld(deps: PrintJobDeps, tx: Tx, orderId: string, dueAtMs: EpochMs): void {
  const nowMs = deps.clock.now();
  const isDue = dueAtMs <= nowMs;
  for (const job of listPrintJobsOfOrders(tx, [orderId])) {
    if (!isWaiting(job.state) || job.dueAtMs <= dueAtMs) continue;
    const expiresAtMs = expiryOf(job.kind, Math.max(dueAtMs, nowMs), readSettings(tx));
    setDue(tx, job.id, { dueAtMs, expiresAtMs });
    if (isDue && job.problem === 'scheduled') setPrintJobState(tx, job.id, 'queued', '');
  }
}

function queueVoids(deps: PrintJobDeps, tx: Tx, jobs: readonly PrintJob[]): void {
  const places = readPlaces(tx);
  const onPaper = jobs.filter((job) => job.kind === 'kitchen' && mayBeOnPaper(job));
  for (const [stationId, tickets] of Map.groupBy(onPaper, (job) => job.stationId)) {
    const last = tickets.at(-1);
    if (!last) continue;
    const { orderId, printerId, lines } = last;
    const isThere = placeOf({ ...last, kind: 'void' }, places) === printerId;
    insertPrintJob(
      tx,
      newPrintJob(tx, deps, {
        kind: 'void',
        orderId,
        stationId,
        printerId: isThere ? printerId : null,
        lines,
      }),
    );
  }
}
