import { secondMs, type Clock } from '../../shared/kit/clock.ts';

/** How often a printer of limited speed works. */
const workEveryMs = 5;

/** How many bytes a printer may have worked off by now. */
export class Pace {
  readonly #clock: Clock;
  readonly #bytesPerSecond: number | undefined;
  #sinceMs: number;
  #isWaiting = false;

  constructor(clock: Clock, bytesPerSecond: number | undefined) {
    this.#clock = clock;
    this.#bytesPerSecond = bytesPerSecond;
    this.#sinceMs = clock.monotonicMs();
  }

  allowance(): number {
    if (this.#bytesPerSecond === undefined) return Infinity;
    const elapsedMs = this.#clock.monotonicMs() - this.#sinceMs;
    return Math.floor((elapsedMs * this.#bytesPerSecond) / secondMs);
  }

  use(bytes: number): void {
    if (this.#bytesPerSecond !== undefined) {
      this.#sinceMs += (bytes / this.#bytesPerSecond) * secondMs;
    }
  }

  /** Idle time buys no speed. */
  rest(): void {
    this.#sinceMs = this.#clock.monotonicMs();
  }

  /** Calls `work` when more may be worked off; does nothing at full speed, where nothing waits. */
  later(work: () => void): void {
    if (this.#bytesPerSecond === undefined || this.#isWaiting) return;
    this.#isWaiting = true;
    this.#clock.after(workEveryMs, () => {
      this.#isWaiting = false;
      work();
    });
  }
}
