import type { SessionReady } from '../../../shared/contract/relay.ts';
import type { Cursors } from './cursors-repo.ts';

export interface SessionPlan {
  /** True when the two sides do not mean the same up log, so a new one must begin. */
  readonly restartUp: boolean;
  /** True when it is this file that is an older copy of itself. */
  readonly isCopy: boolean;
  /** True when the relay's log is another than the one the branch has read. */
  readonly restartDown: boolean;
}

/**
 * Decides at the start of a session whether both sides still speak of the same logs.
 *
 * @param reachesBack whether the branch still holds every event after a given sequence
 */
export function planSession(
  ready: Pick<SessionReady, 'downEpoch' | 'upCursor' | 'upMustRestart'>,
  cursors: Cursors,
  reachesBack: (cursor: number) => boolean,
): SessionPlan {
  // The relay applied what this file never sent: the file is an older copy, even if it has grown since.
  const isCopy = ready.upMustRestart || ready.upCursor > cursors.upSent;
  return {
    isCopy,
    restartUp: isCopy || !reachesBack(ready.upCursor),
    restartDown: ready.downEpoch !== cursors.downEpoch,
  };
}
