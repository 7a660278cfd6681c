import type { Clock } from '../../shared/kit/clock.ts';
import { secondMs } from '../../shared/kit/clock.ts';
import type { BranchProcessState } from './branch-supervisor.ts';
import { statusPage } from './status-page.ts';

/** The part of a window that shows pages. */
export interface PageFrame {
  /** Resolves once the page stands; rejects when it cannot be had. */
  load(url: string): Promise<void>;
}

type Serving = BranchProcessState & { kind: 'serving' };

export interface TillPageOptions {
  readonly frame: PageFrame;
  readonly clock: Clock;
  /** The till with its sign-in, for a branch server that serves. */
  readonly signIn: (state: Serving) => string;
  /** The till came to the screen or left it. */
  readonly onChange: (isShown: boolean) => void;
}

const reloadMs = 2 * secondMs;
/** Up to a quarter of a minute of tries. */
const patience = 5;

/** So often in a row that a person has to know why. */
export function isStuck(state: BranchProcessState): boolean {
  return state.kind === 'restarting' && state.failures >= patience;
}

/**
 * What the window shows. The till stays on the screen while its server is started again: it says itself that it waits, and
 * its board is worth more than a notice. Only a window without a till shows the notice, or one whose server does not come back.
 */
export class TillPage {
  readonly #options: TillPageOptions;
  /** Where the till on the screen came from. */
  #shownUrl: string | undefined;
  #state: BranchProcessState = { kind: 'starting' };
  #cancelReload: () => void = () => undefined;

  constructor(options: TillPageOptions) {
    this.#options = options;
  }

  async follow(state: BranchProcessState): Promise<void> {
    this.#state = state;
    if (this.#shownUrl !== undefined && !this.#hasToGo(state, this.#shownUrl)) return;
    await (state.kind === 'serving' ? this.#showTill(state) : this.#showNotice());
  }

  /** The page crashed or could not be loaded again. */
  async lost(): Promise<void> {
    await this.#showNotice();
    this.#cancelReload();
    this.#cancelReload = this.#options.clock.after(reloadMs, () => void this.follow(this.#state));
  }

  #hasToGo(state: BranchProcessState, shownUrl: string): boolean {
    return state.kind === 'serving' ? state.url !== shownUrl : isStuck(state);
  }

  async #showTill(state: Serving): Promise<void> {
    this.#cancelReload();
    try {
      await this.#options.frame.load(this.#options.signIn(state));
    } catch {
      await this.lost();
      return;
    }
    this.#shownUrl = state.url;
    this.#options.onChange(true);
  }

  async #showNotice(): Promise<void> {
    if (this.#shownUrl !== undefined) this.#options.onChange(false);
    this.#shownUrl = undefined;
    await this.#options.frame.load(statusPage(this.#state)).catch(() => undefined);
  }
}
