import type { PrinterKnowledge } from '../../../printer/index.ts';
import { ticketName } from '../../../shared/contract/branch-api.ts';
import { isVoid } from '../../../shared/contract/order-status.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Logger } from '../../../shared/kit/logger.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Signals } from '../signals.ts';
import type { PrintedOrders } from './printed-orders.ts';
import { findKnowledge, saveKnowledge, type PrinterRow } from './printers-repo.ts';
import { afterDoubt, isWaiting } from './ticket-rules.ts';
import {
  findTicket,
  listSendingTickets,
  markDoubtful,
  markPrinted,
  markSending,
  releaseFromRemoved,
  setTicketState,
  type Ticket,
} from './tickets-repo.ts';

export interface TicketStepDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly orders: PrintedOrders;
}

/** The steps of a ticket on its way to paper, each durable when it returns. */
export class TicketSteps {
  readonly #deps: TicketStepDeps;

  constructor(deps: TicketStepDeps) {
    this.#deps = deps;
  }

  /** Tickets that were being sent when the program ended: nobody knows whether they were printed. */
  recover(): void {
    this.#step((tx) => {
      for (const ticket of listSendingTickets(tx)) this.#doubt(tx, ticket, 'restart');
      releaseFromRemoved(tx);
    });
  }

  /**
   * Marks the ticket as being sent, immediately before its first byte may leave.
   *
   * @returns false when it must not be sent: taken back meanwhile, or its order has ended without food
   */
  beginSending(id: string, printer: PrinterRow): boolean {
    return this.#step((tx) => {
      const ticket = findTicket(tx, id);
      if (!ticket || !isWaiting(ticket.state)) return false;
      if (ticket.kind === 'kitchen' && this.#isOrderVoid(ticket)) {
        setTicketState(tx, id, 'cancelled', 'order_void');
        return false;
      }
      markSending(tx, id, printer.id);
      const attempt = ticket.attempt + 1;
      this.#log(ticket, 'a ticket is being sent', { attempt, printerId: printer.id });
      this.#hop(
        tx,
        ticket,
        'ticket_sent',
        `${describe(ticket)} attempt ${attempt} to ${printer.name}`,
      );
      return true;
    });
  }

  printed(ticket: Ticket, proof: string): void {
    this.#log(ticket, 'a ticket was printed', { proof });
    this.#step((tx) => {
      markPrinted(tx, ticket.id, this.#deps.clock.now());
      this.#hop(tx, ticket, 'ticket_printed', `${describe(ticket)} proof ${proof}`);
    });
  }

  /** Not one byte left this machine: it is sent again as if nothing had happened. */
  notStarted(ticket: Ticket, problem: string): void {
    this.#step((tx) => {
      setTicketState(tx, ticket.id, 'queued', problem);
      releaseFromRemoved(tx);
    });
  }

  inDoubt(ticket: Ticket, why: string): void {
    this.#step((tx) => {
      this.#doubt(tx, ticket, why);
      releaseFromRemoved(tx);
    });
  }

  blocked(ticket: Ticket, problem: string): void {
    if (ticket.state === 'blocked' && ticket.problem === problem) return;
    this.#step((tx) => {
      const current = findTicket(tx, ticket.id);
      if (current && isWaiting(current.state)) setTicketState(tx, ticket.id, 'blocked', problem);
    });
  }

  failed(ticket: Ticket, problem: string): void {
    this.#step((tx) => setTicketState(tx, ticket.id, 'failed', problem));
  }

  /** Keeps what a printer was seen to answer: the next start judges its silence by it. */
  learned(printerId: string, knowledge: PrinterKnowledge): void {
    const { db } = this.#deps;
    if (JSON.stringify(findKnowledge(db, printerId)) === JSON.stringify(knowledge)) return;
    transact(db, (tx) => saveKnowledge(tx, printerId, knowledge));
  }

  #doubt(tx: Tx, ticket: Ticket, why: string): void {
    const next = afterDoubt(ticket, readSettings(tx).reprintDoubtfulTickets);
    markDoubtful(tx, ticket.id, next.state, next.problem);
    this.#deps.logger.warn(
      { ticketId: ticket.id, orderId: ticket.orderId, why, next: next.state },
      'nobody knows whether a ticket was printed',
    );
  }

  #log(ticket: Ticket, message: string, more: object): void {
    this.#deps.logger.info({ ticketId: ticket.id, orderId: ticket.orderId, ...more }, message);
  }

  #isOrderVoid(ticket: Ticket): boolean {
    const found = ticket.orderId === null ? undefined : this.#deps.orders.find(ticket.orderId);
    return found !== undefined && isVoid(found.status);
  }

  #hop(tx: Tx, ticket: Ticket, hop: 'ticket_sent' | 'ticket_printed', detail: string): void {
    if (ticket.orderId !== null) this.#deps.orders.recordHop(tx, ticket.orderId, { hop, detail });
  }

  #step<T>(work: (tx: Tx) => T): T {
    const result = transact(this.#deps.db, work);
    this.#deps.signals.raise({ printing: true, orders: true });
    return result;
  }
}

function describe(ticket: Ticket): string {
  const copy = ticket.copy > 1 ? ` copy ${ticket.copy}` : '';
  const doubt = ticket.doubts > 0 ? ' possible duplicate' : '';
  return `${ticket.kind} ${ticketName(ticket.id)}${copy}${doubt}`;
}
