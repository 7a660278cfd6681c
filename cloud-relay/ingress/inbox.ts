import { AppError } from '../../src/shared/contract/errors.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { RelayStore } from '../database/database.ts';
import { manyRows } from '../database/many-rows.ts';

/** A call as it goes to the disk. */
export interface NewCall {
  readonly connectionId: string;
  readonly companyId: string;
  readonly receivedAtMs: EpochMs;
  readonly method: string;
  readonly path: string;
  /** JSON. */
  readonly query: string;
  /** JSON. */
  readonly headers: string;
  readonly body: Uint8Array;
  readonly sourceAddress: string;
  /** How it was verified, or why not. */
  readonly verification: string;
  readonly state: 'received' | 'refused';
  readonly note: string;
}

export interface Inbox extends Part {
  /**
   * Resolves with the call's number once it is on the disk, and not before.
   *
   * @throws AppError `webhook.not_stored` when it is not and will not be
   */
  store(call: NewCall): Promise<number>;
}

export interface InboxLimits {
  /** Calls that may wait for their commit; more are told to come again. */
  readonly waitingCalls: number;
  readonly waitingBytes: number;
  /** Rows of one commit. */
  readonly batchCalls: number;
}

const defaultLimits: InboxLimits = {
  waitingCalls: 10_000,
  waitingBytes: 256 * 1024 * 1024,
  batchCalls: 256,
};

interface Waiting {
  readonly call: NewCall;
  readonly resolve: (id: number) => void;
  readonly reject: (error: AppError) => void;
}

const insertCalls = manyRows(15, (tx, count) =>
  tx
    .insertInto('webhook_calls')
    .values(
      Array.from({ length: count }, () => ({
        connection_id: '',
        company_id: '',
        received_at_ms: 0,
        method: '',
        path: '',
        query: '',
        headers: '',
        body: new Uint8Array(),
        source_address: '',
        verified: 0,
        verification: '',
        state: 'received' as const,
        note: '',
        external_id: null,
        processed_at_ms: null,
      })),
    )
    .returning('id')
    .compile(),
);

/**
 * Group commit: what arrives in one turn of the event loop, or while a commit is running, goes to the disk
 * in one transaction. One sync then serves many calls, and a lone call waits for nobody.
 */
export function createInbox(deps: {
  readonly store: RelayStore;
  readonly logger: Logger;
  readonly limits?: Partial<InboxLimits>;
}): Inbox {
  const { store, logger } = deps;
  const limits = { ...defaultLimits, ...deps.limits };
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let committing: Promise<void> | undefined;
  let stopped = false;

  const commit = async (batch: readonly Waiting[]) => {
    try {
      const rows = batch.map(({ call }) => cellsOf(call));
      const stored = await store.transact((tx) => insertCalls(tx, rows));
      // The order of returned rows is not promised; that of their numbers is.
      const ids = stored.map(({ id }) => id).toSorted((a, b) => a - b);
      batch.forEach(({ resolve }, index) => resolve(ids[index] ?? 0));
    } catch (error) {
      logger.error({ calls: batch.length, ...errorFields(error) }, 'webhook calls not stored');
      const refusal = new AppError('webhook.not_stored', 'the commit failed', { cause: error });
      for (const { reject } of batch) reject(refusal);
    }
  };
  const drain = async () => {
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.batchCalls);
      waiting = waiting.slice(batch.length);
      for (const { call } of batch) waitingBytes -= call.body.length;
      await commit(batch);
      await new Promise(setImmediate);
    }
    committing = undefined;
  };
  return {
    name: 'inbox',
    async start() {
      stopped = false;
    },
    store(call) {
      const tooMany = waiting.length >= limits.waitingCalls;
      if (stopped || tooMany || waitingBytes + call.body.length > limits.waitingBytes) {
        const why = stopped ? 'the relay is stopping' : 'too many calls wait for their commit';
        return Promise.reject(new AppError('webhook.not_stored', why));
      }
      waitingBytes += call.body.length;
      return new Promise((resolve, reject) => {
        waiting.push({ call, resolve, reject });
        committing ??= drain();
      });
    },
    /** What has been taken in is still committed. */
    async stop() {
      stopped = true;
      await committing;
    },
  };
}

function cellsOf(call: NewCall) {
  return [
    call.connectionId,
    call.companyId,
    call.receivedAtMs,
    call.method,
    call.path,
    call.query,
    call.headers,
    call.body,
    call.sourceAddress,
    call.state === 'refused' ? 0 : 1,
    call.verification,
    call.state,
    call.note,
    null,
    null,
  ];
}
