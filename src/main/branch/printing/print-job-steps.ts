import type { PrinterKnowledge, Proof } from '../../../printer/index.ts';
import { printJobName } from '../../../shared/contract/printing.ts';
import { isVoid } from '../../../shared/contract/order-status.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Logger } from '../../../shared/kit/logger.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Signals } from '../signals.ts';
import type { PrintedOrders } from './printed-orders.ts';
import { findKnowledge, saveKnowledge, type PrinterRow } from './printers-repo.ts';
import { afterDoubt, isWaiting } from './print-rules.ts';
import {
  findPrintJob,
  listSendingPrintJobs,
  markDoubtful,
  markPrinted,
  markSending,
  releaseFromRemoved,
  setPrintJobState,
  type PrintJob,
} from './print-jobs-repo.ts';

export interface PrintJobStepDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly orders: PrintedOrders;
}

/** The steps of a print job on its way to paper, each durable when it returns. */
export class PrintJobSteps {
  readonly #deps: PrintJobStepDeps;

  constructor(deps: PrintJobStepDeps) {
    this.#deps = deps;
  }

  /** Print jobs that were being sent when the program ended: nobody knows whether they were printed. */
  recover(): void {
    this.#step((tx) => {
      for (const job of listSendingPrintJobs(tx)) this.#doubt(tx, job, 'restart');
      releaseFromRemoved(tx);
    });
  }

  /**
   * Marks the job as being sent, immediately before its first byte may leave.
   *
   * @returns false when it must not be sent: taken back meanwhile, or its order has ended without food
   */
  beginSending(id: string, printer: PrinterRow): boolean {
    return this.#step((tx) => {
      const job = findPrintJob(tx, id);
      if (!job || !isWaiting(job.state)) return false;
      if (job.kind === 'kitchen' && this.#isOrderVoid(job)) {
        setPrintJobState(tx, id, 'cancelled', 'order_void');
        return false;
      }
      markSending(tx, id, printer.id);
      const attempt = job.attempt + 1;
      this.#log(job, 'a print job is being sent', { attempt, printerId: printer.id });
      this.#hop(tx, job, 'ticket_sent', `${describe(job)} attempt ${attempt} to ${printer.name}`);
      return true;
    });
  }

  printed(job: PrintJob, proof: Proof): void {
    this.#log(job, 'a print job was printed', { proof });
    this.#step((tx) => {
      markPrinted(tx, job.id, { atMs: this.#deps.clock.now(), proof });
      this.#hop(tx, job, 'ticket_printed', `${describe(job)} proof ${proof}`);
    });
  }

  /** Not one byte left this machine: it is sent again as if nothing had happened. */
  notStarted(job: PrintJob, problem: string): void {
    this.#step((tx) => {
      setPrintJobState(tx, job.id, 'queued', problem);
      releaseFromRemoved(tx);
    });
  }

  inDoubt(job: PrintJob, why: string): void {
    this.#step((tx) => {
      this.#doubt(tx, job, why);
      releaseFromRemoved(tx);
    });
  }

  blocked(job: PrintJob, problem: string): void {
    if (job.state === 'blocked' && job.problem === problem) return;
    this.#step((tx) => {
      const current = findPrintJob(tx, job.id);
      if (current && isWaiting(current.state)) setPrintJobState(tx, job.id, 'blocked', problem);
    });
  }

  failed(job: PrintJob, problem: string): void {
    this.#step((tx) => setPrintJobState(tx, job.id, 'failed', problem));
  }

  /** Keeps what a printer was seen to answer: the next start judges its silence by it. */
  learned(printerId: string, knowledge: PrinterKnowledge): void {
    const { db } = this.#deps;
    if (JSON.stringify(findKnowledge(db, printerId)) === JSON.stringify(knowledge)) return;
    transact(db, (tx) => saveKnowledge(tx, printerId, knowledge));
  }

  #doubt(tx: Tx, job: PrintJob, why: string): void {
    const next = afterDoubt(job, readSettings(tx).reprintDoubtfulTickets);
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

  #step<T>(work: (tx: Tx) => T): T {
    const result = transact(this.#deps.db, work);
    this.#deps.signals.raise({ printing: true, orders: true });
    return result;
  }
}

function describe(job: PrintJob): string {
  const copy = job.copy > 1 ? ` copy ${job.copy}` : '';
  const doubt = job.doubts > 0 ? ' possible duplicate' : '';
  return `${job.kind} ${printJobName(job.id)}${copy}${doubt}`;
}
