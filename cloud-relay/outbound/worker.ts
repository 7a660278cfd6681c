import { type Clock, secondMs, sleep } from '../../src/shared/kit/clock.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { RelayStore } from '../database/database.ts';
import type { DueCall } from './due-call.ts';
import { createPacedLoop } from './paced-loop.ts';
import { findNextDueMs, listDueCalls } from './queue.ts';

export interface WorkerDeps {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the call and records what became of it, unless `isAbandoned` by then. */
  readonly handle: (call: DueCall, isAbandoned: () => boolean) => Promise<void>;
}

export interface QueueWorker extends Part {
  /** Something was queued: look now instead of later. */
  poke(): void;
}

const atOnce = 32;
/** So that one platform that answers slowly leaves room for the others. */
const atOncePerConnection = 8;
const longestSleepMs = 30 * secondMs;
/** A call that could not be recorded is not taken up again before this. */
const afterFailureMs = secondMs;
/** Running calls get this long to end when the relay stops; what did not is made again at the next start. */
const farewellMs = 5 * secondMs;

/**
 * Works off the queue. Safe to kill at any point: a call whose answer was not recorded is made again.
 * What a platform makes of the repeat: `accept` and `reject` find the order answered, and that conflict
 * counts as told because a try had left before; `preparing`, `ready`, `picked_up` and `delivered` set
 * a state that is set already; `delay` is the one that a platform which adds up may count twice.
 */
export function createQueueWorker({ store, clock, logger, handle }: WorkerDeps): QueueWorker {
  const running = new Map<string, { readonly call: DueCall; readonly done: Promise<void> }>();
  let abandoned = false;

  const start = (call: DueCall) => {
    const done = handle(call, () => abandoned)
      .catch((error: unknown) => {
        logger.error({ callId: call.id, ...errorFields(error) }, 'call could not be recorded');
        return sleep(clock, afterFailureMs);
      })
      .finally(() => {
        running.delete(call.id);
        loop.poke();
      });
    running.set(call.id, { call, done });
  };

  const startDueCalls = async (): Promise<number> => {
    const free = atOnce - running.size;
    if (free === 0) return 0;
    const underWay = [...running.values()].map(({ call }) => call);
    const counts = countBy(underWay);
    const calls = await listDueCalls(store.db, {
      nowMs: clock.now(),
      limit: free,
      busyConnections: [...counts.keys()].filter((id) => counts.get(id) === atOncePerConnection),
      busyOrders: underWay.map(({ order }) => order.id),
    });
    for (const call of calls) {
      const count = counts.get(call.connectionId) ?? 0;
      if (count === atOncePerConnection) continue;
      counts.set(call.connectionId, count + 1);
      start(call);
    }
    return calls.length;
  };

  const loop = createPacedLoop({
    name: 'outbound queue',
    clock,
    logger,
    async pass() {
      const lookedAtMs = clock.now();
      while ((await startDueCalls()) > 0);
      const dueMs = await findNextDueMs(store.db, lookedAtMs);
      return dueMs === undefined ? longestSleepMs : Math.min(longestSleepMs, dueMs - clock.now());
    },
  });

  return {
    name: 'outbound queue',
    poke: () => loop.poke(),
    async start() {
      abandoned = false;
      loop.start();
    },
    async stop() {
      await loop.stop();
      const ended = Promise.all([...running.values()].map(({ done }) => done));
      await Promise.race([ended, sleep(clock, farewellMs)]);
      abandoned = true;
    },
  };
}

function countBy(calls: readonly DueCall[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { connectionId } of calls) {
    counts.set(connectionId, (counts.get(connectionId) ?? 0) + 1);
  }
  return counts;
}
