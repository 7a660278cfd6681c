import { type KeyObject, createHmac, createSecretKey, hash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** One secret, or two while the platform changes from the old to the new. */
export function liveSecrets(what: string) {
  return z.array(z.string().min(1)).min(1).max(2).describe(what);
}

/** Compares in a time that depends on neither the contents nor the length of the secret. */
export function sameText(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(value: string): Buffer {
  return hash('sha256', value, 'buffer');
}

/** Position of the candidate equal to `given`, or -1. Looks at every candidate whatever it finds. */
export function indexOfSame(given: string, candidates: readonly string[]): number {
  let found = -1;
  for (const [index, candidate] of candidates.entries()) {
    if (sameText(given, candidate)) found = index;
  }
  return found;
}

/**
 * Remembers what was derived from an object for as long as the object lives. The object must not be
 * changed in place; new credentials are a new object.
 */
export function rememberPer<Owner extends object, Value>(
  derive: (owner: Owner) => Value,
): (owner: Owner) => Value {
  const derived = new WeakMap<Owner, { value: Value }>();
  return (owner) => {
    const known = derived.get(owner) ?? { value: derive(owner) };
    derived.set(owner, known);
    return known.value;
  };
}

/** Keys made once per list of secrets: Node converts a raw secret anew for each HMAC, at four times the cost. */
export const hmacKeys = rememberPer((secrets: readonly string[]): readonly KeyObject[] =>
  secrets.map((secret) => createSecretKey(Buffer.from(secret, 'utf8'))),
);

export interface HmacInput {
  readonly algorithm: 'sha256' | 'sha512';
  readonly key: KeyObject;
  readonly parts: readonly (string | Uint8Array)[];
}

export function hmac({ algorithm, key, parts }: HmacInput): Buffer {
  const mac = createHmac(algorithm, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}
