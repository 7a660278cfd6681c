import type { PrinterKnowledge, Proof } from '../../../printer/index.ts';
import { isVoid } from '../../../shared/contract/order-status.ts';
import { printJobName } from '../../../shared/contract/printing.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Logger } from '../../../shared/kit/logger.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Signals } from '../signals.ts';
import { placeOf, readPlaces } from './places.ts';
import { afterDoubt, backupFor, isExpired, isUrgentPaper, isWaiting } from './print-rules.ts';
import {
  expireWaiting,
  findPrintJob,
  listSendingPrintJobs,
  listWaitingJobs,
  markDoubtful,
  markPrinted,
  markSending,
  markUnsent,
  releaseFromRemoved,
  setPrinter,
  setPrintJobState,
  type PrintJob,
} from './print-jobs-repo.ts';
import type { PrintedOrders } from './printed-orders.ts';
import type { PrinterStates } from './printer-states.ts';
import { findKnowledge, saveKnowledge, type PrinterRow } from './printers-repo.ts';

export interface PrintJobStepDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly states: PrinterStates;
  readonly orders: PrintedOrders;
}

/** The steps of a print job on its way to paper, each durable when it returns. */
export class PrintJobSteps {
  readonly #deps: PrintJobStepDeps;

  constructor(deps: PrintJobStepDeps) {
    this.#deps = deps;
  }

  /** Jobs that were being sent when the program ended: nobody knows whether they were printed. */
  recover(): void {
    this.#step('any', (tx) => {
      for (const job of listSendingPrintJobs(tx)) this.#doubt(tx, job, 'restart');
      releaseFromRemoved(tx);
      expireWaiting(tx, this.#deps.clock.now());
    });
  }

  /** What has waited so long that it would mislead waits for a person from now on. */
  expire(): void {
    const { db, clock, logger, signals } = this.#deps;
    const count = transact(db, (tx) => expireWaiting(tx, clock.now()));
    if (count === 0) return;
    logger.warn({ count }, 'print jobs waited too long to be printed unasked');
    signals.raise({ printing: true, orders: true, state: true });
  }

  /**
   * Marks the job as being sent, immediately before its first byte may leave.
   *
   * @returns false when it must not be sent: taken back, moved or too old meanwhile, or its order has ended without
   * food
   */
  beginSending(id: string, printer: PrinterRow): boolean {
    const orderId = findPrintJob(this.#deps.db, id)?.orderId ?? null;
    return this.#step(orderId, (tx) => {
      const job = findPrintJob(tx, id);
      if (!job || !isWaiting(job.state)) return false;
      if (placeOf(job, readPlaces(tx)) !== printer.id) return false;
      if (isExpired(job, this.#deps.clock.now())) {
        setPrintJobState(tx, id, 'expired', job.problem);
        return false;
      }
      if (job.kind === 'kitchen' && this.#isOrderVoid(job)) {
        setPrintJobState(tx, id, 'cancelled', 'order_void');
        return false;
      }
      markSending(tx, id, printer.id);
      const attempt = job.attempt + 1;
      this.#log(job, 'a print job is being sent', { attempt, printerId: printer.id });
      const again = attempt > 1 ? ` (${attempt})` : '';
      this.#hop(tx, job, 'ticket_sent', `${printJobName(id)}${again} → ${printer.name}`);
      return true;
    });
  }

  printed(job: PrintJob, proof: Proof): void {
    this.#log(job, 'a print job was printed', { proof });
    this.#step(job.orderId, (tx) => {
      markPrinted(tx, job.id, { atMs: this.#deps.clock.now(), proof });
      this.#hop(tx, job, 'ticket_printed', printJobName(job.id));
    });
  }

  /** Not one byte left this machine: it is sent again as if nothing had happened. */
  notStarted(job: PrintJob, problem: string): void {
    this.#step('any', (tx) => {
      markUnsent(tx, job, problem);
      releaseFromRemoved(tx);
    });
  }

  inDoubt(job: PrintJob, why: string): void {
    this.#step('any', (tx) => {
      this.#doubt(tx, job, why);
      releaseFromRemoved(tx);
    });
  }

  blocked(job: PrintJob, problem: string): void {
    if (job.state === 'blocked' && job.problem === problem) return;
    this.#step(job.orderId, (tx) => {
      const current = findPrintJob(tx, job.id);
      if (current && isWaiting(current.state)) setPrintJobState(tx, job.id, 'blocked', problem);
    });
  }

  failed(job: PrintJob, problem: string): void {
    this.#step(job.orderId, (tx) => setPrintJobState(tx, job.id, 'failed', problem));
  }

  /** A printer has been unable to print for long enough: what the kitchen waits for goes to a backup that can. */
  handOver(printer: PrinterRow): void {
    const { db, clock, logger, signals } = this.#deps;
    const places = readPlaces(db);
    const waiting = listWaitingJobs(db, clock.now()).filter(
      (job) => isUrgentPaper(job.kind) && placeOf(job, places) === printer.id,
    );
    const moves = waiting.flatMap((job) => {
      const homeId = job.movedFrom ?? printer.id;
      const home = places.printers.find(({ id }) => id === homeId);
      const toId = backupFor({ homeId, atId: printer.id }, home?.backups ?? [], (id) =>
        places.printers.some((one) => one.id === id) ? this.#deps.states.find(id) : undefined,
      );
      return toId === undefined ? [] : [{ jobId: job.id, toId, homeId }];
    });
    if (moves.length === 0) return;
    transact(db, (tx) => {
      for (const { jobId, toId, homeId } of moves) {
        setPrinter(tx, jobId, { printerId: toId, movedFrom: toId === homeId ? null : homeId });
      }
    });
    logger.warn({ printerId: printer.id, moves }, 'a backup takes over from a printer');
    signals.raise({ printing: true, orders: true });
  }

  /** Keeps what a printer was seen to answer: the next start judges its silence by it. */
  learned(printerId: string, knowledge: PrinterKnowledge): void {
    const { db } = this.#deps;
    if (JSON.stringify(findKnowledge(db, printerId)) === JSON.stringify(knowledge)) return;
    transact(db, (tx) => saveKnowledge(tx, printerId, knowledge));
  }

  #doubt(tx: Tx, job: PrintJob, why: string): void {
    const next = afterDoubt(job, readSettings(tx));
    markDoubtful(tx, job.id, next.state, next.problem);
    this.#deps.logger.warn(
      { jobId: job.id, orderId: job.orderId, why, next: next.state },
      'nobody knows whether a print job was printed',
    );
  }

  #log(job: PrintJob, message: string, more: object): void {
    this.#deps.logger.info({ jobId: job.id, orderId: job.orderId, ...more }, message);
  }

  #isOrderVoid(job: PrintJob): boolean {
    const found = job.orderId === null ? undefined : this.#deps.orders.find(job.orderId);
    return found !== undefined && isVoid(found.status);
  }

  #hop(tx: Tx, job: PrintJob, hop: 'ticket_sent' | 'ticket_printed', detail: string): void {
    if (job.orderId !== null) this.#deps.orders.recordHop(tx, job.orderId, { hop, detail });
  }

  /** @param orderId whose paper it is; null for paper of no order, `any` where other jobs may change too */
  #step<T>(orderId: string | null, work: (tx: Tx) => T): T {
    const result = transact(this.#deps.db, work);
    const orderIds = orderId === null || orderId === 'any' ? [] : [orderId];
    this.#deps.signals.raise({ printing: true, orders: orderId !== null, orderIds });
    return result;
  }
}
