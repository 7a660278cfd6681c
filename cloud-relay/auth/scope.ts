import type { User } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';

/** Which companies' rows a query may touch: one, or for a super_admin any. */
export type Scope = { readonly companyId: string } | 'every_company';

/**
 * The scope of a call. It comes from the login; a company named in the call can narrow it and never
 * widen it.
 *
 * @throws AppError `company.not_found` for a company that is not the caller's, as for one that is not
 */
export function scopeOf(user: User, asked?: string): Scope {
  if (user.companyId === null) return asked === undefined ? 'every_company' : { companyId: asked };
  if (asked !== undefined && asked !== user.companyId) {
    throw new AppError('company.not_found', 'a company of somebody else was asked for');
  }
  return { companyId: user.companyId };
}

/** The one company something new belongs to; a super_admin has to name it. */
export function companyOf(user: User, asked?: string): string {
  const scope = scopeOf(user, asked);
  if (scope !== 'every_company') return scope.companyId;
  throw new AppError('input.invalid', 'no company named', {
    details: { issues: [{ path: 'companyId', message: 'which company?' }] },
  });
}
