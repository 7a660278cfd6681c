import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { latinDigits } from '../../../shared/contract/digits.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { TerminalSettings } from '../../../shared/contract/terminal.ts';
import { minuteMs, type Clock } from '../../../shared/kit/clock.ts';

/** No 0 and O, no 1, I and L, no U that reads as V. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 8;
export const codeLifeMs = 10 * minuteMs;

/** Wrong codes within the life of one, from one address and from all of them together. */
export const triesPerAddress = 5;
export const triesInAll = 40;

interface Pending {
  readonly digest: Buffer;
  readonly settings: TerminalSettings;
  readonly untilMs: number;
}

/**
 * The one code that is out. It lives in memory only: a restart makes it worthless, as does its use, its age, a newer one,
 * or too many guesses.
 */
export class Enrolment {
  readonly #clock: Clock;
  #pending: Pending | undefined;
  #wrong: { readonly address: string; readonly atMs: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whoever makes a code is a manager at the main till: guesses at the one before no longer count. */
  make(settings: TerminalSettings): { readonly code: string; readonly expiresAtMs: number } {
    const letters = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]);
    const code = letters.join('');
    this.#wrong = [];
    this.#pending = {
      digest: digestOf(code),
      settings,
      untilMs: this.#clock.monotonicMs() + codeLifeMs,
    };
    return { code, expiresAtMs: this.#clock.now() + codeLifeMs };
  }

  /** What the code was made for; it opens nothing more. @throws AppError `terminal.bad_code`, `terminal.wait` */
  use(code: string, address: string): TerminalSettings {
    const nowMs = this.#clock.monotonicMs();
    this.#wrong = this.#wrong.filter(({ atMs }) => nowMs - atMs < codeLifeMs);
    this.#demandPatience(address, nowMs);
    const pending = this.#pending;
    const isRight = pending !== undefined && timingSafeEqual(digestOf(plain(code)), pending.digest);
    if (!isRight || pending.untilMs <= nowMs) {
      this.#wrong.push({ address, atMs: nowMs });
      if (this.#wrong.length >= triesInAll) this.#pending = undefined;
      throw new AppError('terminal.bad_code', 'no such code, or it is used or too old');
    }
    this.#pending = undefined;
    return pending.settings;
  }

  #demandPatience(address: string, nowMs: number): void {
    const own = this.#wrong.filter((attempt) => attempt.address === address);
    const counted =
      this.#wrong.length >= triesInAll ? this.#wrong : own.length >= triesPerAddress ? own : [];
    const [first] = counted;
    if (!first) return;
    throw new AppError('terminal.wait', 'too many wrong codes', {
      details: { retryAfterMs: first.atMs + codeLifeMs - nowMs },
    });
  }
}

/** As somebody types it: with spaces or dashes, in small letters, with the digits of an Arabic keyboard. */
function plain(code: string): string {
  return latinDigits(code)
    .replaceAll(/[^0-9A-Za-z]/g, '')
    .toUpperCase();
}

function digestOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
