import { minuteMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { Db } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import { findNextStart } from './orders-repo.ts';

const stepMs = minuteMs;

/** Tells the tills when a scheduled order's time to start has come and it changes its lane. */
export function createScheduleWatch(deps: { db: Db; clock: Clock; signals: Signals }): Part {
  const { db, clock, signals } = deps;
  let cancel: () => void = () => undefined;
  let stopListening: () => void = () => undefined;
  const watch = () => {
    cancel();
    const startAtMs = findNextStart(db, clock.now());
    if (startAtMs === undefined) return;
    // In short steps, because the clock may be set meanwhile, in either direction.
    cancel = clock.after(Math.min(startAtMs - clock.now(), stepMs), () => {
      if (clock.now() < startAtMs) watch();
      // Hearing it, this watch looks for the next one.
      else signals.raise({ orders: true });
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
