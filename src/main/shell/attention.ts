/** How a window asks for somebody who works in another one. */
export interface AttentionFrame {
  isFocused(): boolean;
  isVisible(): boolean;
  /** Shows it without taking the keyboard from another program. */
  showBehind(): void;
  flash(on: boolean): void;
  /** @param count 0 takes the badge away */
  badge(count: number): void;
}

/** Flashes the taskbar for new orders while another window is in front, and counts those nobody has answered. */
export class Attention {
  readonly #frame: AttentionFrame;
  #waiting = 0;

  constructor(frame: AttentionFrame) {
    this.#frame = frame;
  }

  /** Orders nobody has answered. */
  get waiting(): number {
    return this.#waiting;
  }

  tell(waiting: number): void {
    const isMore = waiting > this.#waiting;
    this.#waiting = waiting;
    this.#frame.badge(waiting);
    if (waiting === 0) this.#frame.flash(false);
    if (!isMore || this.#frame.isFocused()) return;
    // A hidden window has no place in the taskbar that could flash.
    if (!this.#frame.isVisible()) this.#frame.showBehind();
    this.#frame.flash(true);
  }

  /** Somebody looks. */
  focused(): void {
    this.#frame.flash(false);
  }
}
