import { type Clock, hourMs, minuteMs, sleep } from '../../src/shared/kit/clock.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { RelayStore } from '../database/database.ts';
import { nextTurn } from '../database/next-turn.ts';
import { type Rule, rules } from './retention-rules.ts';

/** Not at once: after a start everybody has more urgent things to do. */
const firstAfterMs = 10 * minuteMs;
const everyMs = 6 * hourMs;
/** After a step that deleted something, so that arriving calls find the store free most of the time. */
const pauseMs = 20;

export interface RetentionDeps {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Deletes what has been kept long enough, a little at a time; never what still waits for something. */
export function createRetention(deps: RetentionDeps): Part {
  const { clock, logger } = deps;
  let ending = new AbortController();
  let running = Promise.resolve();
  let cancel = () => undefined as void;
  const round = async () => {
    for (const rule of rules) {
      const deleted = await apply(rule, deps, ending.signal);
      if (deleted > 0) logger.info({ what: rule.name, deleted }, 'old records deleted');
    }
  };
  const schedule = (inMs: number) => {
    cancel = clock.after(inMs, () => {
      running = round()
        .catch((error: unknown) => logger.error(errorFields(error), 'old records not deleted'))
        .then(() => {
          if (!ending.signal.aborted) schedule(everyMs);
        });
    });
  };
  return {
    name: 'retention',
    async start() {
      ending = new AbortController();
      schedule(firstAfterMs);
    },
    async stop() {
      ending.abort();
      cancel();
      await running;
    },
  };
}

/** One whole walk of a rule. @returns how many rows it deleted */
async function apply(
  rule: Rule,
  { store, clock }: RetentionDeps,
  ended: AbortSignal,
): Promise<number> {
  const next = rule.begin(store, clock.now());
  let total = 0;
  for (let more = true; more && !ended.aborted;) {
    const step = await next();
    total += step.deleted;
    more = step.more;
    await (step.deleted > 0 ? sleep(clock, pauseMs, ended) : nextTurn());
  }
  return total;
}
