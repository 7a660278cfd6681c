import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import type { Clock } from '../../shared/kit/clock.ts';

const maxBytes = 512 * 1024;
const maxTextLength = 4_000;

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
        const line = JSON.stringify({ atMs: clock.now(), what, ...details }, impersonal);
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
      } catch {
        // A full disk must not turn one crash into two.
      }
    },
  };
}

function impersonal(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutPersons(value) : value;
}

/** Takes out what could name a person or open a door: folders of users, addresses, telephone numbers, keys. */
export function withoutPersons(text: string): string {
  return text
    .slice(0, maxTextLength)
    .replaceAll(/([\\/](?:Users|home)[\\/])[^\\/:"'\n]+(?=[\\/])/gi, '$1~')
    .replaceAll(/[^\s@"'<>]+@[^\s@"'<>]+\.\w+/g, '[e-mail]')
    .replaceAll(/\b[\w-]{32,}\b/g, '[key]')
    .replaceAll(/\+?\d(?:[\s-]?\d){6,}/g, '[number]');
}
