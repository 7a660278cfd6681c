import { secondMs, sleep, type Clock } from '../../../shared/kit/clock.ts';
import { PrinterError } from '../../printer-error.ts';
import type { Spooler, SpoolerJob } from '../spooler/spooler.ts';
import { openWinspool, type WindowsJob, type Winspool } from './winspool.ts';

export interface WindowsQueue {
  /** The printer's name in Windows. */
  readonly queue: string;
  readonly clock: Clock;
  /** Default: this computer's. */
  readonly open?: () => Promise<Winspool>;
}

/** What people see in Windows' list of jobs. */
const jobTitle = 'Wasla';

/** @source Microsoft, winspool.h: JOB_STATUS */
const jobPrinting = 0x10;
const jobPrinted = 0x80 | 0x1000;
/** @source Microsoft, winspool.h: JOB_CONTROL_PAUSE and JOB_CONTROL_DELETE */
const pause = 1;
const remove = 5;
/** @source Microsoft, winspool.h: PRINTER_STATUS */
const stops: readonly (readonly [number, string])[] = [
  [0x1, 'paused'],
  [0x4, 'being deleted'],
  [0x80, 'offline'],
  [0x1000, 'not available'],
];

/**
 * A queue of Windows, type RAW. A job that has left the queue counts as passed on, which is all that Windows tells; somebody
 * may as well have deleted it.
 */
export function createWindowsSpooler({ queue, clock, open = openWinspool }: WindowsQueue): Spooler {
  /** Jobs seen on their way to the printer. */
  const begun = new Set<number>();
  /** How far jobs were that are being taken out. */
  const takenOut = new Map<number, SpoolerJob['passedOn']>();
  const ask = async <Result>(question: (winspool: Winspool) => Promise<Result>) =>
    inTime(open().then(question), clock);
  const look = async (id: number): Promise<WindowsJob | undefined> => {
    const jobs = await ask((winspool) => winspool.jobs(queue));
    const job = jobs.find((found) => found.id === id);
    if (job && (job.status & jobPrinting) !== 0) begun.add(id);
    return job;
  };
  const takeOut = async (id: number): Promise<void> => {
    // a job that stands still cannot begin between the look and the deletion
    const stands = await ask((winspool) => winspool.control(queue, id, pause));
    const job = await look(id);
    if (!job) return;
    takenOut.set(id, stands ? reached(job, begun) : 'some');
    await ask((winspool) => winspool.control(queue, id, remove));
  };
  const ended = (id: number, passedOn: SpoolerJob['passedOn']): SpoolerJob => {
    begun.delete(id);
    takenOut.delete(id);
    return { hasEnded: true, passedOn };
  };
  return {
    async waitingJobs() {
      const status = await ask((winspool) => winspool.queueStatus(queue));
      const problem = queueProblem(queue, status);
      if (problem !== undefined) throw new PrinterError('unreachable', problem);
      const jobs = await ask((winspool) => winspool.jobs(queue));
      return jobs.filter((job) => (job.status & jobPrinted) === 0).map(({ id }) => String(id));
    },
    submit: async (bytes) => {
      const winspool = await open();
      return String(await winspool.print(queue, jobTitle, bytes));
    },
    async job(name) {
      const id = Number(name);
      const job = await look(id);
      const passedOn = takenOut.get(id);
      if (!job) return ended(id, passedOn ?? 'all');
      if ((job.status & jobPrinted) !== 0) return ended(id, 'all');
      return { hasEnded: false, passedOn: passedOn ?? reached(job, begun) };
    },
    cancel: (name) => takeOut(Number(name)).catch(() => undefined),
  };
}

/** Longest any question may take; none of them waits for a printer. */
const answerTimeoutMs = 10 * secondMs;

async function inTime<Result>(work: Promise<Result>, clock: Clock): Promise<Result> {
  const over = new AbortController();
  const tooLate = sleep(clock, answerTimeoutMs, over.signal).then((): never => {
    throw new PrinterError('timeout', "Windows' spooler does not answer");
  });
  tooLate.catch(() => undefined); // lost the race
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    over.abort();
  }
}

function reached({ id }: WindowsJob, begun: ReadonlySet<number>): 'nothing' | 'some' {
  return begun.has(id) ? 'some' : 'nothing';
}

/** Why nothing comes out of the queue, in words. */
function queueProblem(queue: string, status: number | undefined): string | undefined {
  if (status === undefined) return `Windows has no queue ${queue}`;
  const words = stops.filter(([bit]) => (status & bit) !== 0).map(([, word]) => word);
  return words.length > 0 ? `the Windows queue ${queue} is ${words.join(' and ')}` : undefined;
}
