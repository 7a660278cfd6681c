/**
 * Whether an error tells of the store (full, locked, read-only, broken) and not of what was written. What
 * the store could not take is tried again; what it will never take has to be set aside.
 *
 * @source SQLite result codes, sqlite.org/rescode.html
 */
export function isStoreTrouble(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const { code } = error;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return false;
  return !/^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG)/.test(code);
}
