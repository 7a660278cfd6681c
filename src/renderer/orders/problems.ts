import type { OrderView, PlatformAnswer } from '../../shared/contract/branch-api.ts';
import type { PrintJobView } from '../../shared/contract/printing.ts';

export type Problem =
  | { readonly kind: 'print_job'; readonly job: PrintJobView }
  | { readonly kind: 'answer'; readonly answer: PlatformAnswer }
  | { readonly kind: 'late' };

const troubled: readonly PrintJobView['state'][] = ['blocked', 'unknown', 'failed'];

/** What a person has to know about an order beyond its status, the worst first. */
export function problemsOf(view: OrderView): Problem[] {
  const answers = view.answers
    .filter(({ state }) => state === 'refused' || state === 'gave_up')
    .map((answer): Problem => ({ kind: 'answer', answer }));
  const printJobs = view.printJobs
    .filter((job) => isTroubled(job))
    .map((job): Problem => ({ kind: 'print_job', job }));
  const late: Problem[] = view.cameTooLate && view.status === 'pending' ? [{ kind: 'late' }] : [];
  return [...late, ...answers, ...printJobs];
}

/** Whether the ticket says why it does not print; one that is on its way needs no words. */
export function hasReason({ state, problem }: PrintJobView): boolean {
  return problem !== '' && state !== 'queued' && state !== 'sending' && state !== 'printed';
}

/** A ticket held for a scheduled order waits as it should; one held for want of a printer does not. */
export function isTroubled(job: PrintJobView): boolean {
  return troubled.includes(job.state) || (job.state === 'held' && job.problem === 'no_printer');
}
