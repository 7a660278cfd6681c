import type { Clock, EpochMs } from '../../shared/kit/clock.ts';

/**
 * The branch's time: this PC's running time, set by the relay's clock once there was one. Deadlines come from
 * platforms, so a PC whose clock is wrong must still count them down right.
 */
export interface BranchClock extends Clock {
  /** The relay has just told its time: a session begins. */
  compare(relayMs: EpochMs): void;
  /** The relay was heard in this session, so the session was not slept through. */
  heard(): void;
  /** The session has ended. */
  lost(): void;
  /** This PC's clock minus the relay's, when they were last compared; null when never. */
  offsetMs(): number | null;
  /**
   * A time that both clocks have reached, for what cannot be undone; undefined while the relay is away and
   * there is only one clock.
   */
  agreedNow(): EpochMs | undefined;
}

interface Session {
  readonly relayMs: EpochMs;
  readonly atMs: number;
}

export function createBranchClock(clock: Clock): BranchClock {
  let offsetMs: number | null = null;
  let session: Session | undefined;
  // Within a session running time counts, because a clock may be set. Outside of it this PC may have slept, and
  // running time with it, so there the clock counts, as far off as it was known to be.
  const now = () =>
    session
      ? session.relayMs + Math.round(clock.monotonicMs() - session.atMs)
      : clock.now() - (offsetMs ?? 0);
  return {
    now,
    monotonicMs: () => clock.monotonicMs(),
    after: (delayMs, work) => clock.after(delayMs, work),
    compare(relayMs) {
      session = { relayMs, atMs: clock.monotonicMs() };
      offsetMs = clock.now() - relayMs;
    },
    heard() {
      if (session) offsetMs = clock.now() - now();
    },
    lost() {
      session = undefined;
    },
    offsetMs: () => offsetMs,
    agreedNow: () => (session ? Math.min(clock.now(), now()) : undefined),
  };
}
