/**
 * The wait a `Retry-After` header asks for, in milliseconds from now: whole seconds or an HTTP date.
 * Undefined when there is none or it cannot be read; never negative.
 *
 * @source RFC 9110, section 10.2.3
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  // `Date.parse` alone reads a year into almost any number.
  const atMs = /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
