import type { Tx } from '../database/index.ts';
import { newPrintJob } from './new-print-job.ts';
import { printerOfTill, readPlaces } from './places.ts';
import type { PrintJobDeps } from './print-jobs.ts';
import {
  findPrintJob,
  insertPrintJob,
  setPrintJobState,
  type PrintJob,
} from './print-jobs-repo.ts';
import { isWaiting, mayBeOnPaper } from './print-rules.ts';
import { stationOnDemand } from './route-order.ts';
import type { CounterReceipt } from './stored-facts.ts';

/** A guest check that was printed. */
export interface PrintedCheck {
  readonly printJobId: string;
  /** 1 for the first that says this. */
  readonly copy: number;
}

/** What tables are asked to pay, where receipts print. */
export interface CheckPapers {
  /** @param print.last the one before when it said the same: while that still waits nothing is added, afterwards this is a copy */
  guestCheck(
    tx: Tx,
    check: CounterReceipt,
    print: { readonly drawerId: string; readonly last: PrintedCheck | null },
  ): PrintedCheck;
  /** Takes back what has not come out and would be wrong by now. */
  dropChecks(tx: Tx, checks: readonly PrintedCheck[]): void;
}

export function createCheckPapers(deps: PrintJobDeps): CheckPapers {
  const { signals } = deps;
  return {
    guestCheck(tx, check, { drawerId, last }) {
      const before = last ? findPrintJob(tx, last.printJobId) : undefined;
      if (last && before && isWaiting(before.state)) return last;
      // What never reached the paper has no copy; one that is forgotten was printed long ago.
      const isCopy = last !== null && (before === undefined || mayBeOnPaper(before));
      const copy = (last?.copy ?? 1) + (isCopy ? 1 : 0);
      const facts = { kind: 'guest_check', ...check } as const;
      const places = readPlaces(tx);
      const stationId = stationOnDemand(check.order, 'receipt', places);
      const printerId = printerOfTill(places, drawerId);
      const job = newPrintJob(tx, deps, { kind: 'guest_check', stationId, printerId, facts, copy });
      insertPrintJob(tx, job);
      signals.raise({ printing: true });
      return { printJobId: job.id, copy };
    },
    dropChecks(tx, checks) {
      const jobs = checks.flatMap(({ printJobId }) => findPrintJob(tx, printJobId) ?? []);
      for (const { id } of jobs.filter(isUnprinted)) setPrintJobState(tx, id, 'cancelled', '');
      if (jobs.length > 0) signals.raise({ printing: true });
    },
  };
}

function isUnprinted({ state }: PrintJob): boolean {
  return isWaiting(state) || state === 'failed' || state === 'expired';
}
