/** How a cabinet is wired. */
export interface Cabinet {
  /** The connector pin its coil hangs on. */
  readonly pin: 2 | 5;
  /** Level of the sensor's pin when it stands open. Default low. */
  readonly openLevel?: 'high' | 'low';
  /** Locked with the key, or caught on a coin. */
  readonly isStuck?: boolean;
}

/** The connector of a cash drawer, with a cabinet on it or not. */
export class CashDrawer {
  #cabinet: Cabinet | undefined;
  #isOpen = false;
  #pulses = 0;

  plugIn(cabinet: Cabinet): void {
    this.#cabinet = cabinet;
    this.#isOpen = false;
  }

  pulse(pin: 2 | 5): void {
    this.#pulses += 1;
    if (this.#cabinet?.pin === pin && !this.#cabinet.isStuck) this.#isOpen = true;
  }

  shut(): void {
    this.#isOpen = false;
  }

  isOpen(): boolean {
    return this.#isOpen;
  }

  pulses(): number {
    return this.#pulses;
  }

  /** An open circuit reads high. */
  isHigh(): boolean {
    if (!this.#cabinet) return true;
    return (this.#cabinet.openLevel === 'high') === this.#isOpen;
  }
}
