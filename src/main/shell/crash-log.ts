import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import type { Clock } from '../../shared/kit/clock.ts';

const maxBytes = 512 * 1024;

export interface CrashLog {
  /** Never throws: it is called when something else already went wrong. */
  write(what: string, details: Readonly<Record<string, unknown>>): void;
}

/** One line for each crash of a window, a process or this program; the file before the present one is kept. */
export function openCrashLog(file: string, clock: Clock): CrashLog {
  return {
    write(what, details) {
      try {
        if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, `${file}.old`);
        appendFileSync(file, `${JSON.stringify({ atMs: clock.now(), what, ...details })}\n`);
      } catch {
        // A full disk must not turn one crash into two.
      }
    },
  };
}
