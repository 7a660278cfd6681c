import {
  printerProfiles,
  renderDocument,
  watchUsb,
  withOverrides,
  type Fonts,
  type PrinterProfile,
} from '../../../printer/index.ts';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields } from '../../../shared/kit/logger.ts';
import { transact } from '../database/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Changes } from '../signals.ts';
import type { PrinterHardware } from './hardware.ts';
import { sampleTestPage, type PaperContext } from './job-paper.ts';
import { PrintJobSteps, type PrintJobStepDeps } from './print-job-steps.ts';
import { findNextMoment, holdForPrinter, type PrintJob } from './print-jobs-repo.ts';
import { PrinterWorker, type PrinterWorkerDeps } from './printer-worker.ts';
import { findKnowledge, listPrinterNames, listPrinters, type PrinterRow } from './printers-repo.ts';
import { listAllStations } from './stations-repo.ts';

export interface PrintQueueDeps extends PrintJobStepDeps {
  readonly hardware: Pick<PrinterHardware, 'openPrinter'>;
  /** Loaded once, when first asked for. */
  fonts(): Promise<Fonts>;
  readonly looks: PaperContext['looks'];
  branch(): PaperContext['branch'];
}

/** The longest sleep until the next job is due or too old, because the clock may be set meanwhile. */
const longestSleepMs = minuteMs;

/** The model's profile as this printer is set up; one that this version does not know is as plain as they come. */
export function profileOf({
  profile,
  widthDots,
  text,
}: Pick<PrinterRow, 'profile' | 'widthDots' | 'text'>): PrinterProfile {
  return withOverrides(printerProfiles[profile] ?? printerProfiles['generic-80mm'], {
    ...(widthDots !== null && { widthDots }),
    ...(text === 'raster' && { text }),
  });
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
  #unwatchUsb: (() => void) | undefined;

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
    this.#watchUsb(false);
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
      renderDocument(sampleTestPage(profile, this.#deps.branch().timeZone), profile, fonts);
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
    this.#steps.expire();
    for (const worker of this.#workers.values()) worker.wake();
    this.#cancelDue();
    const nowMs = clock.now();
    const nextAtMs = findNextMoment(db, nowMs);
    if (nextAtMs !== undefined) {
      const waitMs = Math.min(nextAtMs - nowMs, longestSleepMs);
      // A raised signal and not a call: what fails there is caught and logged.
      this.#cancelDue = clock.after(waitMs, () => signals.raise({ printing: true }));
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
    this.#watchUsb(printers.some(({ connection }) => connection.kind === 'usb'));
  }

  /** A printer that was plugged in again need not wait for its next try. */
  #watchUsb(isNeeded: boolean): void {
    if (isNeeded === (this.#unwatchUsb !== undefined)) return;
    this.#unwatchUsb?.();
    this.#unwatchUsb = isNeeded
      ? watchUsb({ clock: this.#deps.clock, onConnect: () => this.#hurry() })
      : undefined;
  }

  #hurry(): void {
    for (const worker of this.#workers.values()) {
      if (worker.printer.connection.kind === 'usb') worker.hurry();
    }
  }

  #createWorker(printer: PrinterRow): PrinterWorker {
    const { db } = this.#deps;
    const profile = profileOf(printer);
    return new PrinterWorker(printer, {
      ...this.#deps,
      steps: this.#steps,
      profile,
      session: this.#deps.hardware.openPrinter(
        printer.connection,
        profile,
        findKnowledge(db, printer.id),
      ),
      context: (job) => this.#contextOf(job),
      backupAfterMs: () => readSettings(db).backupAfterSeconds * secondMs,
    });
  }

  #contextOf({ stationId, movedFrom }: PrintJob): ReturnType<PrinterWorkerDeps['context']> {
    const { db, orders, looks } = this.#deps;
    return {
      orders,
      looks,
      settings: readSettings(db),
      branch: this.#deps.branch(),
      station: listAllStations(db).get(stationId ?? ''),
      backupFrom: listPrinterNames(db).get(movedFrom ?? '') ?? '',
    };
  }
}
