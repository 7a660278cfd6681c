import { secondMs, sleep, type Clock } from '../../../shared/kit/clock.ts';
import { drawerPulse } from '../../escpos/commands.ts';
import { PrinterError } from '../../printer-error.ts';
import type { PrinterProfile } from '../../profiles/profile.ts';
import type { PrinterSession } from '../../session/session.ts';
import { createTurns } from '../../session/turns.ts';
import type {
  DoubtReason,
  DrawerOutcome,
  DrawerRequest,
  PrintOutcome,
  PrintRequest,
} from '../../session/types.ts';
import type { Spooler, SpoolerJob } from './spooler.ts';

export interface SpooledPrinterOptions {
  readonly clock: Clock;
  readonly profile: PrinterProfile;
  /** Longest wait until the spooler has begun to pass a job on. Default 20 000. */
  readonly startTimeoutMs?: number;
  /** Longest wait from there until it has passed all of it on. Default 30 000. */
  readonly sendTimeoutMs?: number;
}

const defaults = { startTimeoutMs: 20 * secondMs, sendTimeoutMs: 30 * secondMs };
const pollMs = 250;
/** Longest a queue may take to take a job. */
const submitTimeoutMs = 15 * secondMs;
/** How long a job that was taken out of the queue may take to end. */
const endTimeoutMs = 5 * secondMs;

type Limits = Required<SpooledPrinterOptions>;

/**
 * A printer behind a queue of the operating system, the last resort: it is one-way, so nothing is known of paper and cover,
 * and the best outcome is proof `none`.
 *
 * A spooler keeps the jobs of a printer that is off and prints them by itself when it is back, perhaps hours later and
 * after the same ticket was printed again. So no job is left behind: one that is not passed on in time, or is cancelled,
 * is taken out of the queue before `print` returns. It counts as `not_started` only if the spooler says, after the job's
 * end, that nothing of it went out. And while the queue holds a job from before (of this program before it was
 * restarted, or somebody else's), `preflight` throws: that one is still going to be printed, and first.
 */
export function openSpooledPrinter(
  spooler: Spooler,
  options: SpooledPrinterOptions,
): PrinterSession {
  const limits: Limits = { ...defaults, ...options };
  const inTurn = createTurns();
  return {
    preflight: (signal) => inTurn(signal, () => preflight(spooler)),
    print: (bytes, request) =>
      inTurn(request.signal, () => print(spooler, bytes, request, limits)).catch(notStarted),
    openDrawer: (request) =>
      inTurn(request.signal, () => openDrawer(spooler, request, limits)).catch(notStarted),
    onChange: () => () => undefined, // a spooler tells nothing of the printer
    knowledge: () => ({ status: 'no', ordered: 'no', fence: 'no' }),
    close: async () => undefined,
  };
}

async function preflight(spooler: Spooler): Promise<'unknown'> {
  const waiting = await spooler.waitingJobs();
  if (waiting.length === 0) return 'unknown';
  const names = waiting.join(', ');
  throw new PrinterError(
    'unreachable',
    `the queue is still going to print what it holds: ${names}`,
  );
}

async function print(
  spooler: Spooler,
  bytes: Uint8Array,
  request: PrintRequest,
  limits: Limits,
): Promise<PrintOutcome> {
  await spooler.waitingJobs(); // a queue that is stopped would keep the job
  const name = await submit(spooler, bytes, limits.clock);
  if (name === undefined) return { kind: 'unknown', acceptedBytes: 0, reason: 'timeout' };
  try {
    return await accompany(spooler, name, request, limits);
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error;
    await spooler.cancel(name);
    return { kind: 'unknown', acceptedBytes: 0, reason: error.kind };
  }
}

/** Nothing when it cannot be told whether the queue took the job; it is taken out should that turn out later. */
async function submit(
  spooler: Spooler,
  bytes: Uint8Array,
  clock: Clock,
): Promise<string | undefined> {
  const over = new AbortController();
  const submitting = spooler.submit(bytes);
  const tooLate = sleep(clock, submitTimeoutMs, over.signal).then(() => undefined);
  try {
    const name = await Promise.race([submitting, tooLate]);
    if (name === undefined)
      submitting.then(
        (late) => spooler.cancel(late),
        () => undefined,
      );
    return name;
  } catch (error) {
    if (error instanceof PrinterError && error.kind === 'timeout') return undefined;
    throw error;
  } finally {
    over.abort();
  }
}

/** Waits for a job's end, or brings it about. */
async function accompany(
  spooler: Spooler,
  name: string,
  { signal, onFirstByte }: PrintRequest,
  limits: Limits,
): Promise<PrintOutcome> {
  const followed = await follow(spooler, name, limits, signal);
  const job = followed.hasEnded ? followed : await takeOut(spooler, name, limits.clock);
  if (job.passedOn !== 'nothing') onFirstByte?.();
  if (job.passedOn === 'all') return { kind: 'printed', proof: 'none' };
  const reason = signal.aborted ? 'aborted' : followed.hasEnded ? 'disconnected' : 'timeout';
  if (job.hasEnded && job.passedOn === 'nothing') return { kind: 'not_started', reason };
  return { kind: 'unknown', acceptedBytes: 0, reason };
}

/** How the job stands when it has ended, its time is up or the signal aborts. */
async function follow(
  spooler: Spooler,
  name: string,
  { clock, startTimeoutMs, sendTimeoutMs }: Limits,
  signal: AbortSignal,
): Promise<SpoolerJob> {
  const startMs = clock.monotonicMs();
  for (;;) {
    const job = await spooler.job(name);
    const limitMs = job.passedOn === 'nothing' ? startTimeoutMs : startTimeoutMs + sendTimeoutMs;
    const isOver = signal.aborted || clock.monotonicMs() - startMs >= limitMs;
    if (job.hasEnded || isOver) return job;
    await sleep(clock, pollMs, signal);
  }
}

/** Cancels the job and waits for its end, since only then it is certain what went out. */
async function takeOut(spooler: Spooler, name: string, clock: Clock): Promise<SpoolerJob> {
  await spooler.cancel(name);
  const startMs = clock.monotonicMs();
  for (;;) {
    const job = await spooler.job(name);
    if (job.hasEnded || clock.monotonicMs() - startMs >= endTimeoutMs) return job;
    await sleep(clock, pollMs);
  }
}

/** The pulse is a job of its own; behind another it would open the drawer when nobody expects it. */
async function openDrawer(
  spooler: Spooler,
  { pin, signal }: DrawerRequest,
  limits: Limits,
): Promise<DrawerOutcome> {
  const { onMs, offMs } = limits.profile.drawer;
  await preflight(spooler);
  const outcome = await print(spooler, drawerPulse(pin, onMs, offMs), { signal }, limits);
  if (outcome.kind === 'printed') return { kind: 'pulsed', drawer: 'unknown' };
  return { kind: outcome.kind, reason: outcome.reason };
}

function notStarted(error: unknown): { kind: 'not_started'; reason: DoubtReason } {
  if (error instanceof PrinterError) return { kind: 'not_started', reason: error.kind };
  throw error;
}
