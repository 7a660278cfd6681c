import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
} from 'cockatiel';
import type { OrderAction } from '../../src/shared/contract/order.ts';
import type { Clock, EpochMs } from '../../src/shared/kit/clock.ts';

/** Kinds of calls that fail together: one broken endpoint of a platform does not hold back the others. */
export const operations = {
  answer: ['accept', 'reject', 'cancel'],
  progress: ['preparing', 'ready', 'picked_up', 'delivered'],
  delay: ['delay'],
} as const satisfies Record<string, readonly OrderAction[]>;
export type Operation = keyof typeof operations;

export function operationOf(action: OrderAction): Operation {
  if (action === 'accept' || action === 'reject' || action === 'cancel') return 'answer';
  return action === 'delay' ? 'delay' : 'progress';
}

/** A breaker belongs to one company, platform and operation; it stops our calls, never the platform's. */
export interface BreakerKey {
  readonly companyId: string;
  readonly platform: string;
  readonly operation: Operation;
}

export interface BreakerView extends BreakerKey {
  readonly state: 'closed' | 'open' | 'half_open';
  /** When it last opened; null if it never did. */
  readonly openedAtMs: EpochMs | null;
  /**
   * Whether calls are held back, or probes are finding out if they have to be. An open breaker whose time
   * is over and that nobody has called through since holds back nothing.
   */
  readonly isHolding: boolean;
}

export interface Breakers {
  /** When a call may be tried, while it may not be now. */
  blockedUntilMs(key: BreakerKey): EpochMs | undefined;
  /** Runs one attempt; undefined when the breaker opened meanwhile and it was not run. */
  run<Outcome extends { readonly failed: boolean }>(
    key: BreakerKey,
    attempt: () => Promise<Outcome>,
  ): Promise<Outcome | undefined>;
  /** Breakers that have been used, for the console and the metrics. */
  list(): BreakerView[];
}

export interface BreakersOptions {
  readonly clock: Clock;
  readonly onChange?: (breaker: BreakerView) => void;
}

const failuresToOpen = 5;
const openMs = 30_000;
/** That many at once find out whether it works again; one more failure closes the door for another while. */
const probes = 3;
/** Where a call goes that comes while the probes are under way. */
const waitForProbesMs = 1_000;

interface Entry {
  readonly key: BreakerKey;
  readonly policy: CircuitBreakerPolicy;
  openedAtMs: EpochMs | null;
  running: number;
}

const stateNames = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
} as const;

export function createBreakers({ clock, onChange }: BreakersOptions): Breakers {
  const entries = new Map<string, Entry>();

  const entryOf = (key: BreakerKey): Entry => {
    const name = `${key.companyId} ${key.platform} ${key.operation}`;
    const known = entries.get(name);
    if (known) return known;
    const policy = circuitBreaker(
      handleWhenResult((outcome) => (outcome as { failed: boolean }).failed),
      {
        halfOpenAfter: openMs,
        breaker: new ConsecutiveBreaker(failuresToOpen),
        halfOpenSampling: { calls: probes, threshold: 0 },
      },
    );
    const { companyId, platform, operation } = key;
    const entry: Entry = {
      key: { companyId, platform, operation },
      policy,
      openedAtMs: null,
      running: 0,
    };
    policy.onStateChange((state) => {
      if (state === CircuitState.Open) entry.openedAtMs = clock.now();
      onChange?.(viewOf(entry, clock.now()));
    });
    entries.set(name, entry);
    return entry;
  };

  return {
    blockedUntilMs(key) {
      const { policy, openedAtMs, running } = entryOf(key);
      const now = clock.now();
      const opensAgainMs = (openedAtMs ?? 0) + openMs;
      if (policy.state === CircuitState.Open && now < opensAgainMs) return opensAgainMs;
      const isProbing = policy.state === CircuitState.HalfOpen && running >= probes;
      return isProbing ? now + waitForProbesMs : undefined;
    },
    async run(key, attempt) {
      const entry = entryOf(key);
      entry.running += 1;
      try {
        return await entry.policy.execute(attempt);
      } catch (error) {
        if (error instanceof BrokenCircuitError) return undefined;
        throw error;
      } finally {
        entry.running -= 1;
      }
    },
    list: () => [...entries.values()].map((entry) => viewOf(entry, clock.now())),
  };
}

function viewOf({ key, policy, openedAtMs, running }: Entry, nowMs: EpochMs): BreakerView {
  const state = stateNames[policy.state];
  const isOver = nowMs >= (openedAtMs ?? 0) + openMs;
  const isHolding = state !== 'closed' && (running > 0 || (state === 'open' && !isOver));
  return { ...key, state, openedAtMs, isHolding };
}
