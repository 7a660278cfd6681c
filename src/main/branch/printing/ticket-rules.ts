import type { TicketView } from '../../../shared/contract/branch-api.ts';
import type { Ticket, TicketState } from './tickets-repo.ts';

/** After so many doubtful attempts a person decides: paper is being wasted or the printer is broken. */
export const maxDoubts = 10;

/**
 * What becomes of a ticket of which nobody knows whether it was printed. A lost kitchen ticket is worse
 * than a marked copy; a test print is worth neither.
 */
export function afterDoubt(
  ticket: Pick<Ticket, 'kind' | 'doubts'>,
  reprintDoubtful: boolean,
): { state: TicketState; problem: string } {
  if (ticket.kind === 'test' || !reprintDoubtful) return { state: 'unknown', problem: 'in_doubt' };
  if (ticket.doubts + 1 >= maxDoubts) return { state: 'failed', problem: 'in_doubt_too_often' };
  return { state: 'queued', problem: 'in_doubt' };
}

/** True when paper with this ticket may lie in the kitchen. */
export function mayBeOnPaper(ticket: Pick<Ticket, 'state' | 'doubts'>): boolean {
  return ticket.doubts > 0 || ticket.state === 'sending' || ticket.state === 'printed';
}

/** The word on the paper. A doubtful copy says both; this is the graver of the two. */
export function markOf(ticket: Pick<Ticket, 'copy' | 'doubts'>): TicketView['mark'] {
  if (ticket.doubts > 0) return 'possible_duplicate';
  return ticket.copy > 1 ? 'copy' : 'none';
}

export function isWaiting(state: TicketState): boolean {
  return state === 'queued' || state === 'held' || state === 'blocked';
}
