import { z } from 'zod';
import { minuteMs, type EpochMs } from '../../shared/kit/clock.ts';
import type { BillCommand, OpenWish } from './bill-command.ts';

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** A command that the branch has not answered yet. */
export interface Job {
  readonly commandId: string;
  /** The bill's id, or the key it has until the branch has named it. */
  readonly key: string;
  /** The version of the bill that the person saw. */
  readonly version: number;
  readonly lineIds: readonly string[];
  readonly what:
    | { readonly kind: 'open'; readonly wish: OpenWish }
    | { readonly kind: 'change'; readonly command: BillCommand };
  readonly atMs: EpochMs;
}

const Kept = z.array(
  z.object({
    commandId: z.string(),
    key: z.string(),
    version: z.number(),
    lineIds: z.array(z.string()),
    // The branch checks every command when it comes; here it only has to be the same again.
    what: z.custom<Job['what']>((value) => typeof value === 'object' && value !== null),
    atMs: z.number(),
  }),
);

const storageKey = 'wasla.bill-commands';
/** What lay longer is not what anybody at the counter still means. */
const keptMs = 10 * minuteMs;

/** Deeds that need another person's word, or move money, are asked for again by a person and never by a reload. */
const resumed = ['addLines', 'changeLine', 'changeBill', 'holdBill', 'recallBill', 'sendBill'];

/** Commands on their way, where a reload finds them again. Tabs of one terminal share the place. */
export interface KeptJobs {
  /** Keeps it, in the place of the same one where that is kept already. */
  readonly put: (job: Job) => void;
  readonly remove: (commandId: string) => void;
  /** What was on its way when the page ended, in order. */
  readonly takeUp: (now: EpochMs) => Job[];
}

export function createKeptJobs(storage: Storage): KeptJobs {
  const read = (): Job[] => {
    const parsed = Kept.safeParse(jsonOf(storage.getItem(storageKey)));
    return parsed.success ? parsed.data : [];
  };
  const write = (jobs: readonly Job[]) => storage.setItem(storageKey, JSON.stringify(jobs));
  return {
    put: (job) => {
      if (job.what.kind === 'change' && !resumed.includes(job.what.command.do)) return;
      const jobs = read();
      const at = jobs.findIndex(({ commandId }) => commandId === job.commandId);
      write(at < 0 ? [...jobs, job] : jobs.with(at, job));
    },
    remove: (commandId) => {
      const jobs = read();
      if (jobs.some((job) => job.commandId === commandId)) {
        write(jobs.filter((job) => job.commandId !== commandId));
      }
    },
    takeUp: (now) => {
      const jobs = read().filter((job) => now - job.atMs < keptMs);
      write(jobs);
      return jobs;
    },
  };
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
}
