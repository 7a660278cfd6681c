import type { Order } from '../../../shared/contract/order.ts';
import { printerOfDrawer, type PrintJobView } from '../../../shared/contract/printing.ts';
import type { Db, Tx } from '../database/index.ts';
import { createCheckPapers, type CheckPapers } from './check-papers.ts';
import { newPrintJob } from './new-print-job.ts';
import { ableStations, fallbackStation, placeOf, printerOfTill, readPlaces } from './places.ts';
import type { PrintJobDeps } from './print-jobs.ts';
import {
  insertPrintJob,
  listPrintJobsOfOrders,
  setPrintJobState,
  type PrintJob,
} from './print-jobs-repo.ts';
import { isWaiting, mayBeOnPaper } from './print-rules.ts';
import { printJobView } from './printing-service.ts';
import type { ReportFacts } from './report-facts.ts';
import { stationOnDemand } from './route-order.ts';
import type { CounterReceipt } from './stored-facts.ts';

/** A paper that a till asks for. */
export interface TillPrint {
  /** The till's. */
  readonly drawerId: string;
  readonly copy: number;
  readonly reason: string;
}

/** The papers of selling at the counter, queued in the sale's own transaction. */
export interface CounterPapers extends CheckPapers {
  /**
   * At the till's own printer where its drawer has one, else where receipts print.
   *
   * @param print.copy 1 for the first paper; others say which copy they are, and why somebody wanted it
   */
  receipt(tx: Tx, receipt: CounterReceipt, print: TillPrint): void;
  /** The report of a shift: at the till's own printer likewise, else where reports print. */
  report(tx: Tx, report: ReportFacts, print: TillPrint): PrintJobView;
  /** Opens the till's drawer. One that no printer opens is opened by hand, and the till sells all the same. */
  openDrawer(tx: Tx, drawerId: string, reason: string): void;
  /**
   * Tells each station that may have a line on paper not to cook it; a ticket that holds nothing else any more and
   * has not been printed is taken back.
   *
   * @param order with the line marked as voided
   * @param places where the line stands in the order, and where the kitchen's ticket has it
   */
  voidLine(tx: Tx, order: Order, places: { readonly now: number; readonly onTicket: number }): void;
}

export function createCounterPapers(deps: PrintJobDeps): CounterPapers {
  const { signals } = deps;
  return {
    receipt(tx, receipt, { drawerId, copy, reason }) {
      const facts = { kind: 'receipt', ...receipt } as const;
      const places = readPlaces(tx);
      const stationId = stationOnDemand(receipt.order, 'receipt', places);
      const printerId = printerOfTill(places, drawerId);
      const print = { stationId, printerId, facts, copy, reason };
      const job = newPrintJob(tx, deps, { kind: 'receipt', ...print });
      insertPrintJob(tx, job);
      signals.raise({ printing: true });
    },
    ...createCheckPapers(deps),
    report(tx, report, { drawerId, copy, reason }) {
      const places = readPlaces(tx);
      const stationId = fallbackStation(ableStations(places, 'report'))?.id ?? null;
      const printerId = printerOfTill(places, drawerId);
      const facts = { kind: 'report', report } as const;
      const print = { stationId, printerId, facts, copy, reason };
      const job = newPrintJob(tx, deps, { kind: 'report', ...print });
      insertPrintJob(tx, job);
      signals.raise({ printing: true });
      return printJobView(tx, job.id);
    },
    openDrawer(tx, drawerId, reason) {
      const printer = printerOfDrawer(readPlaces(tx).printers, drawerId);
      if (!printer) return;
      insertPrintJob(tx, newPrintJob(tx, deps, { kind: 'drawer', printerId: printer.id, reason }));
      signals.raise({ printing: true });
    },
    voidLine(tx, order, { now, onTicket }) {
      const tickets = ticketsWith(tx, order.id, onTicket);
      for (const ticket of tickets) {
        if (isWaiting(ticket.state) && !hasLiveLine(ticket, order)) {
          setPrintJobState(tx, ticket.id, 'cancelled', 'order_void');
        }
      }
      const places = readPlaces(tx);
      for (const [stationId, mine] of Map.groupBy(tickets, (ticket) => ticket.stationId)) {
        const last = mine.findLast(mayBeOnPaper);
        if (!last) continue;
        const isThere = placeOf({ ...last, kind: 'void' }, places) === last.printerId;
        const printerId = isThere ? last.printerId : null;
        const told = {
          kind: 'void',
          orderId: order.id,
          stationId,
          printerId,
          lines: [now],
        } as const;
        insertPrintJob(tx, newPrintJob(tx, deps, told));
      }
      signals.raise({ printing: true, orders: true, orderIds: [order.id] });
    },
  };
}

function ticketsWith(db: Db, orderId: string, place: number): PrintJob[] {
  return listPrintJobsOfOrders(db, [orderId]).filter(
    ({ kind, lines }) => kind === 'kitchen' && (lines?.includes(place) ?? true),
  );
}

function hasLiveLine({ lines }: PrintJob, order: Order): boolean {
  return order.lines.some((line, at) => !line.voided && (lines?.includes(at) ?? true));
}
