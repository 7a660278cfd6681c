import type { Clock } from '../../src/shared/kit/clock.ts';
import type { Adapters } from '../deps.ts';
import type { LiveConnection } from '../tenancy/connections.ts';
import { type FreshToken, TokenRefused } from './access-tokens.ts';
import type { PlatformCalls } from './platform-calls.ts';
import { retryAfterMs } from './retry-after.ts';

export interface FetchTokenDeps {
  readonly adapters: Adapters;
  readonly calls: PlatformCalls;
  readonly clock: Clock;
}

/**
 * Asks a platform's login for a token.
 *
 * @throws TokenRefused the login answered without one
 * @throws CallFailed no answer came
 */
export function createFetchToken({ adapters, calls, clock }: FetchTokenDeps) {
  return async (connection: LiveConnection): Promise<FreshToken> => {
    const adapter = adapters[connection.platform];
    const port = adapter?.outbound.token;
    if (!adapter || !port) throw new TokenRefused(`${connection.platform} has no login`);
    const response = await calls.send(
      { connection, adapter, operation: 'token', outboundId: null, orderId: null },
      port.request(connection.view),
    );
    if (response.status >= 300) {
      const afterMs = retryAfterMs(response.headers, clock.now());
      throw new TokenRefused(`login answered ${response.status}`, { afterMs });
    }
    try {
      return port.read(response);
    } catch (cause) {
      throw new TokenRefused('login answered without a token', { cause });
    }
  };
}
