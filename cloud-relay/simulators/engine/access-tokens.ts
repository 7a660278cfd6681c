import type { Clock, EpochMs } from '../../../src/shared/kit/clock.ts';
import { secondMs } from '../../../src/shared/kit/clock.ts';
import type { Ids } from '../../../src/shared/kit/ids.ts';
import type { ViolationRule } from '../simulator.ts';
import { Refused } from './refused.ts';

export interface AccessTokens {
  issue(): { access_token: string; token_type: 'Bearer'; expires_in: number };
  /** @throws Refused 401 unless the header carries a token that was issued and still holds */
  check(authorization: string | undefined): void;
  revokeAll(): void;
}

/** Bearer tokens that really expire. */
export function createAccessTokens(clock: Clock, ids: Ids, lifetimeMs: number): AccessTokens {
  const expiries = new Map<string, EpochMs>();
  const revoked = new Set<string>();
  const refuse = (rule: ViolationRule | null, detail: string): never => {
    throw new Refused({ status: 401, body: { error: 'invalid_token' } }, rule, detail);
  };
  return {
    issue() {
      const token = ids('token');
      expiries.set(token, clock.now() + lifetimeMs);
      return { access_token: token, token_type: 'Bearer', expires_in: lifetimeMs / secondMs };
    },
    check(authorization) {
      const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
      if (token === undefined) return refuse('token_missing', 'no bearer token');
      if (revoked.has(token)) return refuse(null, 'the token was revoked');
      const expiresAt = expiries.get(token);
      if (expiresAt === undefined) return refuse('token_unknown', 'a token never issued');
      if (clock.now() >= expiresAt) refuse('token_expired', 'the token had expired');
    },
    revokeAll() {
      for (const token of expiries.keys()) revoked.add(token);
    },
  };
}
