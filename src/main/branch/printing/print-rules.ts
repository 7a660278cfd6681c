import type { PrintJobOffer, PrintJobView } from '../../../shared/contract/printing.ts';
import type { PrintJob, PrintJobState } from './print-jobs-repo.ts';

/** After so many doubtful attempts a person decides: paper is being wasted or the printer is broken. */
export const maxDoubts = 10;

/**
 * What becomes of a print job of which nobody knows whether it was printed. A lost kitchen ticket is worse
 * than a marked copy; a test print is worth neither.
 */
export function afterDoubt(
  job: Pick<PrintJob, 'kind' | 'doubts'>,
  reprintDoubtful: boolean,
): { state: PrintJobState; problem: string } {
  if (job.kind === 'test' || !reprintDoubtful) return { state: 'unknown', problem: 'in_doubt' };
  if (job.doubts + 1 >= maxDoubts) return { state: 'failed', problem: 'in_doubt_too_often' };
  return { state: 'queued', problem: 'in_doubt' };
}

/** True when paper with this job may lie in the kitchen. */
export function mayBeOnPaper(job: Pick<PrintJob, 'state' | 'doubts'>): boolean {
  return job.doubts > 0 || job.state === 'sending' || job.state === 'printed';
}

/** The word on the paper. A doubtful copy says both; this is the graver of the two. */
export function markOf(job: Pick<PrintJob, 'copy' | 'doubts'>): PrintJobView['mark'] {
  if (job.doubts > 0) return 'possible_duplicate';
  return job.copy > 1 ? 'copy' : 'none';
}

export function isWaiting(state: PrintJobState): boolean {
  return state === 'queued' || state === 'held' || state === 'blocked';
}

/** What a person may do with a job now. */
export function offersOf({ state }: Pick<PrintJob, 'state'>): PrintJobOffer[] {
  return isWaiting(state) || state === 'unknown' || state === 'failed' ? ['cancel'] : [];
}
