import {
  canPrint,
  PrinterError,
  renderDocument,
  type DrawerOutcome,
  type Fonts,
  type PrinterProfile,
  type PrinterSession,
  type PrintOutcome,
} from '../../../printer/index.ts';
import { secondMs, sleep, type Clock } from '../../../shared/kit/clock.ts';
import { missingCase } from '../../../shared/kit/missing-case.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Db } from '../database/index.ts';
import type { PrinterState, PrinterStates } from './printer-states.ts';
import type { PrinterRow } from './printers-repo.ts';
import { paperOfJob, type PaperContext } from './job-paper.ts';
import { placeOf, readPlaces } from './places.ts';
import type { PrintJobSteps } from './print-job-steps.ts';
import { findNextPrintJob, type PrintJob, type WaitingJob } from './print-jobs-repo.ts';

export interface PrinterWorkerDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly states: PrinterStates;
  readonly steps: PrintJobSteps;
  readonly session: PrinterSession;
  readonly profile: PrinterProfile;
  fonts(): Promise<Fonts>;
  /** What the job's paper is made from, at this moment. */
  context(job: PrintJob): Omit<PaperContext, 'nowMs' | 'printerName' | 'buzzer' | 'profile'>;
  backupAfterMs(): number;
}

/** How often a printer with nothing to do is asked how it is. */
const idlePollMs = 10 * secondMs;
/** Waits between tries while it cannot print; the last one repeats. */
const retryWaitsMs = [500, 1_000, 2_000, 4_000] as const;
/** A job that takes longer hangs; a whole roll of raster at 9600 baud would take less. */
const jobTimeoutMs = 120 * secondMs;
/** The most that one picture command can still be waiting for. */
const longestPictureBytes = 4_096;
/** At the end of the program a job in flight gets this long to finish. */
const lastJobMs = 8 * secondMs;

/** One printer's own loop: its troubles hold up no other printer. One job in flight. */
export class PrinterWorker {
  readonly printer: PrinterRow;
  readonly #deps: PrinterWorkerDeps;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** Work may have come since the last look, perhaps while the printer was being asked how it is. */
  #isWoken = false;
  #rouse: () => void = () => undefined;
  #endPause: () => void = () => undefined;
  #stopListening: () => void = () => undefined;
  #failures = 0;
  /** Whether the last job is known to have ended whole. */
  #isInStep = false;
  #polledAtMs = Number.NEGATIVE_INFINITY;
  /** Since when it has not been able to print, in running time. */
  #stuckSinceMs: number | undefined;

  constructor(printer: PrinterRow, deps: PrinterWorkerDeps) {
    this.printer = printer;
    this.#deps = deps;
  }

  start(): void {
    this.#stopListening = this.#deps.session.onChange((state) => {
      this.#tell(state);
      this.hurry();
    });
    this.#running = this.#run();
  }

  /** Looks for work at once, unless it is waiting for a printer that cannot print. */
  wake(): void {
    this.#isWoken = true;
    this.#rouse();
  }

  /** Something about the printer has changed: tries at once, however long it meant to wait. */
  hurry(): void {
    this.#endPause();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stopListening();
    this.#stopping.abort();
    await this.#running;
    await this.#deps.session.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#isWoken = false;
      const turn = await this.#turn().catch((error: unknown) => {
        this.#deps.logger.error(
          { printerId: this.printer.id, ...errorFields(error) },
          'a print job stopped',
        );
        return 'retry' as const;
      });
      if (turn === 'idle') await this.#idle();
      else if (turn === 'retry') await this.#pause();
      else this.#failures = 0;
    }
  }

  async #turn(): Promise<'done' | 'idle' | 'retry'> {
    const { db, clock, steps } = this.#deps;
    const places = readPlaces(db);
    const isMine = (job: WaitingJob) => placeOf(job, places) === this.printer.id;
    const job = findNextPrintJob(db, clock.now(), isMine);
    if (!job && clock.monotonicMs() - this.#polledAtMs < idlePollMs) return 'idle';
    const state = await this.#preflight();
    if (!job) return 'idle';
    if (!isFitFor(job, state, this.#deps.profile)) {
      steps.blocked(job, state);
      if (this.#untilBackupMs() === 0) steps.handOver(this.printer);
      return 'retry';
    }
    if (job.kind === 'drawer') return this.#openDrawer(job);
    const bytes = await this.#render(job);
    if (!bytes || this.#stopping.signal.aborted) return 'done';
    return steps.beginSending(job.id, this.printer) ? this.#send(job, bytes) : 'done';
  }

  async #send(job: PrintJob, bytes: Uint8Array): Promise<'done' | 'retry'> {
    const { session, clock } = this.#deps;
    const timeout = new AbortController();
    const cancelTimeout = clock.after(jobTimeoutMs, () => timeout.abort());
    const hurry = () => clock.after(lastJobMs, () => timeout.abort());
    this.#stopping.signal.addEventListener('abort', hurry, { once: true });
    const outcome = await session
      .print(this.#resynchronised(bytes), {
        signal: timeout.signal,
        onWaiting: (state) => this.#tell(state),
      })
      .catch((error: unknown) => this.#unexpected(job, error));
    this.#stopping.signal.removeEventListener('abort', hurry);
    cancelTimeout();
    return this.#record(job, () => this.#settle(job, outcome));
  }

  /** Until it is stored, the job stands as being sent: a restart then prints it as a possible duplicate. */
  async #record(job: PrintJob, settle: () => 'done' | 'retry'): Promise<'done' | 'retry'> {
    for (;;) {
      try {
        return settle();
      } catch (error) {
        this.#deps.logger.error(
          { jobId: job.id, ...errorFields(error) },
          'cannot store how a print job ended',
        );
        if (this.#stopping.signal.aborted) throw error;
        await this.#pause();
      }
    }
  }

  #settle(job: PrintJob, outcome: PrintOutcome): 'done' | 'retry' {
    const { steps } = this.#deps;
    this.#isInStep = outcome.kind === 'printed';
    steps.learned(this.printer.id, this.#deps.session.knowledge());
    switch (outcome.kind) {
      case 'printed':
        steps.printed(job, outcome.proof);
        return 'done';
      case 'not_started':
        steps.notStarted(job, 'unreachable');
        return 'retry';
      case 'unknown':
        steps.inDoubt(job, outcome.reason);
        return 'retry';
      default:
        return missingCase(outcome);
    }
  }

  /** One pulse and never a second one unasked. */
  async #openDrawer(job: PrintJob): Promise<'done' | 'retry'> {
    const { session, steps } = this.#deps;
    const { drawer } = this.printer;
    if (drawer === 'none') {
      steps.failed(job, 'no_drawer');
      return 'done';
    }
    if (!steps.beginSending(job.id, this.printer)) return 'done';
    const pin = drawer === 'pin5' ? 5 : 2;
    const outcome = await session
      .openDrawer({ pin, signal: this.#stopping.signal })
      .catch((error: unknown): DrawerOutcome => {
        this.#deps.logger.error({ jobId: job.id, ...errorFields(error) }, 'a drawer broke off');
        return { kind: 'unknown', reason: 'no_answer' };
      });
    return this.#record(job, () => this.#settleDrawer(job, outcome));
  }

  #settleDrawer(job: PrintJob, outcome: DrawerOutcome): 'done' | 'retry' {
    const { steps } = this.#deps;
    steps.learned(this.printer.id, this.#deps.session.knowledge());
    switch (outcome.kind) {
      case 'opened':
        steps.printed(job, 'status');
        return 'done';
      case 'pulsed':
        if (outcome.drawer === 'shut') steps.failed(job, 'drawer_shut');
        else steps.printed(job, 'none');
        return 'done';
      case 'not_started':
        steps.notStarted(job, 'unreachable');
        return 'retry';
      case 'unknown':
        steps.inDoubt(job, outcome.reason);
        return 'done';
      default:
        return missingCase(outcome);
    }
  }

  async #preflight(): Promise<PrinterState> {
    const { session, clock } = this.#deps;
    const state = await session.preflight(this.#stopping.signal).catch((error: unknown) => {
      if (error instanceof PrinterError) return 'unreachable' as const;
      throw error;
    });
    this.#polledAtMs = clock.monotonicMs();
    if (state !== 'unreachable' && canPrint(state)) this.#stuckSinceMs = undefined;
    else this.#stuckSinceMs ??= clock.monotonicMs();
    this.#tell(state);
    return state;
  }

  /**
   * A job that broke off, in this run or before it, may have left the printer inside a picture that swallows
   * the next job's beginning, its mark included. Blank bytes end the picture and are nothing otherwise. The
   * session itself sees to units that answer in order.
   */
  #resynchronised(bytes: Uint8Array): Uint8Array {
    const { ordered, fence } = this.#deps.session.knowledge();
    if (this.#isInStep || ordered === 'yes' || fence === 'yes') return bytes;
    const padded = new Uint8Array(longestPictureBytes + bytes.length);
    padded.set(bytes, longestPictureBytes);
    return padded;
  }

  #tell(state: PrinterState): void {
    if (!this.#stopping.signal.aborted) this.#deps.states.set(this.printer.id, state);
  }

  #unexpected(job: PrintJob, error: unknown): PrintOutcome {
    this.#deps.logger.error({ jobId: job.id, ...errorFields(error) }, 'printing broke off');
    return { kind: 'unknown', acceptedBytes: 0, reason: 'error' };
  }

  /** Undefined when the job cannot be drawn: it then waits for a person and holds up nobody. */
  async #render(job: PrintJob): Promise<Uint8Array | undefined> {
    const { clock, logger, steps, profile } = this.#deps;
    const fonts = await this.#deps.fonts();
    try {
      const paper = paperOfJob(job, {
        ...this.#deps.context(job),
        nowMs: clock.now(),
        printerName: this.printer.name,
        buzzer: this.printer.buzzer,
        profile,
      });
      return renderDocument(paper, profile, fonts).bytes;
    } catch (error) {
      logger.error({ jobId: job.id, ...errorFields(error) }, 'a print job could not be drawn');
      steps.failed(job, 'unprintable');
      return undefined;
    }
  }

  /** How long its backups must wait before they take over; 0 when they may. */
  #untilBackupMs(): number {
    const nowMs = this.#deps.clock.monotonicMs();
    return Math.max(0, (this.#stuckSinceMs ?? nowMs) + this.#deps.backupAfterMs() - nowMs);
  }

  async #idle(): Promise<void> {
    if (this.#isWoken) return;
    const woken = new AbortController();
    this.#rouse = () => woken.abort();
    await sleep(
      this.#deps.clock,
      idlePollMs,
      AbortSignal.any([woken.signal, this.#stopping.signal]),
    );
  }

  async #pause(): Promise<void> {
    const usualMs = retryWaitsMs[Math.min(this.#failures, retryWaitsMs.length - 1)] ?? 0;
    const untilBackupMs = this.#untilBackupMs();
    const waitMs = untilBackupMs === 0 ? usualMs : Math.min(usualMs, untilBackupMs);
    this.#failures += 1;
    const hurried = new AbortController();
    this.#endPause = () => hurried.abort();
    await sleep(this.#deps.clock, waitMs, AbortSignal.any([hurried.signal, this.#stopping.signal]));
  }
}

/** A drawer needs no paper: many a printer opens it whatever else it complains about. */
function isFitFor(
  { kind }: PrintJob,
  state: PrinterState,
  { drawerAtOnce }: PrinterProfile,
): boolean {
  if (state === 'unreachable') return false;
  return canPrint(state) || (kind === 'drawer' && drawerAtOnce && state !== 'offline');
}
