import type { PaperDocument, PrinterProfile } from '../../../printer/index.ts';
import { type BranchSettings } from '../../../shared/contract/branch-api.ts';
import { printJobName } from '../../../shared/contract/printing.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { PrintedOrders } from './printed-orders.ts';
import { kitchenTicket } from './templates/kitchen-ticket.ts';
import { testTicket } from './templates/test-ticket.ts';
import type { TicketFacts } from './templates/ticket-facts.ts';
import { voidTicket } from './templates/void-ticket.ts';
import type { PrintJob } from './print-jobs-repo.ts';

export interface PaperContext {
  readonly orders: PrintedOrders;
  readonly settings: BranchSettings;
  readonly timeZone: string;
  readonly nowMs: EpochMs;
  readonly station: string;
  readonly profile: PrinterProfile;
}

/**
 * What the job's next attempt puts on paper.
 *
 * @throws Error when its order is not there, which the database rules out
 */
export function paperOfJob(job: PrintJob, context: PaperContext): PaperDocument {
  const facts: TicketFacts = {
    station: context.station,
    ticketId: printJobName(job.id),
    attempt: job.attempt + 1,
    copy: job.copy,
    reason: job.reason,
    inDoubt: job.doubts > 0,
    printedAtMs: context.nowMs,
    timeZone: context.timeZone,
    language: context.settings.ticketLanguage,
  };
  if (job.kind === 'test') return testTicket(facts, context.profile);
  const found = job.orderId === null ? undefined : context.orders.find(job.orderId);
  if (!found) throw new Error(`job ${job.id} has no order`);
  const orderFacts = { ...facts, order: found.order, readyByMs: found.readyByMs };
  return job.kind === 'void' ? voidTicket(orderFacts) : kitchenTicket(orderFacts);
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
