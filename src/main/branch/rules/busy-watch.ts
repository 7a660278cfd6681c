import { minuteMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Signals } from '../signals.ts';
import type { BusyDesk } from './busy-mode.ts';

const stepMs = minuteMs;
/** So that a full disk is not asked all the time. */
const leastWaitMs = 1_000;

/** Ends the busy mode when its time is over, without anybody asking. */
export function createBusyWatch(deps: {
  clock: Clock;
  logger: Logger;
  signals: Signals;
  busy: BusyDesk;
}): Part {
  const { clock, logger, signals, busy } = deps;
  let cancel: () => void = () => undefined;
  let stopListening: () => void = () => undefined;
  const again = (waitMs: number) => {
    cancel();
    // In short steps, because the clock may be set meanwhile.
    cancel = clock.after(Math.max(leastWaitMs, Math.min(waitMs, stepMs)), look);
  };
  const look = () => {
    cancel();
    try {
      const endMs = busy.endIfOver();
      if (endMs !== undefined) again(endMs - clock.now());
    } catch (error) {
      logger.error(errorFields(error), 'the end of the busy mode could not be stored');
      again(stepMs);
    }
  };
  return {
    name: 'busy watch',
    async start() {
      stopListening = signals.subscribe((changes) => {
        if (changes.rules) look();
      });
      look();
    },
    async stop() {
      stopListening();
      cancel();
    },
  };
}
