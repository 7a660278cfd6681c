import { minuteMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Db } from '../database/index.ts';
import type { Signals } from '../signals.ts';
import { findNextReturn } from './menu-repo.ts';
import type { MenuService } from './menu-service.ts';

const stepMs = minuteMs;

/** Brings back what was out for a time, without anybody asking. */
export function createOutageWatch(deps: {
  db: Db;
  clock: Clock;
  logger: Logger;
  signals: Signals;
  menu: MenuService;
}): Part {
  const { db, clock, logger, signals, menu } = deps;
  let cancel: () => void = () => undefined;
  let stopListening: () => void = () => undefined;
  const look = () => {
    try {
      menu.endOutages();
    } catch (error) {
      logger.error(errorFields(error), 'what is back could not be put on the menu');
    }
    watch();
  };
  const watch = () => {
    cancel();
    const returnAtMs = findNextReturn(db);
    if (returnAtMs === undefined) return;
    // In short steps, because the clock may be set meanwhile; not at once, so that a full disk is not asked all the time.
    const waitMs = Math.max(1_000, Math.min(returnAtMs - clock.now(), stepMs));
    cancel = clock.after(waitMs, look);
  };
  return {
    name: 'outage watch',
    async start() {
      stopListening = signals.subscribe((changes) => {
        if (changes.menu) watch();
      });
      look();
    },
    async stop() {
      stopListening();
      cancel();
    },
  };
}
