import type { PrintJobView } from '../../shared/contract/printing.ts';
import { minuteMs } from '../../shared/kit/clock.ts';
import type { Tone } from '../../shared/ui/chip.tsx';
import type { T } from '../i18n/i18n.tsx';

export const jobTones: Record<PrintJobView['state'], Tone> = {
  queued: 'neutral',
  held: 'neutral',
  blocked: 'waiting',
  sending: 'new',
  printed: 'ready',
  unknown: 'problem',
  failed: 'problem',
  expired: 'late',
  cancelled: 'offline',
};

const knownProblems = [
  'paper_out',
  'paper_low',
  'cover_open',
  'offline',
  'unreachable',
  'error',
  'unknown',
  'no_printer',
  'order_void',
  'scheduled',
  'unprintable',
  'in_doubt',
  'in_doubt_too_often',
  'drawer_shut',
  'no_drawer',
] as const;

/** Why a job waits or failed. A code this till does not know yet still makes a true sentence. */
export function jobProblemText(job: PrintJobView, t: T): string {
  const code = knownProblems.find((one) => one === job.problem) ?? 'other';
  return t(`printJobProblem.${code}`, { printer: job.printerName });
}

/** Where the job stands, in a word or two; what waits for a printer to be added says so. */
export function jobStateText({ state, problem, kind }: PrintJobView, t: T): string {
  if (state === 'held' && problem === 'no_printer') return t('printJobState.heldNoPrinter');
  if (state === 'printed' && kind === 'drawer') return t('printJobState.drawerOpened');
  return t(`printJobState.${state}`);
}

/** "COPY 2" or "POSSIBLE DUPLICATE", as it stands on the paper; null for the first print. */
export function jobMarkText({ mark, copy }: PrintJobView, t: T): string | null {
  if (mark === 'none') return null;
  return mark === 'copy' && copy > 1
    ? t('printJobMark.copyNumbered', { number: copy })
    : t(`printJobMark.${mark}`);
}

/** What it is and of which order: "Receipt 57". */
export function jobTitle({ kind, displayNumber }: PrintJobView, t: T): string {
  const what = t(`printJobKind.${kind}`);
  return displayNumber === '' ? what : t('queue.title', { what, number: displayNumber });
}

/** How long it has been waiting, in minutes as people count them. */
export function ageText(job: PrintJobView, nowMs: number, t: T): string {
  const minutes = Math.floor((nowMs - job.createdAtMs) / minuteMs);
  return minutes < 1 ? t('queue.justNow') : t('queue.age', { count: minutes });
}

export const queueFilters = ['waiting', 'problems', 'all'] as const;
export type QueueFilter = (typeof queueFilters)[number];

const waiting: readonly PrintJobView['state'][] = ['queued', 'held', 'blocked', 'sending'];
const troubled: readonly PrintJobView['state'][] = ['blocked', 'unknown', 'failed', 'expired'];

export function isWaiting({ state }: PrintJobView): boolean {
  return waiting.includes(state);
}

/** Whether it says why it does not print; one that is on its way needs no words. */
export function hasReason({ state, problem }: PrintJobView): boolean {
  return problem !== '' && state !== 'queued' && state !== 'sending' && state !== 'printed';
}

/** Needs a person: at the printer, or for an answer. A ticket held for its time does not. */
export function isTroubled({ state, problem }: PrintJobView): boolean {
  return troubled.includes(state) || (state === 'held' && problem === 'no_printer');
}

export function passes(filter: QueueFilter, job: PrintJobView): boolean {
  if (filter === 'waiting') return isWaiting(job);
  return filter === 'all' || isTroubled(job);
}
