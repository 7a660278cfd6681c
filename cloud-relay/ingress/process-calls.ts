import { fullJitterMs } from '../../src/shared/kit/backoff.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import { errorFields } from '../../src/shared/kit/logger.ts';
import type { Random } from '../../src/shared/kit/random.ts';
import { listReceived } from './calls-repo.ts';
import { createReplay, type Replay } from './replay.ts';
import type { ReadyCall } from './sort-facts.ts';
import { type CallWorker, createCallWorker, type WorkerDeps } from './work-calls.ts';

export interface CallProcessor extends Part, Replay {
  /** Takes a call that is durable; what it means is handed over, so that nothing is parsed twice. */
  offer(call: ReadyCall): void;
  /** Resolves when nothing is left to do, or the store is in trouble. */
  settled(): Promise<void>;
}

export interface ProcessorDeps extends WorkerDeps {
  readonly random: Random;
}

/** Calls of one transaction: few enough that a commit of the inbox never waits long behind it. */
const batchCalls = 32;

/** Calls kept in memory between commit and their turn; beyond it they are read back from the disk. */
const keptReady = 2_000;

const troubleBackoff = { firstMs: 500, maxMs: 30_000 };

/**
 * Works off what the inbox has stored, in the order of arrival. Whatever a crash, a full disk or a
 * flood kept from its turn is found again on the disk by its state.
 */
export function createCallProcessor(deps: ProcessorDeps): CallProcessor {
  const { store, clock, random, logger } = deps;
  const worker = createCallWorker(deps);
  const queue = createQueue(worker, () => listReceived(store.db, batchCalls));
  let running: Promise<void> | undefined;
  let troubles = 0;
  let cancelRetry = () => undefined as void;
  let stopped = true;

  const run = async () => {
    try {
      await nextTurn();
      await queue.workSome();
      troubles = 0;
    } catch (error) {
      queue.startOver();
      troubles += 1;
      const retryInMs = fullJitterMs(troubleBackoff, troubles, random);
      logger.error({ retryInMs, ...errorFields(error) }, 'webhook calls cannot be processed');
      cancelRetry = clock.after(retryInMs, kick);
    }
    running = undefined;
    if (troubles === 0 && !queue.isEmpty()) kick();
  };
  const kick = () => {
    if (!stopped) running ??= run();
  };
  return {
    ...createReplay(store, worker),
    name: 'webhook processor',
    async start() {
      stopped = false;
      queue.startOver();
      kick();
    },
    async stop() {
      stopped = true;
      cancelRetry();
      await running;
      cancelRetry();
    },
    offer(call) {
      queue.add(call);
      // In trouble, the next try is timed already.
      if (troubles === 0) kick();
    },
    async settled() {
      for (let last = running; last; last = running) await last;
    },
  };
}

/** What waits for its turn: in memory first, then, when that was not enough, on the disk. */
function createQueue(worker: CallWorker, readReceived: () => ReturnType<typeof listReceived>) {
  let ready: ReadyCall[] = [];
  /** Calls are on the disk that are not in `ready`; until all are done, nothing is added to it. */
  let behind = false;
  let addedMeanwhile = false;
  return {
    add(call: ReadyCall): void {
      if (ready.length >= keptReady) behind = true;
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

/** Lets the requests that came in meanwhile be read, and their commit go first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
