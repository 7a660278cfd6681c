import type { Faults } from '../simulator.ts';

/** What the API server has to do about the next call. */
export interface FaultState {
  readonly faults: Faults;
  readonly latencyMs: number;
  readonly loginsRefused: boolean;
  /** The answer that a fault demands for this call; null lets it through. */
  takeFailure(): number | 'hang_up' | null;
  /** What gets lost of the webhook about to be sent. */
  takeLoss(): 'webhook' | 'answer' | null;
}

export function createFaults(revokeTokens: () => void): FaultState {
  let latencyMs = 0;
  let loginsRefused = false;
  let failing: { status: number | 'hang_up'; left: number } | null = null;
  let losing: { what: 'webhook' | 'answer'; left: number } | null = null;
  return {
    faults: {
      loseNext: (count, what) => {
        losing = { what, left: count };
      },
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
    takeLoss() {
      if (losing === null || losing.left === 0) return null;
      losing.left -= 1;
      return losing.what;
    },
  };
}
