import { AppError } from '../../src/shared/contract/errors.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { RelayStore } from '../database/database.ts';
import {
  type CallState,
  findCall,
  listUnreadable,
  listWaiting,
  type StoredCall,
} from './calls-repo.ts';
import { nextTurn } from '../database/next-turn.ts';
import type { CallWorker } from './work-calls.ts';

export interface ReplayCount {
  readonly tried: number;
  /** Of those, how many neither wait nor are unreadable any more. */
  readonly done: number;
}

/** Stored calls looked at again. Events applied before change nothing. */
export interface Replay {
  /**
   * @param companyId whose call it must be; null for super_admin
   * @returns the call's state afterwards
   * @throws AppError `webhook.not_found`; `input.invalid` for a call that never verified
   */
  replay(callId: number, companyId: string | null): Promise<CallState>;
  /** What waits on a connection, after a store link, a menu or the connection itself came. */
  retryWaiting(connectionId: string): Promise<ReplayCount>;
  /** The same in the background, one connection after the other. */
  connectionChanged(connectionId: string): void;
  /** Resolves when nothing runs in the background. */
  idle(): Promise<void>;
  /**
   * Every unreadable call of a platform, after its adapter learned to read them.
   *
   * @param companyId whose calls; null for everybody's
   */
  replayUnreadable(platform: string, companyId: string | null): Promise<ReplayCount>;
}

const pageCalls = 32;

export function createReplay(deps: {
  readonly store: RelayStore;
  readonly worker: CallWorker;
  readonly logger: Logger;
}): Replay {
  const { worker, logger } = deps;
  const { db } = deps.store;
  let background = Promise.resolve();
  const replayPages = async (
    readPage: (page: { afterId: number; limit: number }) => Promise<StoredCall[]>,
  ): Promise<ReplayCount> => {
    let tried = 0;
    let done = 0;
    let afterId = 0;
    for (;;) {
      const stored = await readPage({ afterId, limit: pageCalls });
      const last = stored.at(-1);
      if (!last) return { tried, done };
      const outcomes = await worker.workStored(stored);
      const ended = outcomes.filter(({ state }) => state !== 'waiting' && state !== 'unreadable');
      tried += outcomes.length;
      done += ended.length;
      afterId = last.id;
      await nextTurn();
    }
  };
  const retryWaiting = (connectionId: string) =>
    replayPages((page) => listWaiting(db, connectionId, page));
  return {
    retryWaiting,
    replayUnreadable: (platform, companyId) =>
      replayPages((page) => listUnreadable(db, { platform, companyId }, page)),
    idle: () => background,
    connectionChanged(connectionId) {
      background = background.then(async () => {
        try {
          await retryWaiting(connectionId);
        } catch (error) {
          logger.error({ connectionId, ...errorFields(error) }, 'waiting calls not tried again');
        }
      });
    },
    async replay(callId, companyId) {
      const call = await findCall(db, callId);
      if (!call || (companyId !== null && call.companyId !== companyId)) {
        throw new AppError('webhook.not_found', `no webhook call ${callId}`);
      }
      if (call.state === 'refused') {
        throw new AppError('input.invalid', 'a call that never verified is not applied');
      }
      await worker.workStored([call]);
      return (await findCall(db, callId))?.state ?? call.state;
    },
  };
}
