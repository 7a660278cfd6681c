import { AppError } from '../../../shared/contract/errors.ts';
import {
  printerOfDrawer,
  printJobName,
  type PrintJobOffer,
  type PrintJobView,
} from '../../../shared/contract/printing.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Changes } from '../signals.ts';
import { dayReport, startOfDayMs } from './day-report.ts';
import { newPrintJob } from './new-print-job.ts';
import { queueOrderPaper, type OrderPaperRequest } from './order-papers.ts';
import { ableStations, fallbackStation, placeOf, readPlaces } from './places.ts';
import { toPrintJobViews } from './print-job-views.ts';
import type { PrintJobDeps } from './print-jobs.ts';
import {
  countPrintJobsOfFacts,
  findPrintJob,
  insertPrintJob,
  listPrintJobsOfOrders,
  listRecentPrintJobs,
  listWaitingJobs,
  markPrinted,
  requeue,
  setPrinter,
  setPrintJobState,
  type NewPrintJob,
  type PrintJob,
  type WaitingJob,
} from './print-jobs-repo.ts';
import { documentOf, expiryOf, isWaiting } from './print-rules.ts';
import type { PrintedOrders } from './printed-orders.ts';
import { printJobView } from './printing-service.ts';

export interface PrintDeskDeps extends PrintJobDeps {
  readonly db: Db;
  readonly orders: PrintedOrders;
  branch(): { readonly currency: string; readonly timeZone: string };
}

/** What people do with print jobs: each method one use case and one transaction. */
export class PrintDesk {
  readonly #deps: PrintDeskDeps;

  constructor(deps: PrintDeskDeps) {
    this.#deps = deps;
  }

  listPrintJobs(): PrintJobView[] {
    return toPrintJobViews(this.#deps.db, listRecentPrintJobs(this.#deps.db));
  }

  countWaiting(): number {
    return listWaitingJobs(this.#deps.db).length;
  }

  /** @throws AppError `print_job.not_found`, `print_job.not_offered`, `printer.busy` while it is being sent */
  cancel(id: string): void {
    this.#act(id, 'cancel', (tx) => setPrintJobState(tx, id, 'cancelled', ''));
  }

  /** @throws AppError as `cancel` */
  retry(id: string): PrintJobView {
    return this.#act(id, 'retry', (tx, job) => this.#again(tx, job));
  }

  /** A person looked. What is not on paper prints again, marked. @throws AppError as `cancel` */
  answer(id: string, isOnPaper: boolean): PrintJobView {
    return this.#act(id, 'answer', (tx, job) => {
      if (!isOnPaper) {
        this.#again(tx, job);
        return;
      }
      markPrinted(tx, id, { atMs: this.#deps.clock.now(), proof: 'person' });
      if (job.orderId === null) return;
      const hop = { hop: 'ticket_printed', detail: printJobName(id) } as const;
      this.#deps.orders.recordHop(tx, job.orderId, hop);
    });
  }

  /** @throws AppError as `cancel`; `printer.not_found` */
  move(id: string, printerId: string): PrintJobView {
    return this.#act(id, 'move', (tx, job) => {
      moveTo(tx, job, printerId);
      if (!isWaiting(job.state)) this.#again(tx, job);
    });
  }

  /** Everything that waits for a printer goes to another. @throws AppError `printer.not_found` */
  divert(fromId: string, toId: string): number {
    const { db, signals } = this.#deps;
    return transact(db, (tx) => {
      const places = readPlaces(tx);
      demandPrinter(tx, fromId);
      const jobs = listWaitingJobs(tx).filter(
        (job) => documentOf(job.kind) !== null && placeOf(job, places) === fromId,
      );
      for (const job of jobs) moveTo(tx, job, toId);
      signals.raise({ printing: true, orders: true, state: true });
      return jobs.length;
    });
  }

  /** @throws AppError as `cancel` */
  reprint(id: string, reason: string): PrintJobView {
    let copyId = id;
    this.#act(id, 'reprint', (tx, job) => {
      const { kind, orderId, stationId, lines, facts } = job;
      const copy = nextCopy(tx, job);
      copyId = this.#insert(tx, { kind, orderId, stationId, lines, facts, copy, reason });
    });
    return printJobView(this.#deps.db, copyId);
  }

  /** @throws AppError `order.not_found` */
  printOrderPaper(request: OrderPaperRequest): PrintJobView {
    return transact(this.#deps.db, (tx) =>
      printJobView(tx, queueOrderPaper(this.#deps, tx, request)),
    );
  }

  printDayReport(): PrintJobView {
    const { db, clock, orders } = this.#deps;
    const { currency, timeZone } = this.#deps.branch();
    const toMs = clock.now();
    const fromMs = startOfDayMs(toMs, timeZone);
    const report = dayReport(orders.listSince(fromMs), { fromMs, toMs, currency });
    return transact(db, (tx) => {
      const station = fallbackStation(ableStations(readPlaces(tx), 'report'));
      const facts = { kind: 'report', report } as const;
      const id = this.#insert(tx, { kind: 'report', stationId: station?.id ?? null, facts });
      return printJobView(tx, id);
    });
  }

  /** @throws AppError `printer.no_drawer` when no printer opens this one */
  openDrawer(drawerId: string, reason: string): PrintJobView {
    return transact(this.#deps.db, (tx) => {
      const printer = printerOfDrawer(readPlaces(tx).printers, drawerId);
      if (!printer) throw new AppError('printer.no_drawer', `no printer opens drawer ${drawerId}`);
      return printJobView(tx, this.#insert(tx, { kind: 'drawer', printerId: printer.id, reason }));
    });
  }

  /** Back into the line, with new patience; doubts stay, and so does what is late. */
  #again(tx: Tx, { id, kind }: PrintJob): void {
    requeue(tx, id, expiryOf(kind, this.#deps.clock.now(), readSettings(tx)));
  }

  #insert(tx: Tx, job: Pick<NewPrintJob, 'kind'> & Partial<NewPrintJob>): string {
    const row = newPrintJob(tx, this.#deps, job);
    insertPrintJob(tx, row);
    this.#deps.signals.raise(touched(row.orderId));
    return row.id;
  }

  #act(id: string, offer: PrintJobOffer, work: (tx: Tx, job: PrintJob) => void): PrintJobView {
    return transact(this.#deps.db, (tx) => {
      const job = findPrintJob(tx, id);
      const view = printJobView(tx, id);
      if (view.state === 'sending') throw new AppError('printer.busy', `${id} is being sent`);
      if (!job || !view.offers.includes(offer)) {
        throw new AppError('print_job.not_offered', `no ${offer} of ${id}: it is ${view.state}`);
      }
      work(tx, job);
      this.#deps.signals.raise({ ...touched(job.orderId), state: true });
      return printJobView(tx, id);
    });
  }
}

/** Paper of no order changes none. */
function touched(orderId: string | null): Partial<Changes> {
  return { printing: true, orders: orderId !== null, orderIds: orderId === null ? [] : [orderId] };
}

function moveTo(tx: Tx, job: WaitingJob, printerId: string): void {
  demandPrinter(tx, printerId);
  const homeId = job.movedFrom ?? placeOf(job, readPlaces(tx));
  setPrinter(tx, job.id, { printerId, movedFrom: homeId === printerId ? null : homeId });
}

function demandPrinter(tx: Tx, printerId: string): void {
  if (readPlaces(tx).printers.some(({ id }) => id === printerId)) return;
  throw new AppError('printer.not_found', `no printer ${printerId}`);
}

function nextCopy(tx: Tx, job: PrintJob): number {
  if (job.orderId === null) return countPrintJobsOfFacts(tx, job) + 1;
  const same = listPrintJobsOfOrders(tx, [job.orderId]).filter(
    ({ kind, stationId }) => kind === job.kind && stationId === job.stationId,
  );
  return Math.max(...same.map(({ copy }) => copy)) + 1;
}
