import { secondMs, type Clock } from '../../../shared/kit/clock.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { transact, type Db } from '../database/index.ts';
import { indexSome } from './search-repo.ts';

/** A few milliseconds of work: no order and no tap waits for it. */
const ordersPerStep = 50;
const betweenStepsMs = 100;
const afterFailureMs = 60 * secondMs;

/** Makes orders findable that were stored before there was a search, newest work first and this in between. */
export function createIndexWatch(deps: { db: Db; clock: Clock; logger: Logger }): Part {
  const { db, clock, logger } = deps;
  let cancel: () => void = () => undefined;
  const run = () => {
    try {
      const orders = transact(db, (tx) => indexSome(tx, ordersPerStep));
      if (orders > 0) cancel = clock.after(betweenStepsMs, run);
    } catch (error) {
      logger.error(errorFields(error), 'earlier orders could not be made findable');
      cancel = clock.after(afterFailureMs, run);
    }
  };
  return {
    name: 'search index',
    async start() {
      cancel = clock.after(betweenStepsMs, run);
    },
    async stop() {
      cancel();
    },
  };
}
