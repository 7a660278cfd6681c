import { type Clock, minuteMs } from '../../src/shared/kit/clock.ts';

const windowMs = 15 * minuteMs;
const limits = {
  /** Wrong passwords for one account from one address. */
  pair: 5,
  /** Wrong passwords from one address (of IPv6, from one /64), whatever the account. */
  address: 30,
} as const;
/** Addresses remembered at most; beyond it the oldest are forgotten first. */
const mostRemembered = 20_000;

interface Count {
  failures: number;
  endsAtMs: number;
}

export interface Attempts {
  /** Milliseconds until another try is looked at; 0 when it may come now. */
  waitMs(email: string, address: string): number;
  /** Counts a try before its password is checked, so that many at once do not slip through. */
  begun(email: string, address: string): void;
  /** The password was right: that try was none, and the account starts afresh from this address. */
  succeeded(email: string, address: string): void;
}

/**
 * Slows down guessing without letting anybody lock somebody else out: wrong passwords count against the
 * address they come from, so the owner signs in from elsewhere while an attack is going on.
 */
export function createAttempts(clock: Clock): Attempts {
  const counts = new Map<string, Count>();
  const current = (key: string): Count | undefined => {
    const count = counts.get(key);
    if (count && count.endsAtMs <= clock.monotonicMs()) counts.delete(key);
    return counts.get(key);
  };
  const add = (key: string) => {
    const count = current(key) ?? { failures: 0, endsAtMs: clock.monotonicMs() + windowMs };
    count.failures += 1;
    counts.set(key, count);
    const oldest = counts.keys().next().value;
    if (counts.size > mostRemembered && oldest !== undefined) counts.delete(oldest);
  };
  const left = (key: string, limit: number): number => {
    const count = current(key);
    return count && count.failures >= limit ? count.endsAtMs - clock.monotonicMs() : 0;
  };
  const keysOf = (email: string, address: string) => {
    const site = siteOf(address);
    return { pair: `${site} ${email}`, site };
  };
  return {
    waitMs(email, address) {
      const { pair, site } = keysOf(email, address);
      return Math.max(left(pair, limits.pair), left(site, limits.address));
    },
    begun(email, address) {
      const { pair, site } = keysOf(email, address);
      add(pair);
      add(site);
    },
    succeeded(email, address) {
      const { pair, site } = keysOf(email, address);
      counts.delete(pair);
      const count = current(site);
      if (count) count.failures -= 1;
    },
  };
}

/**
 * Who is behind an address. One customer has a whole /64 of IPv6, so guesses from all of it are one
 * guesser's; an IPv4 address written as IPv6 stays that one address.
 *
 * @source RFC 6177, and RFC 4291 sections 2.2 and 2.5.5.2
 */
export function siteOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
