import { canPrint } from '../../../printer/index.ts';
import { isVoid, type OrderStatus } from '../../../shared/contract/order-status.ts';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import type {
  PrintJobKind,
  PrintJobOffer,
  PrintJobState,
  PrintJobView,
  stationDocuments,
} from '../../../shared/contract/printing.ts';
import { minuteMs, secondMs, type EpochMs } from '../../../shared/kit/clock.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';
import type { PrinterState } from './printer-states.ts';
import type { PrintJob } from './print-jobs-repo.ts';

/** After so many doubtful attempts a person decides: paper is being wasted or the printer is broken. */
export const maxDoubts = 10;
/** A drawer that opens when nobody waits for it any more is an open till. */
export const drawerPatienceMs = 30 * secondMs;
/** A bill that reaches its table so much later says what it was and not what it is. */
export const checkPatienceMs = 10 * minuteMs;
/** A kitchen paper that comes out so long after it was due says since when, whatever may expire. */
const lateAfterMs = 15 * minuteMs;

/** Lowest first: a drawer never waits behind a picture, food goes before what only looks back. */
const priorities: Record<PrintJobKind, number> = {
  drawer: 0,
  kitchen: 1,
  void: 1,
  receipt: 2,
  guest_check: 2,
  courier_slip: 2,
  report: 3,
  test: 4,
};
export function priorityOf(kind: PrintJobKind): number {
  return priorities[kind];
}

/** Whose stations print it; a drawer and a test page belong to a printer. */
export function documentOf(kind: PrintJobKind): (typeof stationDocuments)[number] | null {
  switch (kind) {
    case 'kitchen':
    case 'void':
      return 'kitchen';
    case 'guest_check':
      return 'receipt';
    case 'receipt':
    case 'courier_slip':
    case 'report':
      return kind;
    case 'drawer':
    case 'test':
      return null;
    default:
      return missingCase(kind);
  }
}

/** Paper without which food is lost or cooked for nobody: worth a marked copy, and worth another printer. */
export function isUrgentPaper(kind: PrintJobKind): boolean {
  return kind === 'kitchen' || kind === 'void' || kind === 'courier_slip';
}

/** When a job that has not begun would mislead; null for never. */
export function expiryOf(
  kind: PrintJobKind,
  dueAtMs: EpochMs,
  { ticketExpiryMinutes }: Pick<BranchSettings, 'ticketExpiryMinutes'>,
): EpochMs | null {
  if (kind === 'drawer') return dueAtMs + drawerPatienceMs;
  if (kind === 'guest_check') return dueAtMs + checkPatienceMs;
  if (kind === 'report' || kind === 'test' || ticketExpiryMinutes === 0) return null;
  return dueAtMs + ticketExpiryMinutes * minuteMs;
}

export function isExpired({ expiresAtMs }: Pick<PrintJob, 'expiresAtMs'>, nowMs: EpochMs): boolean {
  return expiresAtMs !== null && expiresAtMs <= nowMs;
}

/** Since when a paper has been due that must not look new; null for one that is in time. */
export function lateSinceMs(
  job: Pick<PrintJob, 'kind' | 'dueAtMs' | 'createdAtMs'>,
  nowMs: EpochMs,
  { ticketExpiryMinutes }: Pick<BranchSettings, 'ticketExpiryMinutes'>,
): EpochMs | null {
  if (!isUrgentPaper(job.kind)) return null;
  const dueAtMs = Math.max(job.dueAtMs, job.createdAtMs);
  const expiryMs = ticketExpiryMinutes * minuteMs;
  const allowedMs = expiryMs === 0 ? lateAfterMs : Math.min(lateAfterMs, expiryMs);
  return nowMs - dueAtMs >= allowedMs ? dueAtMs : null;
}

/**
 * What becomes of a job of which nobody knows whether it was printed. A lost kitchen ticket is worse than a marked
 * copy; a second receipt or an open drawer is worse than a question; a test print and a guest check, of which
 * whoever stands there takes another, are worth neither.
 */
export function afterDoubt(
  job: Pick<PrintJob, 'kind' | 'doubts'>,
  { reprintDoubtfulTickets }: Pick<BranchSettings, 'reprintDoubtfulTickets'>,
): { state: PrintJobState; problem: string } {
  if (job.kind === 'test' || job.kind === 'guest_check') {
    return { state: 'failed', problem: 'in_doubt' };
  }
  if (!isUrgentPaper(job.kind) || !reprintDoubtfulTickets) {
    return { state: 'unknown', problem: 'in_doubt' };
  }
  if (job.doubts + 1 >= maxDoubts) return { state: 'failed', problem: 'in_doubt_too_often' };
  return { state: 'queued', problem: 'in_doubt' };
}

/** True when paper of this job may lie in the kitchen. */
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

/**
 * The printer that takes over from one that cannot print: the first of the home printer's backups, or home itself
 * again, that is known to be able to. Undefined when the job had better wait.
 */
export function backupFor(
  job: { readonly homeId: string; readonly atId: string },
  backups: readonly string[],
  stateOf: (printerId: string) => PrinterState | undefined,
): string | undefined {
  return [job.homeId, ...backups].find((id) => {
    const state = id === job.atId ? undefined : stateOf(id);
    return state !== undefined && state !== 'unreachable' && canPrint(state);
  });
}

export interface OfferFacts {
  readonly kind: PrintJobKind;
  readonly state: PrintJobState;
  readonly orderStatus: OrderStatus | null;
  readonly printerCount: number;
}

/** What a person may do with a job now; the service refuses everything else. */
export function offersOf(facts: OfferFacts): PrintJobOffer[] {
  const document = documentOf(facts.kind);
  // The kitchen must not be told again to cook what nobody will fetch.
  const isPointless =
    facts.kind === 'kitchen' && facts.orderStatus !== null && isVoid(facts.orderStatus);
  // What the guests have to pay may be another sum by now: their bill prints another check.
  const isOver = facts.kind === 'guest_check' && !isWaiting(facts.state);
  return offersByState[facts.state].filter((offer) => {
    if (isOver) return offer === 'cancel';
    if (offer === 'move') return document !== null && facts.printerCount > 1 && !isPointless;
    if (offer === 'reprint') return document !== null && !isPointless;
    return offer !== 'retry' || !isPointless;
  });
}

const offersByState: Record<PrintJobState, readonly PrintJobOffer[]> = {
  queued: ['cancel', 'move'],
  held: ['cancel', 'move'],
  blocked: ['cancel', 'move'],
  sending: [],
  printed: ['reprint'],
  unknown: ['answer'],
  failed: ['retry', 'cancel', 'move'],
  expired: ['retry', 'cancel', 'move'],
  cancelled: [],
};
