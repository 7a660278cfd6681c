import {
  printerProfiles,
  renderDocument,
  type Fonts,
  type PrinterKnowledge,
  type PrinterProfile,
  type PrinterSession,
} from '../../../printer/index.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields } from '../../../shared/kit/logger.ts';
import { transact } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Changes } from '../signals.ts';
import type { PrinterStates } from './printer-states.ts';
import { PrinterWorker } from './printer-worker.ts';
import { findKnowledge, listPrinters, type PrinterRow } from './printers-repo.ts';
import { sampleTicket } from './job-paper.ts';
import { PrintJobSteps, type PrintJobStepDeps } from './print-job-steps.ts';
import { findNextDue, holdForPrinter } from './print-jobs-repo.ts';

export interface PrintQueueDeps extends PrintJobStepDeps {
  readonly states: PrinterStates;
  openPrinter(
    printer: PrinterRow,
    profile: PrinterProfile,
    knowledge: PrinterKnowledge | undefined,
  ): PrinterSession;
  /** Loaded once, when first asked for. */
  fonts(): Promise<Fonts>;
  timeZone(): string;
}

export function profileOf(printer: Pick<PrinterRow, 'profile'>): PrinterProfile {
  return printerProfiles[printer.profile] ?? printerProfiles['generic-80mm'];
}

/** Brings every due job to its printer, whatever stopped it before. */
export class PrintQueue implements Part {
  readonly name = 'print queue';
  readonly #deps: PrintQueueDeps;
  readonly #steps: PrintJobSteps;
  readonly #workers = new Map<string, PrinterWorker>();
  #listed = '';
  #following: Promise<void> = Promise.resolve();
  #warming: Promise<void> = Promise.resolve();
  #stopListening: () => void = () => undefined;
  #cancelDue: () => void = () => undefined;

  constructor(deps: PrintQueueDeps) {
    this.#deps = deps;
    this.#steps = new PrintJobSteps(deps);
  }

  async start(): Promise<void> {
    this.#steps.recover();
    this.#stopListening = this.#deps.signals.subscribe((changes) => this.#heed(changes));
    this.#look();
    this.#warming = this.#warm();
  }

  async stop(): Promise<void> {
    this.#stopListening();
    this.#cancelDue();
    await this.#following;
    await this.#warming;
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()));
    this.#workers.clear();
    this.#listed = '';
  }

  /** Draws a print job for nobody, so that the first real one does not wait for fonts and letters. */
  async #warm(): Promise<void> {
    try {
      const fonts = await this.#deps.fonts();
      const profile = printerProfiles['generic-80mm'];
      renderDocument(sampleTicket(profile, this.#deps.timeZone()), profile, fonts);
    } catch (error) {
      this.#deps.logger.warn(errorFields(error), 'the fonts could not be loaded');
    }
  }

  #heed(changes: Changes): void {
    if (changes.printing || changes.settings) this.#look();
  }

  #look(): void {
    const { db, clock, signals } = this.#deps;
    const printers = listPrinters(db);
    const listed = JSON.stringify(printers);
    if (listed !== this.#listed || printers.length === 0) this.#releaseOrHold(printers.length > 0);
    if (listed !== this.#listed) {
      this.#listed = listed;
      this.#following = this.#following
        .then(() => this.#follow(printers))
        .catch((error: unknown) => {
          this.#deps.logger.error(errorFields(error), 'the printers could not be taken over');
        });
    }
    for (const worker of this.#workers.values()) worker.wake();
    this.#cancelDue();
    const dueAtMs = findNextDue(db, clock.now());
    if (dueAtMs !== undefined) {
      // A raised signal and not a call: what fails there is caught and logged.
      this.#cancelDue = clock.after(dueAtMs - clock.now(), () => signals.raise({ printing: true }));
    }
  }

  #releaseOrHold(hasPrinter: boolean): void {
    const { db, clock, signals } = this.#deps;
    const changed = transact(db, (tx) => holdForPrinter(tx, hasPrinter, clock.now()));
    if (changed > 0) signals.raise({ printing: true, orders: true });
  }

  /** One worker per printer; a changed printer gets a new one after its old one has let go. */
  async #follow(printers: readonly PrinterRow[]): Promise<void> {
    for (const [id, worker] of this.#workers) {
      const wanted = printers.find((printer) => printer.id === id);
      if (wanted && JSON.stringify(wanted) === JSON.stringify(worker.printer)) continue;
      this.#workers.delete(id);
      await worker.stop();
      this.#deps.states.forget(id);
    }
    for (const printer of printers) {
      if (this.#workers.has(printer.id)) continue;
      const worker = this.#createWorker(printer);
      this.#workers.set(printer.id, worker);
      worker.start();
    }
  }

  #createWorker(printer: PrinterRow): PrinterWorker {
    const { db, orders } = this.#deps;
    const profile = profileOf(printer);
    return new PrinterWorker(printer, {
      ...this.#deps,
      steps: this.#steps,
      profile,
      session: this.#deps.openPrinter(printer, profile, findKnowledge(db, printer.id)),
      context: () => ({ orders, settings: readSettings(db), timeZone: this.#deps.timeZone() }),
    });
  }
}
