import type { PrintJobView } from '../../../shared/contract/printing.ts';
import type { Db } from '../database/index.ts';
import { placeOf, readPlaces, type Places } from './places.ts';
import { markOf, offersOf } from './print-rules.ts';
import { listOrderHeads, listPrintJobsOfOrders, type PrintJob } from './print-jobs-repo.ts';
import { listPrinterNames } from './printers-repo.ts';
import { listAllStations } from './stations-repo.ts';

/** Print jobs as a person follows them; one that has no printer yet shows the one it would go to. */
export function toPrintJobViews(db: Db, jobs: readonly PrintJob[]): PrintJobView[] {
  if (jobs.length === 0) return [];
  const names = listPrinterNames(db);
  const stations = listAllStations(db);
  const heads = listOrderHeads(db, jobs);
  const places = readPlaces(db);
  const nameOf = (printerId: string | null) => names.get(printerId ?? '') ?? '';
  return jobs.map((job) => {
    const { id, kind, orderId, stationId, state, copy, attempt, problem, reason, proof } = job;
    const printerId = printerOf(job, places);
    const head = heads.get(orderId ?? '');
    return {
      id,
      kind,
      orderId,
      stationId,
      state,
      copy,
      attempt,
      problem,
      reason,
      proof,
      displayNumber: head?.displayNumber ?? ownNumber(job),
      stationName: stations.get(stationId ?? '')?.name ?? '',
      printerId,
      printerName: nameOf(printerId),
      backupFrom: nameOf(job.movedFrom),
      mark: markOf(job),
      createdAtMs: job.createdAtMs,
      printedAtMs: job.printedAtMs,
      offers: offersOf({
        kind,
        state,
        orderStatus: head?.status ?? null,
        printerCount: places.printers.length,
      }),
    };
  });
}

/** A paper of the counter belongs to a bill: a receipt has a number of its own, a guest check its bill's. */
function ownNumber({ facts }: PrintJob): string {
  if (facts?.kind === 'guest_check') return facts.order.displayNumber;
  return facts?.kind === 'receipt' ? facts.receipt.number : '';
}

/** What has been sent stays where it was sent to, even when that printer is gone. */
function printerOf(job: PrintJob, places: Places): string {
  return (job.attempt > 0 ? job.printerId : null) ?? placeOf(job, places) ?? '';
}

export function printJobsByOrder(db: Db, orderIds: readonly string[]): Map<string, PrintJobView[]> {
  const views = toPrintJobViews(db, listPrintJobsOfOrders(db, orderIds));
  return Map.groupBy(views, (view) => view.orderId ?? '');
}
