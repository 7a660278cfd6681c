import { printerProfiles } from '../../../printer/index.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type {
  PrinterSettings,
  PrinterView,
  PrintJobView,
} from '../../../shared/contract/printing.ts';
import { transact, type Db } from '../database/index.ts';
import { newPrintJob } from './new-print-job.ts';
import { placeOf, readPlaces } from './places.ts';
import { toPrintJobViews } from './print-job-views.ts';
import type { PrintJobDeps } from './print-jobs.ts';
import {
  findPrintJob,
  insertPrintJob,
  listWaitingJobs,
  releaseFromRemoved,
} from './print-jobs-repo.ts';
import type { PrinterStates } from './printer-states.ts';
import { insertPrinter, listPrinters, removePrinter, updatePrinter } from './printers-repo.ts';
import { listStations, updateStation } from './stations-repo.ts';

export interface PrintingServiceDeps extends PrintJobDeps {
  readonly db: Db;
  readonly states: PrinterStates;
}

/** What people do with printers. */
export class PrintingService {
  readonly #deps: PrintingServiceDeps;

  constructor(deps: PrintingServiceDeps) {
    this.#deps = deps;
  }

  listPrinters(): PrinterView[] {
    const { db, states } = this.#deps;
    const places = readPlaces(db);
    const waiting = Map.groupBy(listWaitingJobs(db), (job) => placeOf(job, places));
    return places.printers.map((printer) => {
      const { state, sinceMs } = states.get(printer.id);
      const waitingJobs = waiting.get(printer.id)?.length ?? 0;
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
    const backups = printer.backups.filter((id) => id !== printer.id);
    const changed = { ...printer, backups };
    if (!transact(this.#deps.db, (tx) => updatePrinter(tx, changed))) throw notFound(printer.id);
    return this.#changed(printer.id);
  }

  /** What waits for it finds another; its stations print nothing until they get one. @throws AppError `printer.not_found` */
  removePrinter(id: string): void {
    const { db, clock, signals } = this.#deps;
    transact(db, (tx) => {
      if (!removePrinter(tx, id, clock.now())) throw notFound(id);
      for (const station of listStations(tx)) {
        if (station.printerId === id) updateStation(tx, { ...station, printerId: null });
      }
      for (const printer of listPrinters(tx)) {
        const backups = printer.backups.filter((backup) => backup !== id);
        if (backups.length < printer.backups.length) updatePrinter(tx, { ...printer, backups });
      }
      releaseFromRemoved(tx);
    });
    signals.raise({ printing: true, orders: true, state: true });
  }

  /** @throws AppError `printer.not_found` */
  testPrinter(id: string): PrintJobView {
    const { db, signals } = this.#deps;
    return transact(db, (tx) => {
      if (!listPrinters(tx).some((printer) => printer.id === id)) throw notFound(id);
      const job = newPrintJob(tx, this.#deps, { kind: 'test', printerId: id });
      insertPrintJob(tx, job);
      signals.raise({ printing: true });
      return printJobView(tx, job.id);
    });
  }

  #changed(id: string): PrinterView {
    this.#deps.signals.raise({ printing: true, state: true });
    const view = this.listPrinters().find((printer) => printer.id === id);
    if (!view) throw notFound(id);
    return view;
  }
}

/** @throws AppError `print_job.not_found` */
export function printJobView(db: Db, id: string): PrintJobView {
  const job = findPrintJob(db, id);
  const [view] = job ? toPrintJobViews(db, [job]) : [];
  if (!view) throw new AppError('print_job.not_found', `no print job ${id}`);
  return view;
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
