import { AppError } from '../../../shared/contract/errors.ts';
import type { PrintRequest, PrintRequestReport } from '../../../shared/contract/relay.ts';
import type { Db, Tx } from '../database/index.ts';
import { newPrintJob } from './new-print-job.ts';
import { queueOrderPaper } from './order-papers.ts';
import { toPrintJobViews } from './print-job-views.ts';
import type { PrintJobDeps, PrintJobs } from './print-jobs.ts';
import { findPrintJob, insertPrintJob, listPrintJobsOfOrders } from './print-jobs-repo.ts';
import type { PrintedOrders } from './printed-orders.ts';
import { listPrinters } from './printers-repo.ts';

export interface RemotePaperDeps extends PrintJobDeps {
  readonly printJobs: PrintJobs;
  readonly orders: PrintedOrders;
}

/**
 * Queues a paper that somebody asked for at the console, as a copy that says who wanted it and why.
 *
 * @returns the print jobs it made
 * @throws AppError `order.not_found`, `printer.not_found`, `print_job.not_found` before the first ticket
 */
export function queueRemotePaper(deps: RemotePaperDeps, tx: Tx, request: PrintRequest): string[] {
  if (request.document === 'test') return [queueTest(deps, tx, request)];
  const orderId = request.orderId ?? '';
  const reason = `${request.by}: ${request.reason}`;
  if (request.document !== 'kitchen') {
    return [queueOrderPaper(deps, tx, { orderId, document: request.document, reason })];
  }
  if (!deps.orders.find(orderId)) throw new AppError('order.not_found', `no order ${orderId}`);
  const before = new Set(listPrintJobsOfOrders(tx, [orderId]).map(({ id }) => id));
  deps.printJobs.queueCopy(tx, orderId, reason);
  const made = listPrintJobsOfOrders(tx, [orderId]).flatMap(({ id }) => (before.has(id) ? [] : id));
  // What never was a ticket has no copy; the ticket prints by itself when the order is accepted.
  if (made.length === 0) throw new AppError('print_job.not_found', `no ticket of ${orderId} yet`);
  return made;
}

function queueTest(deps: RemotePaperDeps, tx: Tx, { printerId, by }: PrintRequest): string {
  if (!listPrinters(tx).some(({ id }) => id === printerId)) {
    throw new AppError('printer.not_found', `no printer ${printerId}`);
  }
  const job = newPrintJob(tx, deps, { kind: 'test', printerId, reason: by });
  insertPrintJob(tx, job);
  deps.signals.raise({ printing: true });
  return job.id;
}

/** How print jobs stand, as the console is told. */
export function listRemotePapers(
  db: Db,
  printJobIds: readonly string[],
): PrintRequestReport['papers'] {
  const jobs = printJobIds.flatMap((id) => findPrintJob(db, id) ?? []);
  return toPrintJobViews(db, jobs).map(({ id, printerName, state, problem, printedAtMs }) => ({
    printJobId: id,
    printerName,
    state,
    problem,
    printedAtMs,
  }));
}
