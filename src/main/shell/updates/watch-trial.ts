import type { Clock } from '../../../shared/kit/clock.ts';
import { passed, steadyMs, trialMs, type UpdateJournal } from './trial.ts';

export interface TrialPorts {
  readonly clock: Clock;
  readonly readJournal: () => UpdateJournal;
  readonly writeJournal: (journal: UpdateJournal) => void;
  readonly settle: () => void;
}

/** The first minutes of a new version. */
export interface Trial {
  /** @param isWell the branch serves and the till is on the screen */
  health(isWell: boolean): void;
  cancel(): void;
}

/**
 * A new version has proved itself once it was well for half a minute without a break. After two minutes its last word counts:
 * well, or back to the version before.
 */
export function watchTrial(ports: TrialPorts, goBack: (wayBack: string) => void): Trial {
  let isWell = false;
  let isOver = false;
  let cancelSteady = () => undefined as void;
  const end = () => {
    isOver = true;
    cancelSteady();
    cancelDeadline();
  };
  const pass = () => {
    end();
    ports.writeJournal(passed(ports.readJournal()));
    ports.settle();
  };
  const cancelDeadline = ports.clock.after(trialMs, () => {
    if (isWell) {
      pass();
      return;
    }
    end();
    const { trial } = ports.readJournal();
    if (trial) goBack(trial.wayBack);
  });
  return {
    cancel: end,
    health(next) {
      if (isOver || next === isWell) return;
      isWell = next;
      cancelSteady();
      if (isWell) cancelSteady = ports.clock.after(steadyMs, pass);
    },
  };
}
