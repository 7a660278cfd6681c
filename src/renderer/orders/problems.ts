import type { OrderView, PlatformAnswer, TicketView } from '../../shared/contract/branch-api.ts';

export type Problem =
  | { readonly kind: 'ticket'; readonly ticket: TicketView }
  | { readonly kind: 'answer'; readonly answer: PlatformAnswer }
  | { readonly kind: 'late' };

const troubled: readonly TicketView['state'][] = ['blocked', 'unknown', 'failed'];

/** What a person has to know about an order beyond its status, the worst first. */
export function problemsOf(view: OrderView): Problem[] {
  const answers = view.answers
    .filter(({ state }) => state === 'refused' || state === 'gave_up')
    .map((answer): Problem => ({ kind: 'answer', answer }));
  const tickets = view.tickets
    .filter((ticket) => isTroubled(ticket))
    .map((ticket): Problem => ({ kind: 'ticket', ticket }));
  const late: Problem[] = view.cameTooLate && view.status === 'pending' ? [{ kind: 'late' }] : [];
  return [...late, ...answers, ...tickets];
}

/** Whether the ticket says why it does not print; one that is on its way needs no words. */
export function hasReason({ state, problem }: TicketView): boolean {
  return problem !== '' && state !== 'queued' && state !== 'sending' && state !== 'printed';
}

/** A ticket held for a scheduled order waits as it should; one held for want of a printer does not. */
export function isTroubled(ticket: TicketView): boolean {
  return (
    troubled.includes(ticket.state) || (ticket.state === 'held' && ticket.problem === 'no_printer')
  );
}
