import { consoleApi, type User } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { Logger } from '../../src/shared/kit/logger.ts';
import type { RelayStore } from '../database/database.ts';
import type { Api } from '../http/serve.ts';
import type { Attempts } from './attempts.ts';
import type { Passwords } from './passwords.ts';
import { readToken, type SessionCookie } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';
import { findUserByEmail, toUser } from './users-repo.ts';

export interface AuthDeps {
  readonly store: RelayStore;
  readonly sessions: Sessions;
  readonly sessionCookie: SessionCookie;
  readonly passwords: Passwords;
  readonly attempts: Attempts;
  readonly logger: Logger;
}

export function authRoutes(api: Api, deps: AuthDeps): void {
  const { store, sessions, sessionCookie } = deps;
  api.serve(consoleApi.login, 'anybody', async (input, { request, reply }) => {
    const user = await checkPassword(deps, input, request.ip);
    const { token, expiresAtMs } = await sessions.begin(user.id);
    sessionCookie.give(reply, token, expiresAtMs);
    return { user, token, expiresAtMs };
  });
  api.serve(consoleApi.logout, 'anybody', async (_input, { request, reply }) => {
    const found = readToken(request, sessionCookie);
    if (found) await sessions.end(found.token);
    sessionCookie.takeBack(reply);
    return {};
  });
  api.serve(consoleApi.profile, 'signed_in', async (_input, { user }) => {
    const company = await store.db
      .selectFrom('companies')
      .select('name')
      .where('id', '=', user.companyId ?? '')
      .executeTakeFirst();
    return { user, companyName: company?.name ?? null };
  });
}

/** @throws AppError `auth.too_many_attempts`, `auth.bad_credentials` */
async function checkPassword(
  { store, passwords, attempts, logger }: AuthDeps,
  { email, password }: { email: string; password: string },
  address: string,
): Promise<User> {
  const retryAfterMs = attempts.waitMs(email, address);
  if (retryAfterMs > 0) {
    const details = { retryAfterMs };
    throw new AppError('auth.too_many_attempts', 'too many wrong passwords', { details });
  }
  attempts.begun(email, address);
  const row = await findUserByEmail(store.db, email);
  const right = await passwords.isRight(password, row?.password_hash);
  if (!row || !right) {
    logger.warn({ source: address }, 'sign-in refused');
    throw new AppError('auth.bad_credentials', 'e-mail or password is wrong');
  }
  attempts.succeeded(email, address);
  logger.info({ userId: row.id, source: address }, 'signed in');
  return toUser(row);
}
