import type { TicketView } from '../../../shared/contract/branch-api.ts';
import type { Clock, EpochMs } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import type { Db, Tx } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import { listPrinterNames, listPrinters } from './printers-repo.ts';
import { isWaiting, markOf, mayBeOnPaper } from './ticket-rules.ts';
import {
  doubtWaitingTickets,
  insertTicket,
  listTicketsOfOrders,
  setDue,
  setTicketState,
  type NewTicket,
  type Ticket,
} from './tickets-repo.ts';

export interface TicketDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
}

/** What an order may ask of paper, in the order's own transaction. */
export interface Tickets {
  /**
   * Queues the order's kitchen ticket, once however often it is asked; an earlier time releases it.
   *
   * @param when.mayBeOnPaper it may have been printed by a life of this database that was lost
   */
  queueKitchen(
    tx: Tx,
    orderId: string,
    when: { readonly notBeforeMs: EpochMs; readonly mayBeOnPaper: boolean },
  ): void;
  /** Queues one more print of the kitchen ticket, numbered after those there are. */
  queueCopy(tx: Tx, orderId: string, reason: string): void;
  /**
   * Takes back the kitchen tickets that have not been sent. With `tellKitchen`, a ticket that may be on
   * paper is followed by a void ticket at the same printer.
   */
  withdraw(tx: Tx, orderId: string, tellKitchen: boolean): void;
  /** This database is an old copy: what waits may have been printed since it was made. */
  doubtWaiting(tx: Tx): void;
}

export function createTickets(deps: TicketDeps): Tickets {
  const { signals } = deps;
  return {
    queueKitchen(tx, orderId, { notBeforeMs, mayBeOnPaper: doubtful }) {
      const nowMs = deps.clock.now();
      const ticket = newTicket(deps, {
        kind: 'kitchen',
        orderId,
        doubts: doubtful ? 1 : 0,
        ...(notBeforeMs > nowMs && {
          dueAtMs: notBeforeMs,
          state: 'held' as const,
          problem: 'scheduled',
        }),
      });
      if (!insertTicket(tx, ticket)) releaseHeld(tx, orderId, ticket.dueAtMs, nowMs);
      signals.raise({ printing: true });
    },
    queueCopy(tx, orderId, reason) {
      const kitchen = kitchenTickets(tx, orderId);
      const copy = Math.max(1, ...kitchen.map((ticket) => ticket.copy)) + 1;
      insertTicket(tx, newTicket(deps, { kind: 'kitchen', orderId, copy, reason }));
      signals.raise({ printing: true });
    },
    withdraw(tx, orderId, tellKitchen) {
      const kitchen = kitchenTickets(tx, orderId);
      for (const ticket of kitchen) {
        if (isWaiting(ticket.state)) setTicketState(tx, ticket.id, 'cancelled', 'order_void');
      }
      const onPaper = kitchen.findLast(mayBeOnPaper);
      if (tellKitchen && onPaper) {
        const printerId = activePrinter(tx, onPaper.printerId);
        insertTicket(tx, newTicket(deps, { kind: 'void', orderId, printerId }));
      }
      if (kitchen.length > 0) signals.raise({ printing: true });
    },
    doubtWaiting(tx) {
      doubtWaitingTickets(tx);
      signals.raise({ printing: true, orders: true });
    },
  };
}

function kitchenTickets(db: Db, orderId: string): Ticket[] {
  return listTicketsOfOrders(db, [orderId]).filter((ticket) => ticket.kind === 'kitchen');
}

function releaseHeld(tx: Tx, orderId: string, dueAtMs: EpochMs, nowMs: EpochMs): void {
  const held = kitchenTickets(tx, orderId).find((ticket) => ticket.problem === 'scheduled');
  if (!held || held.dueAtMs <= dueAtMs) return;
  setDue(tx, held.id, dueAtMs);
  if (dueAtMs <= nowMs) setTicketState(tx, held.id, 'queued', '');
}

function activePrinter(db: Db, printerId: string | null): string | null {
  return listPrinters(db).some((printer) => printer.id === printerId) ? printerId : null;
}

export function newTicket(
  { clock, ids }: Pick<TicketDeps, 'clock' | 'ids'>,
  ticket: Pick<NewTicket, 'kind' | 'orderId'> & Partial<NewTicket>,
): NewTicket {
  return {
    id: ids('tkt'),
    printerId: null,
    state: 'queued',
    copy: 1,
    doubts: 0,
    problem: '',
    reason: '',
    dueAtMs: 0,
    createdAtMs: clock.now(),
    ...ticket,
  };
}

/** Tickets as a person follows them; one that has no printer yet shows the one it would go to. */
export function toTicketViews(db: Db, tickets: readonly Ticket[]): TicketView[] {
  if (tickets.length === 0) return [];
  const names = listPrinterNames(db);
  const kitchen = listPrinters(db)[0]?.id ?? '';
  return tickets.map((ticket) => {
    const printerId = ticket.printerId ?? kitchen;
    return {
      id: ticket.id,
      kind: ticket.kind,
      orderId: ticket.orderId,
      printerId,
      printerName: names.get(printerId) ?? '',
      state: ticket.state,
      mark: markOf(ticket),
      attempt: ticket.attempt,
      problem: ticket.problem,
      createdAtMs: ticket.createdAtMs,
      printedAtMs: ticket.printedAtMs,
    };
  });
}

export function ticketsByOrder(db: Db, orderIds: readonly string[]): Map<string, TicketView[]> {
  const views = toTicketViews(db, listTicketsOfOrders(db, orderIds));
  return Map.groupBy(views, (view) => view.orderId ?? '');
}
