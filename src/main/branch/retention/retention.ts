import { dayMs, hourMs, minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { BranchClock } from '../branch-clock.ts';
import { transact, type Db } from '../database/index.ts';
import { forgetOrders, forgetShiftBooks, forgetTechnical } from './retention-repo.ts';

/** A year for the books and for comparing with last year's day, and some weeks to look back from it. */
export const keepOrdersMs = 400 * dayMs;
/** Platforms repeat themselves for days at most. */
export const keepTechnicalMs = 30 * dayMs;

/** After the start, when everything else has been looked at. */
const firstWaitMs = minuteMs;
const betweenStepsMs = 2 * secondMs;
const betweenRoundsMs = 6 * hourMs;

export interface RetentionDeps {
  readonly db: Db;
  readonly clock: BranchClock;
  readonly logger: Logger;
}

/**
 * Forgets what has ended long ago, in steps that nobody waits for. Never anything open, and nothing while only
 * one clock tells the time: one that was set to another year must not cost last year's orders.
 */
export function createRetention(deps: RetentionDeps): Part {
  const { db, clock, logger } = deps;
  let cancel: () => void = () => undefined;
  const step = (): boolean => {
    const nowMs = clock.agreedNow();
    if (nowMs === undefined) return false;
    return transact(db, (tx) => {
      const orders = forgetOrders(tx, nowMs - keepOrdersMs);
      const rows =
        forgetTechnical(tx, nowMs - keepTechnicalMs) + forgetShiftBooks(tx, nowMs - keepOrdersMs);
      if (orders + rows > 0) logger.info({ orders, rows }, 'what ended long ago was forgotten');
      return orders + rows > 0;
    });
  };
  const run = () => {
    let isMore = false;
    try {
      isMore = step();
    } catch (error) {
      logger.error(errorFields(error), 'what ended long ago could not be forgotten');
    }
    cancel = clock.after(isMore ? betweenStepsMs : betweenRoundsMs, run);
  };
  return {
    name: 'retention',
    async start() {
      cancel = clock.after(firstWaitMs, run);
    },
    async stop() {
      cancel();
    },
  };
}
