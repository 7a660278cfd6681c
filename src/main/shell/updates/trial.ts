import { z } from 'zod';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { isNewer } from './manifest.ts';

/** A new version must serve the branch and show the till within this time, or the one before it comes back. */
export const trialMs = 2 * minuteMs;
/** So long it must have done both without a break to have proved itself early. */
export const steadyMs = 30 * secondMs;
/** A version that cannot even count to two minutes has this many starts. */
const maxStarts = 3;

/** What is remembered about updates across restarts of the program. */
export const UpdateJournal = z.object({
  /** A version that was installed and has not proved itself. */
  trial: z
    .object({
      from: z.string(),
      to: z.string(),
      /** Path of the installer that brings `from` back. */
      wayBack: z.string(),
      starts: z.int().nonnegative(),
    })
    .nullable(),
  /** Versions that failed here: never installed by themselves again. */
  bad: z.array(z.string()),
});
export type UpdateJournal = z.infer<typeof UpdateJournal>;

export const emptyJournal: UpdateJournal = { trial: null, bad: [] };

export type StartVerdict =
  | { readonly kind: 'usual' }
  /** Roll back unless it is healthy within `trialMs`. */
  | { readonly kind: 'on_trial' }
  | { readonly kind: 'roll_back'; readonly wayBack: string }
  /** The version before it runs again. */
  | { readonly kind: 'was_rolled_back'; readonly version: string }
  /** It never ran: the installer did nothing. */
  | { readonly kind: 'was_not_installed'; readonly version: string };

/** What a start of the program means for an update that is under way. Store the journal before acting. */
export function judgeStart(
  journal: UpdateJournal,
  running: string,
): { journal: UpdateJournal; verdict: StartVerdict } {
  const { trial } = journal;
  if (!trial) return { journal, verdict: { kind: 'usual' } };
  if (isNewer(running, trial.to)) return { journal: passed(journal), verdict: { kind: 'usual' } };
  if (trial.to !== running) {
    const kind = trial.starts === 0 ? 'was_not_installed' : 'was_rolled_back';
    return { journal: failed(journal), verdict: { kind, version: trial.to } };
  }
  const starts = trial.starts + 1;
  if (starts > maxStarts) {
    return { journal, verdict: { kind: 'roll_back', wayBack: trial.wayBack } };
  }
  return { journal: { ...journal, trial: { ...trial, starts } }, verdict: { kind: 'on_trial' } };
}

export function beginTrial(
  journal: UpdateJournal,
  trial: { from: string; to: string; wayBack: string },
): UpdateJournal {
  return { ...journal, trial: { ...trial, starts: 0 } };
}

export function passed(journal: UpdateJournal): UpdateJournal {
  return { ...journal, trial: null };
}

function failed({ trial, bad }: UpdateJournal): UpdateJournal {
  return { trial: null, bad: trial ? [...new Set([...bad, trial.to])] : bad };
}
