import { createContext, useContext, useSyncExternalStore } from 'react';
import { type Clock, type EpochMs, secondMs } from '../../shared/kit/clock.ts';

/** The branch server's clock on this page: a tablet with a wrong clock still counts down right. */
export interface ServerTime {
  readonly now: () => EpochMs;
  /** Takes the branch's time from a reply. Small differences are the reply's own travel and ignored. */
  readonly correct: (serverTimeMs: EpochMs) => void;
  /** Calls back about once a second while anybody listens. */
  readonly onTick: (listener: () => void) => () => void;
}

const travelMs = 1_500;

export function createServerTime(clock: Clock): ServerTime {
  let offsetMs = 0;
  let cancel: (() => void) | null = null;
  const listeners = new Set<() => void>();
  const tick = () => {
    cancel = clock.after(secondMs, tick);
    listeners.forEach((listener) => listener());
  };
  return {
    now: () => clock.now() + offsetMs,
    correct(serverTimeMs) {
      const measured = serverTimeMs - clock.now();
      if (Math.abs(measured - offsetMs) > travelMs) offsetMs = measured;
    },
    onTick(listener) {
      listeners.add(listener);
      cancel ??= clock.after(secondMs, tick);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        cancel?.();
        cancel = null;
      };
    },
  };
}

const TimeContext = createContext<ServerTime | null>(null);
export const ServerTimeProvider = TimeContext.Provider;

export function useServerTime(): ServerTime {
  const time = useContext(TimeContext);
  if (!time) throw new Error('no ServerTimeProvider above');
  return time;
}

/** The branch's time in steps, so that a part that shows minutes is drawn once a minute. */
export function useNow(stepMs: number = secondMs): EpochMs {
  const time = useServerTime();
  return useSyncExternalStore(time.onTick, () => Math.floor(time.now() / stepMs) * stepMs);
}
