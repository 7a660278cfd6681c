import type { Faults } from '../simulator.ts';

/** What the API server has to do about the next call. */
export interface FaultState {
  readonly faults: Faults;
  readonly latencyMs: number;
  readonly loginsRefused: boolean;
  /** The answer that a fault demands for this call; null lets it through. */
  takeFailure(): number | 'hang_up' | null;
}

export function createFaults(revokeTokens: () => void): FaultState {
  let latencyMs = 0;
  let loginsRefused = false;
  let failing: { status: number | 'hang_up'; left: number } | null = null;
  return {
    faults: {
      failNext: (count, status) => {
        failing = { status, left: count };
      },
      setLatency: (ms) => {
        latencyMs = ms;
      },
      refuseLogins: (refuse) => {
        loginsRefused = refuse;
      },
      revokeTokens,
    },
    get latencyMs() {
      return latencyMs;
    },
    get loginsRefused() {
      return loginsRefused;
    },
    takeFailure() {
      if (failing === null || failing.left === 0) return null;
      failing.left -= 1;
      return failing.status;
    },
  };
}
