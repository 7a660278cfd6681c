import { fullJitterMs } from '../../src/shared/kit/backoff.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import { errorFields } from '../../src/shared/kit/logger.ts';
import type { Random } from '../../src/shared/kit/random.ts';
import { batchCalls, createCallQueue } from './call-queue.ts';
import { listReceived } from './calls-repo.ts';
import { nextTurn } from '../database/next-turn.ts';
import { createReplay, type Replay } from './replay.ts';
import type { ReadyCall } from './sort-facts.ts';
import { createCallWorker, type WorkerDeps } from './work-calls.ts';

export interface CallProcessor extends Part, Replay {
  /** Takes a call that is durable; what it means is handed over, so that nothing is parsed twice. */
  offer(call: ReadyCall): void;
  /** Resolves when nothing is left to do, or the store is in trouble. */
  settled(): Promise<void>;
}

export interface ProcessorDeps extends WorkerDeps {
  readonly random: Random;
  /** Calls kept in memory between commit and their turn; beyond it they are read back from the disk. */
  readonly keptCalls?: number;
}

const defaultKeptCalls = 2_000;

/**
 * How long arriving calls go first, each with its commit: a platform waits for its reply in seconds, for
 * the kitchen's answer in minutes. One batch in this time at the least keeps a flood from starving it.
 */
const arrivalsFirstMs = 50;

const troubleBackoff = { firstMs: 500, maxMs: 30_000 };

/**
 * Works off what the inbox has stored, in the order of arrival. Whatever a crash, a full disk or a
 * flood kept from its turn is found again on the disk by its state.
 */
export function createCallProcessor(deps: ProcessorDeps): CallProcessor {
  const { store, clock, random, logger } = deps;
  const worker = createCallWorker(deps);
  const queue = createCallQueue({
    worker,
    keptCalls: deps.keptCalls ?? defaultKeptCalls,
    readReceived: () => listReceived(store.db, batchCalls),
  });
  const replay = createReplay({ store, worker, logger });
  let running: Promise<void> | undefined;
  let arrived = 0;
  let troubles = 0;
  let cancelRetry = () => undefined as void;
  let stopped = true;

  const run = async () => {
    try {
      await letArrivalsPass(clock, () => arrived);
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
    ...replay,
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
      await replay.idle();
      cancelRetry();
    },
    offer(call) {
      arrived += 1;
      queue.add(call);
      // In trouble, the next try is timed already.
      if (troubles === 0) kick();
    },
    async settled() {
      for (let last = running; last; last = running) await last;
      await replay.idle();
    },
  };
}

async function letArrivalsPass(clock: Clock, arrived: () => number): Promise<void> {
  const untilMs = clock.monotonicMs() + arrivalsFirstMs;
  for (let before = -1; before !== arrived() && clock.monotonicMs() < untilMs;) {
    before = arrived();
    await nextTurn();
  }
}
