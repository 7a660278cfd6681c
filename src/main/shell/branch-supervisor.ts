import { fullJitterMs } from '../../shared/kit/backoff.ts';
import { secondMs, sleep, type Clock } from '../../shared/kit/clock.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import type { Random } from '../../shared/kit/random.ts';

/** How the branch server's process is. */
export type BranchProcessState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'serving'; readonly url: string; readonly tokenFile: string }
  /** It ended by itself and is started again after a wait. */
  | {
      readonly kind: 'restarting';
      readonly failures: number;
      /** The last line it wrote, for support. */
      readonly lastWords: string;
    }
  | { readonly kind: 'stopped' };

/** A running branch server. */
export interface BranchChild {
  /** Whole lines of its output. */
  onLine(listener: (line: string) => void): void;
  onExit(listener: (code: number) => void): void;
  /** Asks it to end; it finishes the ticket in its hands first. */
  stop(): void;
}

export interface BranchSupervisorOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly fork: () => BranchChild;
  readonly onState: (state: BranchProcessState) => void;
}

/** The line a branch server prints when it serves. */
const readyLine = /^ready (\{.*\})$/;

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
  }

  async #run(): Promise<void> {
    const { clock, random, onState } = this.#options;
    const { signal } = this.#stopping;
    let failures = 0;
    onState({ kind: 'starting' });
    while (!signal.aborted) {
      const { wasHealthy, lastWords } = await this.#runOnce();
      if (signal.aborted) break;
      failures = wasHealthy ? 1 : failures + 1;
      onState({ kind: 'restarting', failures, lastWords });
      await sleep(clock, fullJitterMs(backoff, failures, random), signal);
    }
    onState({ kind: 'stopped' });
  }

  /** One process, from its start to its end. */
  #runOnce(): Promise<{ wasHealthy: boolean; lastWords: string }> {
    const { clock, fork, onState } = this.#options;
    return new Promise((resolve) => {
      let lastWords = '';
      let healthyAtMs = Number.POSITIVE_INFINITY;
      const child = fork();
      this.#child = child;
      const cancelTimeout = clock.after(readyTimeoutMs, () => child.stop());
      child.onLine((line) => {
        const ready = readyLine.exec(line)?.[1];
        if (ready === undefined) {
          lastWords = line;
          return;
        }
        cancelTimeout();
        healthyAtMs = clock.monotonicMs() + healthyMs;
        onState({ kind: 'serving', ...(JSON.parse(ready) as { url: string; tokenFile: string }) });
      });
      child.onExit((code) => {
        cancelTimeout();
        this.#child = undefined;
        const wasHealthy = clock.monotonicMs() >= healthyAtMs;
        resolve({ wasHealthy, lastWords: lastWords || `ended with code ${code}` });
      });
    });
  }
}
