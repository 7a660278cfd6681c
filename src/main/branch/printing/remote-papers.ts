import { AppError } from '../../../shared/contract/errors.ts';
import type { PrintRequest, PrintRequestReport } from '../../../shared/contract/relay.ts';
import type { PrintTrouble } from '../../../shared/contract/printing.ts';
import type { Db, Tx } from '../database/index.ts';
import { newPrintJob, toPrintJobViews, type PrintJobDeps, type PrintJobs } from './print-jobs.ts';
import { findPrintJob, insertPrintJob, listPrintJobsOfOrders } from './print-jobs-repo.ts';
import { listPrinters } from './printers-repo.ts';

export interface RemotePaperDeps extends PrintJobDeps {
  readonly printJobs: PrintJobs;
}

/**
 * Queues a paper that somebody asked for at the console, as a copy that says who wanted it and why.
 *
 * @returns the print jobs it made
 * @throws AppError `order.not_found`, `printer.not_found`
 */
export function queueRemotePaper(deps: RemotePaperDeps, tx: Tx, request: PrintRequest): string[] {
  if (request.document === 'test') return [queueTest(deps, tx, request)];
  const orderId = request.orderId ?? '';
  const isKnown = tx.prepare('SELECT 1 FROM orders WHERE id = ?').get(orderId) !== undefined;
  if (!isKnown) throw new AppError('order.not_found', `no order ${orderId}`);
  const before = new Set(listPrintJobsOfOrders(tx, [orderId]).map(({ id }) => id));
  deps.printJobs.queueCopy(tx, orderId, `${request.by}: ${request.reason}`);
  return listPrintJobsOfOrders(tx, [orderId])
    .map(({ id }) => id)
    .filter((id) => !before.has(id));
}

function queueTest(deps: RemotePaperDeps, tx: Tx, { printerId, by }: PrintRequest): string {
  if (!listPrinters(tx).some(({ id }) => id === printerId)) {
    throw new AppError('printer.not_found', `no printer ${printerId}`);
  }
  const job = newPrintJob(deps, { kind: 'test', orderId: null, printerId, reason: by });
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

/** Papers that a person should look after, by what is wrong; test prints are nobody's food. */
export function countPrintTrouble(db: Db): PrintTrouble {
  const rows = db
    .prepare<[], { state: 'unknown' | 'failed' | 'expired'; count: number }>(
      `SELECT state, count(*) AS count FROM print_jobs
        WHERE state IN ('unknown', 'failed', 'expired') AND kind <> 'test' GROUP BY state`,
    )
    .all();
  const counts = { unknown: 0, failed: 0, expired: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}
