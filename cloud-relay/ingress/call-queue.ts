import type { StoredCall } from './calls-repo.ts';
import type { ReadyCall } from './sort-facts.ts';
import type { CallWorker } from './work-calls.ts';

/** Calls of one transaction: few enough that a commit of the inbox never waits long behind it. */
export const batchCalls = 64;

/** What waits for its turn: in memory first, then, when that was not enough, on the disk. */
export function createCallQueue(options: {
  readonly worker: CallWorker;
  readonly keptCalls: number;
  readonly readReceived: () => Promise<StoredCall[]>;
}) {
  const { worker, keptCalls, readReceived } = options;
  let ready: ReadyCall[] = [];
  /** Calls are on the disk that are not in `ready`; until all are done, nothing is added to it. */
  let behind = false;
  let addedMeanwhile = false;
  return {
    add(call: ReadyCall): void {
      if (ready.length >= keptCalls) behind = true;
      if (behind) addedMeanwhile = true;
      else ready.push(call);
    },
    /** Forgets what is in memory; all of it is on the disk. */
    startOver(): void {
      ready = [];
      behind = true;
    },
    isEmpty: () => ready.length === 0 && !behind,
    /** Works on one batch. */
    async workSome(): Promise<void> {
      if (ready.length > 0) {
        const batch = ready.slice(0, batchCalls);
        ready = ready.slice(batch.length);
        await worker.work(batch);
      } else if (behind) {
        addedMeanwhile = false;
        const stored = await readReceived();
        await worker.workStored(stored);
        behind = stored.length > 0 || addedMeanwhile;
      }
    },
  };
}
