import {
  BatchReply,
  batchLimits,
  type DownBatch,
  type DownEvent,
} from '../../src/shared/contract/relay.ts';
import { type Clock, secondMs, sleep } from '../../src/shared/kit/clock.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import { ackDown, readDown, type ReadLimits } from '../branch-log/index.ts';
import type { RelayStore } from '../database/database.ts';
import { markSent } from './open-logs.ts';
import type { Turns } from './turns.ts';

export interface DeliveryDeps {
  readonly store: RelayStore;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface DeliverySession {
  readonly branchId: string;
  readonly epoch: string;
  /** The branch has everything up to here. */
  readonly cursor: number;
  /** Sends one batch; resolves with the branch's answer, rejects when none came in time. */
  readonly send: (batch: DownBatch) => Promise<unknown>;
  /** Aborted when the connection has ended. */
  readonly ended: AbortSignal;
}

export interface Delivery {
  /** The log may have grown. */
  wake(): void;
  /** Resolves when the session has ended or has to: `why` is empty when it ended by itself. */
  readonly done: Promise<{ readonly why: string }>;
}

/** A branch that answers late is spared big batches: what it has not taken is held in our memory. */
const firstBatch: ReadLimits = { events: 25, bytes: 32 * 1024 };
const quickAnswerMs = secondMs;
const retry = { firstMs: secondMs, maxMs: 30 * secondMs };

/**
 * Sends a branch its log, one batch in flight, until the session ends. Each branch has a loop of its
 * own, so a slow or dead one holds up nobody.
 */
export function startDelivery(deps: DeliveryDeps, session: DeliverySession): Delivery {
  let isWoken = true;
  let rouse: () => void = () => undefined;
  const nextWake = () =>
    new Promise<void>((resolve) => {
      rouse = resolve;
      if (isWoken || session.ended.aborted) resolve();
    });
  session.ended.addEventListener('abort', () => rouse(), { once: true });

  const run = async (): Promise<{ why: string }> => {
    let { cursor } = session;
    let limits = firstBatch;
    let retryMs = retry.firstMs;
    while (!session.ended.aborted) {
      await nextWake();
      isWoken = false;
      try {
        const step = await deliverNext(deps, session, cursor, limits);
        if (step.kind === 'idle') continue;
        isWoken = true;
        if (step.kind === 'broken') return { why: step.why };
        ({ cursor, limits } = step);
        retryMs = retry.firstMs;
      } catch (error) {
        isWoken = true;
        if (session.ended.aborted) break;
        deps.logger.error({ branchId: session.branchId, ...errorFields(error) }, 'delivery failed');
        await sleep(deps.clock, retryMs, session.ended);
        retryMs = Math.min(retry.maxMs, retryMs * 2);
      }
    }
    return { why: '' };
  };

  return {
    wake() {
      isWoken = true;
      rouse();
    },
    done: run(),
  };
}

type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'moved'; readonly cursor: number; readonly limits: ReadLimits }
  | { readonly kind: 'broken'; readonly why: string };

async function deliverNext(
  { store, turns, clock }: DeliveryDeps,
  { branchId, epoch, send, ended }: DeliverySession,
  cursor: number,
  limits: ReadLimits,
): Promise<Step> {
  const events = await turns.read(() => readDown(store.db, branchId, cursor, limits));
  const last = events.at(-1);
  if (!last || ended.aborted) return { kind: 'idle' };
  await turns.write((tx) => markSent(tx, branchId, last.seq));
  const sentAtMs = clock.monotonicMs();
  const answer = await unlessEnded(send({ epoch, events }), ended);
  if (ended.aborted) return { kind: 'idle' };
  const reached = cursorIn(answer, epoch, events);
  if (reached === undefined) return { kind: 'broken', why: 'no fitting acknowledgement' };
  await turns.write((tx) => ackDown(tx, branchId, epoch, reached));
  const isQuick = clock.monotonicMs() - sentAtMs < quickAnswerMs;
  return { kind: 'moved', cursor: reached, limits: isQuick ? doubled(limits) : firstBatch };
}

/**
 * The promise's value; undefined when it rejects or the session ends first, so that nobody holds a batch
 * for a branch that is gone. (A race against one lasting promise would collect a handler per batch.)
 */
function unlessEnded(answer: Promise<unknown>, ended: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = () => resolve(undefined);
    ended.addEventListener('abort', stop, { once: true });
    void answer.then(resolve, stop).finally(() => ended.removeEventListener('abort', stop));
  });
}

/** The cursor of an acknowledgement of these events; undefined when it is none. */
function cursorIn(
  answer: unknown,
  epoch: string,
  events: readonly DownEvent[],
): number | undefined {
  const reply = BatchReply.safeParse(answer);
  const first = events[0]?.seq ?? 0;
  const last = events.at(-1)?.seq ?? 0;
  if (!reply.success || reply.data.epoch !== epoch) return undefined;
  return reply.data.cursor >= first && reply.data.cursor <= last ? reply.data.cursor : undefined;
}

function doubled({ events, bytes }: ReadLimits): ReadLimits {
  return {
    events: Math.min(batchLimits.events, events * 2),
    bytes: Math.min(batchLimits.bytes, bytes * 2),
  };
}
