import type { Clock } from '../../shared/kit/clock.ts';
import { secondMs } from '../../shared/kit/clock.ts';
import type { BranchProcessState } from './branch-supervisor.ts';
import { statusPage } from './status-page.ts';

/** The part of a window that shows pages. */
export interface PageFrame {
  /** Resolves once the page stands; rejects when it cannot be had. */
  load(url: string): Promise<void>;
}

export interface TillPageOptions {
  readonly frame: PageFrame;
  readonly clock: Clock;
  /** The till with its sign-in, for a branch server that serves. */
  readonly signIn: (state: BranchProcessState & { kind: 'serving' }) => string;
  /** The till stands on the screen. */
  readonly onShown: () => void;
}

const reloadMs = 2 * secondMs;

/**
 * What the window shows. The till stays on the screen while its server is started again: it says itself that it waits, and
 * its board is worth more than a notice. Only a window without a till shows the notice.
 */
export class TillPage {
  readonly #options: TillPageOptions;
  #isTill = false;
  #state: BranchProcessState = { kind: 'starting' };
  #cancelReload: () => void = () => undefined;

  constructor(options: TillPageOptions) {
    this.#options = options;
  }

  async follow(state: BranchProcessState): Promise<void> {
    this.#state = state;
    if (this.#isTill) return;
    await (state.kind === 'serving' ? this.#showTill() : this.#showNotice());
  }

  /** The page crashed or a reload failed. */
  async lost(): Promise<void> {
    this.#isTill = false;
    await this.#showNotice();
    this.#cancelReload();
    this.#cancelReload = this.#options.clock.after(reloadMs, () => void this.follow(this.#state));
  }

  async #showTill(): Promise<void> {
    if (this.#state.kind !== 'serving') return;
    try {
      await this.#options.frame.load(this.#options.signIn(this.#state));
      this.#isTill = true;
      this.#options.onShown();
    } catch {
      await this.lost();
    }
  }

  async #showNotice(): Promise<void> {
    await this.#options.frame.load(statusPage(this.#state)).catch(() => undefined);
  }
}
