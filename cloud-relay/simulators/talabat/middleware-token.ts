import { SignJWT } from 'jose';
import { secondMs, type EpochMs } from '../../../src/shared/kit/clock.ts';

/** The bearer token of the middleware's calls: HS512, claim `service` = `middleware`, good for five minutes. */
export function signMiddlewareToken(secret: string, now: EpochMs): Promise<string> {
  const issuedAt = Math.floor(now / secondMs);
  return new SignJWT({ service: 'middleware' })
    .setProtectedHeader({ alg: 'HS512', typ: 'JWT' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 300)
    .sign(new TextEncoder().encode(secret));
}
