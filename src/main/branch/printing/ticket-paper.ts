import type { PaperDocument, PrinterProfile } from '../../../printer/index.ts';
import { type BranchSettings, ticketName } from '../../../shared/contract/branch-api.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { PrintedOrders } from './printed-orders.ts';
import { kitchenTicket } from './templates/kitchen-ticket.ts';
import { testTicket } from './templates/test-ticket.ts';
import type { TicketFacts } from './templates/ticket-facts.ts';
import { voidTicket } from './templates/void-ticket.ts';
import type { Ticket } from './tickets-repo.ts';

export interface PaperContext {
  readonly orders: PrintedOrders;
  readonly settings: BranchSettings;
  readonly timeZone: string;
  readonly nowMs: EpochMs;
  readonly station: string;
  readonly profile: PrinterProfile;
}

/**
 * What the ticket's next attempt puts on paper.
 *
 * @throws Error when its order is not there, which the database rules out
 */
export function ticketPaper(ticket: Ticket, context: PaperContext): PaperDocument {
  const facts: TicketFacts = {
    station: context.station,
    ticketId: ticketName(ticket.id),
    attempt: ticket.attempt + 1,
    copy: ticket.copy,
    reason: ticket.reason,
    inDoubt: ticket.doubts > 0,
    printedAtMs: context.nowMs,
    timeZone: context.timeZone,
    language: context.settings.ticketLanguage,
  };
  if (ticket.kind === 'test') return testTicket(facts, context.profile);
  const found = ticket.orderId === null ? undefined : context.orders.find(ticket.orderId);
  if (!found) throw new Error(`ticket ${ticket.id} has no order`);
  const orderFacts = { ...facts, order: found.order, readyByMs: found.readyByMs };
  return ticket.kind === 'void' ? voidTicket(orderFacts) : kitchenTicket(orderFacts);
}

/** A test print that belongs to no printer. */
export function sampleTicket(profile: PrinterProfile, timeZone: string): PaperDocument {
  return testTicket(
    {
      station: '0123456789',
      ticketId: 'T-000000',
      attempt: 1,
      copy: 1,
      reason: '',
      inDoubt: false,
      printedAtMs: 0,
      timeZone,
      language: 'both',
    },
    profile,
  );
}
