import { AppError } from '../shared/contract/errors.ts';
import type { BranchFailed, BranchFailureReason } from '../shared/contract/branch-process.ts';

/** What the system, SQLite and the branch itself call it. @source errno(3); sqlite.org, "Result and Error Codes" */
const reasons: readonly (readonly [RegExp, BranchFailureReason])[] = [
  [/^EADDRINUSE$/, 'port_taken'],
  [/^database\.in_use$/, 'data_in_use'],
  [/^database\.newer$/, 'data_newer'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'data_damaged'],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)$/, 'disk_full'],
  [/^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS)/, 'no_access'],
];

/** Says why a branch server cannot run: the innermost cause that a person can do something about. */
export function branchFailureOf(error: unknown): BranchFailed {
  const chain = causesOf(error);
  const reason = chain.map(reasonOf).findLast((found) => found !== undefined) ?? 'unknown';
  return { reason, detail: chain.map(wordsOf).join(': ') };
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at = error; at !== undefined && chain.length < 5;) {
    chain.push(at);
    at = at instanceof Error ? at.cause : undefined;
  }
  return chain;
}

function reasonOf(error: unknown): BranchFailureReason | undefined {
  const code = error instanceof AppError || hasCode(error) ? error.code : '';
  return reasons.find(([pattern]) => pattern.test(code))?.[1];
}

function hasCode(error: unknown): error is { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
