import type { Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { Db } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import { findNextStart } from './orders-repo.ts';

/** Tells the tills when a scheduled order's time to start has come and it changes its lane. */
export function createScheduleWatch(deps: { db: Db; clock: Clock; signals: Signals }): Part {
  const { db, clock, signals } = deps;
  let cancel: () => void = () => undefined;
  let stopListening: () => void = () => undefined;
  const watch = () => {
    cancel();
    const startAtMs = findNextStart(db, clock.now());
    if (startAtMs === undefined) return;
    cancel = clock.after(startAtMs - clock.now(), () => {
      // Also when the clock was set back meanwhile: hearing it, this watch looks again.
      signals.raise({ orders: true });
    });
  };
  return {
    name: 'schedule watch',
    async start() {
      stopListening = signals.subscribe((changes) => {
        if (changes.orders) watch();
      });
      watch();
    },
    async stop() {
      stopListening();
      cancel();
    },
  };
}
