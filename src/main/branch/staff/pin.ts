import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { minuteMs, secondMs, type Clock } from '../../../shared/kit/clock.ts';

const hash = promisify<string, Buffer, number, Buffer>(scrypt);
const hashBytes = 32;

/** Salt and hash in base64. A PIN is short: the salt and the cost are for a stolen file, the waits for a person who guesses. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64')}:${(await hash(pin, salt, hashBytes)).toString('base64')}`;
}

export async function isPin(pin: string, stored: string): Promise<boolean> {
  const [salt = '', expected = ''] = stored.split(':');
  const given = await hash(pin, Buffer.from(salt, 'base64'), hashBytes);
  return timingSafeEqual(given, Buffer.from(expected, 'base64'));
}

/** So many wrong tries cost nothing. */
const freeTries = 4;
const waitMs = { first: 15 * secondMs, longest: 15 * minuteMs };

/** Makes guessing slow without ever locking anybody out for good. Forgotten when the program restarts. */
export class PinGuard {
  readonly #clock: Clock;
  readonly #tries = new Map<string, { count: number; untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds until the next try is looked at; 0 for at once. */
  waitMs(staffId: string): number {
    return Math.max(0, (this.#tries.get(staffId)?.untilMs ?? 0) - this.#clock.monotonicMs());
  }

  wrong(staffId: string): void {
    const count = (this.#tries.get(staffId)?.count ?? 0) + 1;
    const wait =
      count <= freeTries
        ? 0
        : Math.min(waitMs.longest, waitMs.first * 2 ** (count - freeTries - 1));
    this.#tries.set(staffId, { count, untilMs: this.#clock.monotonicMs() + wait });
  }

  right(staffId: string): void {
    this.#tries.delete(staffId);
  }
}
