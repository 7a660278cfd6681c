import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Clock } from '../../shared/kit/clock.ts';
import { minuteMs } from '../../shared/kit/clock.ts';

export interface LogFileLimits {
  readonly bytes: number;
  /** Full files that are kept beside the one being written. */
  readonly kept: number;
}

const defaultLimits: LogFileLimits = { bytes: 10 * 1024 * 1024, kept: 5 };
const lookEveryMs = minuteMs;

export interface LogFile {
  readonly stream: { write(line: string): void };
  close(): void;
}

/**
 * Writes to `<folder>/branch.log`. A counter PC has nobody who rotates logs: once the file is full it
 * becomes `branch.1.log`, the older ones move up by one, and the oldest is gone.
 */
export function openLogFile(folder: string, clock: Clock, limits = defaultLimits): LogFile {
  mkdirSync(folder, { recursive: true });
  const current = join(folder, 'branch.log');
  const numbered = (number: number) => join(folder, `branch.${number}.log`);
  const rotate = (): boolean => {
    if (!existsSync(current) || statSync(current).size < limits.bytes) return false;
    for (let number = limits.kept - 1; number >= 1; number -= 1) {
      if (existsSync(numbered(number))) renameSync(numbered(number), numbered(number + 1));
    }
    renameSync(current, numbered(1));
    return true;
  };
  rotate();
  const stream = pino.destination({ dest: current, sync: true });
  // A full disk must not end the program; what cannot be logged is lost, the orders are not.
  stream.on('error', () => undefined);
  let cancel = () => undefined as void;
  const look = () => {
    if (rotate()) stream.reopen();
    cancel = clock.after(lookEveryMs, look);
  };
  look();
  return {
    stream,
    close() {
      cancel();
      stream.end();
    },
  };
}
