import { consoleApi, type User } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import type { Logger } from '../../src/shared/kit/logger.ts';
import { recordAudit } from '../audit/index.ts';
import type { RelayStore, Tx } from '../database/database.ts';
import type { Api } from '../http/serve.ts';
import type { Attempts } from './attempts.ts';
import type { Passwords } from './passwords.ts';
import { readToken, type SessionCookie } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';
import { findUserByEmail, toUser } from './users-repo.ts';

export interface AuthDeps {
  readonly store: RelayStore;
  readonly clock: Clock;
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
    const { token, expiresAtMs } = await store.transact(async (tx) => {
      await recordSignIn(tx, deps, { user, address: request.ip, isRight: true });
      return sessions.begin(tx, user.id);
    });
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

interface SignIn {
  /** Undefined for an e-mail address that nobody has; it is not written down, being perhaps a password. */
  readonly user: User | undefined;
  readonly address: string;
  readonly isRight: boolean;
}

/** How many there are is bounded by the guesses that an address has. */
async function recordSignIn(
  tx: Tx,
  { clock }: AuthDeps,
  { user, address, isRight }: SignIn,
): Promise<void> {
  const by = user?.email ?? '';
  const actor = { userId: isRight ? (user?.id ?? null) : null, by, address };
  await recordAudit(tx, actor, {
    atMs: clock.now(),
    companyId: user?.companyId ?? null,
    action: isRight ? 'signed_in' : 'sign_in_failed',
    target: { id: user?.id ?? '', name: by },
  });
}

/** @throws AppError `auth.too_many_attempts`, `auth.bad_credentials` */
async function checkPassword(
  deps: AuthDeps,
  { email, password }: { email: string; password: string },
  address: string,
): Promise<User> {
  const { store, passwords, attempts, logger } = deps;
  const retryAfterMs = attempts.waitMs(email, address);
  if (retryAfterMs > 0) {
    const details = { retryAfterMs };
    throw new AppError('auth.too_many_attempts', 'too many wrong passwords', { details });
  }
  attempts.begun(email, address);
  const row = await findUserByEmail(store.db, email);
  const right = await passwords.isRight(password, row?.password_hash);
  if (!row || !right) {
    const user = row && toUser(row);
    await store.transact((tx) => recordSignIn(tx, deps, { user, address, isRight: false }));
    logger.warn({ source: address }, 'sign-in refused');
    throw new AppError('auth.bad_credentials', 'e-mail or password is wrong');
  }
  attempts.succeeded(email, address);
  logger.info({ userId: row.id, source: address }, 'signed in');
  return toUser(row);
}
