import { dayMs, hourMs, minuteMs, type Clock, type EpochMs } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { BackupFolder } from './backups.ts';

/** After the start, when the board stands. */
const firstWaitMs = 5 * minuteMs;
const betweenLooksMs = hourMs;

export interface DailyDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly folder: Pick<BackupFolder, 'list' | 'make' | 'keep'>;
  /** How many days are kept; 0 for no daily backups. */
  keepDays(): number;
}

/** One backup a day by itself, as long as the PC is on; failing is told and tried again, and stops nothing. */
export function createDailyBackup(
  deps: DailyDeps,
): Part & { readonly failedAtMs: () => EpochMs | null; readonly look: () => Promise<void> } {
  const { clock, logger, folder } = deps;
  let cancel: () => void = () => undefined;
  let running: Promise<void> = Promise.resolve();
  let failedAtMs: EpochMs | null = null;
  let isStopped = false;
  const look = async () => {
    const keep = deps.keepDays();
    if (keep === 0) return;
    const nowMs = clock.now();
    const dailies = (await folder.list()).filter(({ kind }) => kind === 'daily');
    // One of the future was made under a wrong clock and counts for no day.
    const isMade = dailies.some(({ madeAtMs }) => madeAtMs <= nowMs && nowMs - madeAtMs < dayMs);
    if (isMade) return;
    const { name, fileBytes } = await folder.make('daily');
    await folder.keep('daily', keep);
    failedAtMs = null;
    logger.info({ name, fileBytes }, 'the daily backup was made');
  };
  const lookSafely = () =>
    look().catch((error: unknown) => {
      failedAtMs = clock.now();
      logger.error(errorFields(error), 'the daily backup could not be made');
    });
  const run = () => {
    running = lookSafely().then(() => {
      if (!isStopped) cancel = clock.after(betweenLooksMs, run);
    });
  };
  return {
    name: 'daily backup',
    failedAtMs: () => failedAtMs,
    look: lookSafely,
    async start() {
      cancel = clock.after(firstWaitMs, run);
    },
    async stop() {
      isStopped = true;
      cancel();
      await running;
    },
  };
}
