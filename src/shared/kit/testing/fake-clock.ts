import type { Clock, EpochMs } from '../clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on, running what falls due in between, in order. */
  advance(ms: number): void;
  set(now: EpochMs): void;
}

interface Timer {
  readonly dueAt: number;
  readonly order: number;
  readonly work: () => void;
}

/** Time that stands still until told. */
export function createFakeClock(start: EpochMs = Date.UTC(2026, 0, 15, 12)): FakeClock {
  let wall = start;
  let elapsed = 0;
  let count = 0;
  const timers = new Set<Timer>();
  const nextDue = (until: number) =>
    [...timers]
      .filter((timer) => timer.dueAt <= until)
      .sort((a, b) => a.dueAt - b.dueAt || a.order - b.order)[0];
  const moveTo = (target: number) => {
    wall += target - elapsed;
    elapsed = target;
  };
  return {
    now: () => wall,
    monotonicMs: () => elapsed,
    after(delayMs, work) {
      const timer = { dueAt: elapsed + Math.max(0, delayMs), order: count++, work };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const until = elapsed + ms;
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        moveTo(timer.dueAt);
        timer.work();
      }
      moveTo(until);
    },
    set(now) {
      wall = now;
    },
  };
}
