import { type Clock, dayMs, hourMs } from '../../src/shared/kit/clock.ts';
import type { Part } from '../../src/shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { RelayStore } from '../database/database.ts';
import { nextTurn } from '../database/next-turn.ts';

/** Acknowledged events stay this long, so that a log that has to start again still has the recent past. */
export const keptMs = 14 * dayMs;

/** Deleted in one transaction; ingress waits for it, so it is short. */
const atOnce = 500;

export interface TrimDeps {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Deletes events that their branch has acknowledged and that are older than `keptMs`; never others. */
export async function trimLogs({ store, clock }: Omit<TrimDeps, 'logger'>): Promise<number> {
  const logs = await store.db
    .selectFrom('branch_logs')
    .select(['branch_id', 'down_acked'])
    .execute();
  let trimmed = 0;
  for (const { branch_id: branchId, down_acked: acked } of logs) {
    for (;;) {
      const old = await store.db
        .selectFrom('down_events')
        .select('seq')
        .where('branch_id', '=', branchId)
        .where('seq', '<=', acked)
        .where('at_ms', '<', clock.now() - keptMs)
        .orderBy('seq')
        .limit(atOnce)
        .execute();
      const last = old.at(-1)?.seq;
      if (last === undefined) break;
      await store.db
        .deleteFrom('down_events')
        .where('branch_id', '=', branchId)
        .where('seq', '<=', last)
        .execute();
      trimmed += old.length;
      await nextTurn();
    }
  }
  return trimmed;
}

/** Trims once an hour. */
export function createLogTrimmer(deps: TrimDeps): Part {
  let cancel = () => undefined as void;
  let running = Promise.resolve();
  const round = async () => {
    try {
      const trimmed = await trimLogs(deps);
      if (trimmed > 0) deps.logger.info({ trimmed }, 'acknowledged events deleted');
    } catch (error) {
      deps.logger.error(errorFields(error), 'branch logs could not be trimmed');
    }
  };
  const schedule = () => {
    cancel = deps.clock.after(hourMs, () => {
      running = round().then(schedule);
    });
  };
  return {
    name: 'branch log trimmer',
    async start() {
      schedule();
    },
    async stop() {
      cancel();
      await running;
      cancel();
    },
  };
}
