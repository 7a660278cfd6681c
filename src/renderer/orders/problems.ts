import type { OrderView, PlatformAnswer } from '../../shared/contract/branch-api.ts';
import type { PrintJobView } from '../../shared/contract/printing.ts';
import { isTroubled } from '../printing/job-words.ts';

export type Problem =
  | { readonly kind: 'print_job'; readonly job: PrintJobView }
  | { readonly kind: 'answer'; readonly answer: PlatformAnswer }
  | { readonly kind: 'late' };

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
