import { createHash, randomBytes } from 'node:crypto';
import type { User } from '../../src/shared/contract/console-api.ts';
import { type Clock, dayMs, hourMs } from '../../src/shared/kit/clock.ts';
import type { RelayStore, Tx } from '../database/database.ts';
import { toUser } from './users-repo.ts';

/** Ends this long after its last use ... */
const idleMs = 7 * dayMs;
/** ... and at the latest this long after the login. */
const longestMs = 30 * dayMs;
/** A use is written down at most this often. */
const writeEveryMs = hourMs;

export interface Session {
  readonly user: User;
  readonly expiresAtMs: number;
  /** The time left has grown; the cookie has to be given again. */
  readonly extended: boolean;
}

export interface Sessions {
  /** @returns the token, which is kept nowhere but with its owner */
  begin(tx: Tx, userId: string): Promise<{ token: string; expiresAtMs: number }>;
  /** Undefined for a token that is wrong, over or ended. */
  find(token: string): Promise<Session | undefined>;
  end(token: string): Promise<void>;
}

export function createSessions({ store, clock }: { store: RelayStore; clock: Clock }): Sessions {
  const { db } = store;
  return {
    async begin(tx, userId) {
      const now = clock.now();
      await tx.deleteFrom('sessions').where('expires_at_ms', '<=', now).execute();
      const token = randomBytes(32).toString('base64url');
      const row = {
        token_hash: hashOf(token),
        user_id: userId,
        created_at_ms: now,
        expires_at_ms: now + idleMs,
      };
      await tx.insertInto('sessions').values(row).execute();
      return { token, expiresAtMs: row.expires_at_ms };
    },
    async find(token) {
      const now = clock.now();
      const row = await db
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .selectAll('users')
        .select(['token_hash', 'expires_at_ms', 'sessions.created_at_ms as begun_at_ms'])
        .where('token_hash', '=', hashOf(token))
        .where('expires_at_ms', '>', now)
        .executeTakeFirst();
      if (!row) return undefined;
      const longer = Math.min(now + idleMs, row.begun_at_ms + longestMs);
      const extended = longer - row.expires_at_ms >= writeEveryMs;
      if (extended) {
        await db
          .updateTable('sessions')
          .set({ expires_at_ms: longer })
          .where('token_hash', '=', row.token_hash)
          .execute();
      }
      return { user: toUser(row), expiresAtMs: extended ? longer : row.expires_at_ms, extended };
    },
    async end(token) {
      await db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute();
    },
  };
}

/** The token has 256 random bits, so a plain hash cannot be turned back. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
