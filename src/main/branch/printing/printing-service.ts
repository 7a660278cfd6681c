import { printerProfiles } from '../../../printer/index.ts';
import type {
  PrinterSettings,
  PrinterView,
  PrintJobView,
} from '../../../shared/contract/printing.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { transact, type Db } from '../database/index.ts';
import type { PrinterStates } from './printer-states.ts';
import { insertPrinter, listPrinters, removePrinter, updatePrinter } from './printers-repo.ts';
import { newPrintJob, toPrintJobViews, type PrintJobDeps } from './print-jobs.ts';
import {
  countWaitingByPrinter,
  findPrintJob,
  insertPrintJob,
  listRecentPrintJobs,
  releaseFromRemoved,
  setPrintJobState,
} from './print-jobs-repo.ts';

export interface PrintingServiceDeps extends PrintJobDeps {
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
      const waitingJobs = (waiting.get(printer.id) ?? 0) + unrouted;
      return { ...printer, state, stateSinceMs: sinceMs, waitingJobs };
    });
  }

  listProfiles(): { key: string; name: string; widthDots: number }[] {
    return Object.entries(printerProfiles).map(([key, { vendor, name, widthDots }]) => ({
      key,
      name: `${vendor} ${name}`,
      widthDots,
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
  testPrinter(id: string): PrintJobView {
    const { db, signals } = this.#deps;
    return transact(db, (tx) => {
      if (!listPrinters(tx).some((printer) => printer.id === id)) throw notFound(id);
      const job = newPrintJob(this.#deps, { kind: 'test', orderId: null, printerId: id });
      insertPrintJob(tx, job);
      signals.raise({ printing: true });
      return this.#view(job.id);
    });
  }

  listPrintJobs(): PrintJobView[] {
    return toPrintJobViews(this.#deps.db, listRecentPrintJobs(this.#deps.db));
  }

  /**
   * Takes a print job out of the queue; one that has ended stays as it is.
   *
   * @throws AppError `print_job.not_found`; `printer.busy` while it is being sent
   */
  cancelPrintJob(id: string): void {
    transact(this.#deps.db, (tx) => {
      const job = findPrintJob(tx, id);
      if (!job) throw new AppError('print_job.not_found', `no print job ${id}`);
      if (job.state === 'sending') throw new AppError('printer.busy', `${id} is being sent`);
      if (job.state !== 'printed') setPrintJobState(tx, id, 'cancelled', '');
    });
    this.#deps.signals.raise({ printing: true, orders: true });
  }

  #changed(id: string): PrinterView {
    this.#deps.signals.raise({ printing: true, state: true });
    const view = this.listPrinters().find((printer) => printer.id === id);
    if (!view) throw notFound(id);
    return view;
  }

  #view(id: string): PrintJobView {
    const job = findPrintJob(this.#deps.db, id);
    const [view] = job ? toPrintJobViews(this.#deps.db, [job]) : [];
    if (!view) throw new AppError('print_job.not_found', `no print job ${id}`);
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
