import type { Clock } from '../../src/shared/kit/clock.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';

export interface PacedLoop {
  start(): void;
  /** Makes the next pass begin now, or right after the running one. */
  poke(): void;
  /** Resolves when no pass is running and none will begin. */
  stop(): Promise<void>;
}

export interface PacedLoopOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** One pass; resolves with how long to sleep unless poked. */
  readonly pass: () => Promise<number>;
}

const afterFailureMs = 1_000;

/** Runs passes one at a time; a poke is never lost, and a pass that fails is tried again. */
export function createPacedLoop({ name, clock, logger, pass }: PacedLoopOptions): PacedLoop {
  let cancelTimer: () => void = () => undefined;
  let running: Promise<void> | undefined;
  let isPoked = false;
  let isStopped = true;

  const run = async () => {
    cancelTimer();
    isPoked = false;
    const sleepMs = await pass().catch((error: unknown) => {
      logger.error({ loop: name, ...errorFields(error) }, 'pass failed');
      return afterFailureMs;
    });
    running = undefined;
    if (isStopped) return;
    if (isPoked || sleepMs <= 0) poke();
    else cancelTimer = clock.after(sleepMs, poke);
  };

  const poke = () => {
    isPoked = true;
    if (!isStopped) running ??= run();
  };

  return {
    start() {
      isStopped = false;
      poke();
    },
    poke,
    async stop() {
      isStopped = true;
      cancelTimer();
      await running;
    },
  };
}
