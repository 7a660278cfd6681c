import type { FastifyInstance } from 'fastify';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import { scopeOf } from '../auth/scope.ts';
import type { RelayStore } from '../database/database.ts';
import type { Adapters } from '../deps.ts';
import type { Api } from '../http/serve.ts';
import type { ConnectionDirectory } from '../tenancy/connections.ts';
import { adapterOf } from '../tenancy/platform-forms.ts';
import { inScope } from '../tenancy/scoped.ts';

export interface ProviderDeps {
  readonly adapters: Adapters;
  readonly clock: Clock;
  readonly connections: ConnectionDirectory;
  readonly store: RelayStore;
}

/** Whether the relay takes webhooks of a platform; says nothing about anybody's connection. */
export function providerHealthRoute(
  app: FastifyInstance,
  { adapters, clock }: Pick<ProviderDeps, 'adapters' | 'clock'>,
): void {
  app.get<{ Params: { platform: string } }>(
    '/api/webhooks/health/:platform',
    { config: { access: 'anybody' } },
    async (request) => {
      const { platform } = adapterOf(adapters, request.params.platform);
      return {
        status: 'healthy',
        provider: platform,
        timestamp: new Date(clock.now()).toISOString(),
        endpoint: `/api/webhooks/${platform}/:connection`,
        configuration: { signatureValidation: true, rateLimiting: true, ipWhitelisting: false },
      };
    },
  );
}

/** What stops the caller's connections on a platform from receiving orders, in words. */
export function providerCheckRoute(api: Api, deps: ProviderDeps): void {
  api.serve(consoleApi.validateProvider, 'connections.read', async ({ platform }, { user }) => {
    adapterOf(deps.adapters, platform);
    const rows = await deps.store.db
      .selectFrom('connections')
      .select(['id', 'name', 'disabled_at_ms'])
      .select((eb) =>
        eb
          .selectFrom('store_links')
          .whereRef('connection_id', '=', 'connections.id')
          .select((e) => e.fn.countAll<number>().as('n'))
          .as('store_links'),
      )
      .where('platform', '=', platform)
      .where(inScope(scopeOf(user), 'connections.company_id'))
      .orderBy('name')
      .execute();
    const connections = rows.map((row) => ({
      id: row.id,
      name: row.name,
      problems: [
        ...(row.disabled_at_ms === null ? [] : ['disabled']),
        ...(deps.connections.get(row.id) ? [] : ['credentials or settings cannot be read']),
        ...(row.store_links === 0 ? ['no store is linked to a branch'] : []),
      ],
    }));
    const valid = connections.length > 0 && connections.every((each) => each.problems.length === 0);
    return { provider: platform, valid, connections };
  });
}
