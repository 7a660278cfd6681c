import {
  readBranchLine,
  type BranchFailed,
  type BranchReady,
} from '../../shared/contract/branch-process.ts';
import { fullJitterMs } from '../../shared/kit/backoff.ts';
import { secondMs, sleep, type Clock } from '../../shared/kit/clock.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import type { Random } from '../../shared/kit/random.ts';

/** How the branch server's process is. */
export type BranchProcessState =
  | { readonly kind: 'starting' }
  | ({ readonly kind: 'serving' } & BranchReady)
  /** It ended by itself and is started again after a wait. */
  | ({
      readonly kind: 'restarting';
      /** How often in a row, without having served for a minute in between. */
      readonly failures: number;
    } & BranchFailed)
  | { readonly kind: 'stopped' };

/** A running branch server. */
export interface BranchChild {
  /** Whole lines of its output. */
  onLine(listener: (line: string) => void): void;
  onExit(listener: (code: number) => void): void;
  /** Asks it to end; it finishes the ticket in its hands first. */
  stop(): void;
  /** Ends one that no longer listens. */
  kill(): void;
}

export interface BranchSupervisorOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly fork: () => BranchChild;
  readonly onState: (state: BranchProcessState) => void;
}

const backoff = { firstMs: secondMs, maxMs: 30 * secondMs };
/** Opening a large database after a power cut takes seconds; longer means that it hangs. */
const readyTimeoutMs = 60 * secondMs;
/** One that served this long was healthy: its end is a new story. */
const healthyMs = 60 * secondMs;
/** Longer than the branch server's own last job. */
const stopTimeoutMs = 12 * secondMs;

/** Keeps one branch server alive: starts it again, with growing waits, whenever it ends by itself. */
export class BranchSupervisor implements Part {
  readonly name = 'branch process';
  readonly #options: BranchSupervisorOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #child: BranchChild | undefined;

  constructor(options: BranchSupervisorOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#child?.stop();
    const waited = new AbortController();
    await Promise.race([this.#running, sleep(this.#options.clock, stopTimeoutMs, waited.signal)]);
    waited.abort();
    this.#child?.kill();
  }

  async #run(): Promise<void> {
    const { clock, random, onState } = this.#options;
    const { signal } = this.#stopping;
    let failures = 0;
    onState({ kind: 'starting' });
    while (!signal.aborted) {
      const { wasHealthy, failed } = await this.#runOnce();
      if (signal.aborted) break;
      failures = wasHealthy ? 1 : failures + 1;
      onState({ kind: 'restarting', failures, ...failed });
      await sleep(clock, fullJitterMs(backoff, failures, random), signal);
    }
    onState({ kind: 'stopped' });
  }

  /** One process, from its start to its end. */
  #runOnce(): Promise<{ wasHealthy: boolean; failed: BranchFailed }> {
    const { clock, fork, onState } = this.#options;
    return new Promise((resolve) => {
      let failed: BranchFailed | undefined;
      let healthyAtMs = Number.POSITIVE_INFINITY;
      const child = fork();
      this.#child = child;
      const cancelTimeout = clock.after(readyTimeoutMs, () => {
        failed = { reason: 'unknown', detail: 'it did not serve in time' };
        child.kill();
      });
      child.onLine((line) => {
        const word = readBranchLine(line);
        if (word?.kind === 'failed') ({ failed } = word);
        if (word?.kind !== 'ready') return;
        cancelTimeout();
        healthyAtMs = clock.monotonicMs() + healthyMs;
        onState({ kind: 'serving', ...word.ready });
      });
      child.onExit((code) => {
        cancelTimeout();
        this.#child = undefined;
        const wasHealthy = clock.monotonicMs() >= healthyAtMs;
        failed ??= { reason: 'unknown', detail: `it ended with code ${code}` };
        resolve({ wasHealthy, failed });
      });
    });
  }
}
