import { printerProfiles } from '../../../printer/index.ts';
import type {
  PrinterSettings,
  PrinterView,
  TicketView,
} from '../../../shared/contract/branch-api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { transact, type Db } from '../database/index.ts';
import type { PrinterStates } from './printer-states.ts';
import { insertPrinter, listPrinters, removePrinter, updatePrinter } from './printers-repo.ts';
import { newTicket, toTicketViews, type TicketDeps } from './tickets.ts';
import {
  countWaitingByPrinter,
  findTicket,
  insertTicket,
  listRecentTickets,
  releaseFromRemoved,
  setTicketState,
} from './tickets-repo.ts';

export interface PrintingServiceDeps extends TicketDeps {
  readonly db: Db;
  readonly states: PrinterStates;
}

/** What people do with printers and the queue. */
export class PrintingService {
  readonly #deps: PrintingServiceDeps;

  constructor(deps: PrintingServiceDeps) {
    this.#deps = deps;
  }

  listPrinters(): PrinterView[] {
    const { db, states } = this.#deps;
    const waiting = countWaitingByPrinter(db);
    return listPrinters(db).map((printer, index) => {
      const { state, sinceMs } = states.get(printer.id);
      // What has no printer yet goes to the first one.
      const unrouted = index === 0 ? (waiting.get('') ?? 0) : 0;
      const waitingTickets = (waiting.get(printer.id) ?? 0) + unrouted;
      return { ...printer, state, stateSinceMs: sinceMs, waitingTickets };
    });
  }

  listProfiles(): { key: string; name: string }[] {
    return Object.entries(printerProfiles).map(([key, { vendor, name }]) => ({
      key,
      name: `${vendor} ${name}`,
    }));
  }

  countWaiting(): number {
    return [...countWaitingByPrinter(this.#deps.db).values()].reduce(
      (sum, count) => sum + count,
      0,
    );
  }

  /** @throws AppError `input.invalid` for an unknown model */
  addPrinter(settings: PrinterSettings): PrinterView {
    demandProfile(settings);
    const id = this.#deps.ids('prn');
    transact(this.#deps.db, (tx) => insertPrinter(tx, { ...settings, id }));
    return this.#changed(id);
  }

  /** @throws AppError `printer.not_found`, `input.invalid` */
  changePrinter(printer: PrinterSettings & { id: string }): PrinterView {
    demandProfile(printer);
    if (!transact(this.#deps.db, (tx) => updatePrinter(tx, printer))) throw notFound(printer.id);
    return this.#changed(printer.id);
  }

  /** Its waiting kitchen tickets go to the next printer. @throws AppError `printer.not_found` */
  removePrinter(id: string): void {
    const { db, clock, signals } = this.#deps;
    transact(db, (tx) => {
      if (!removePrinter(tx, id, clock.now())) throw notFound(id);
      releaseFromRemoved(tx);
    });
    signals.raise({ printing: true, orders: true, state: true });
  }

  /** @throws AppError `printer.not_found` */
  testPrinter(id: string): TicketView {
    const { db, signals } = this.#deps;
    return transact(db, (tx) => {
      if (!listPrinters(tx).some((printer) => printer.id === id)) throw notFound(id);
      const ticket = newTicket(this.#deps, { kind: 'test', orderId: null, printerId: id });
      insertTicket(tx, ticket);
      signals.raise({ printing: true });
      return this.#ticketView(ticket.id);
    });
  }

  listTickets(): TicketView[] {
    return toTicketViews(this.#deps.db, listRecentTickets(this.#deps.db));
  }

  /**
   * Takes a ticket out of the queue; one that has ended stays as it is.
   *
   * @throws AppError `ticket.not_found`; `printer.busy` while it is being sent
   */
  cancelTicket(id: string): void {
    transact(this.#deps.db, (tx) => {
      const ticket = findTicket(tx, id);
      if (!ticket) throw new AppError('ticket.not_found', `no ticket ${id}`);
      if (ticket.state === 'sending') throw new AppError('printer.busy', `${id} is being sent`);
      if (ticket.state !== 'printed') setTicketState(tx, id, 'cancelled', '');
    });
    this.#deps.signals.raise({ printing: true, orders: true });
  }

  #changed(id: string): PrinterView {
    this.#deps.signals.raise({ printing: true, state: true });
    const view = this.listPrinters().find((printer) => printer.id === id);
    if (!view) throw notFound(id);
    return view;
  }

  #ticketView(id: string): TicketView {
    const ticket = findTicket(this.#deps.db, id);
    const [view] = ticket ? toTicketViews(this.#deps.db, [ticket]) : [];
    if (!view) throw new AppError('ticket.not_found', `no ticket ${id}`);
    return view;
  }
}

function notFound(id: string): AppError {
  return new AppError('printer.not_found', `no printer ${id}`);
}

function demandProfile({ profile }: PrinterSettings): void {
  if (profile in printerProfiles) return;
  throw new AppError('input.invalid', `no printer model ${profile}`, {
    details: { fields: { profile: 'not a known model' } },
  });
}
