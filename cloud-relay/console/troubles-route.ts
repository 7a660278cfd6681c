import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { type Scope, scopeOf } from '../auth/scope.ts';
import type { RelayStore } from '../database/database.ts';
import type { Api } from '../http/serve.ts';
import type { BreakerView } from '../outbound/index.ts';
import type { ConnectionDirectory } from '../tenancy/connections.ts';
import { type Db, inScope } from '../tenancy/scoped.ts';

export interface TroublesDeps {
  readonly store: RelayStore;
  readonly connections: Pick<ConnectionDirectory, 'listBroken'>;
  readonly breakers: () => readonly BreakerView[];
}

/** What keeps a company's orders or answers from arriving, for the head of every page. */
export function troublesRoute(api: Api, { store, connections, breakers }: TroublesDeps): void {
  const { db } = store;
  api.serve(consoleApi.listTroubles, 'connections.read', async ({ companyId }, { user }) => {
    const scope = scopeOf(user, companyId);
    const broken = connections.listBroken().filter((connection) => covers(scope, connection));
    return {
      brokenConnections: await namesOf(
        db,
        broken.map(({ id }) => id),
      ),
      openBreakers: breakers()
        .filter((breaker) => covers(scope, breaker))
        .flatMap(({ platform, operation, isHolding, openedAtMs }) =>
          isHolding && openedAtMs !== null ? [{ platform, operation, openedAtMs }] : [],
        ),
      unreadableBranchEvents: await countUnreadable(db, scope),
    };
  });
}

function covers(scope: Scope, { companyId }: { readonly companyId: string }): boolean {
  return scope === 'every_company' || scope.companyId === companyId;
}

async function namesOf(db: Db, connectionIds: readonly string[]) {
  if (connectionIds.length === 0) return [];
  return db
    .selectFrom('connections')
    .select(['id', 'name', 'platform'])
    .where('id', 'in', connectionIds)
    .orderBy('name')
    .execute();
}

async function countUnreadable(db: Db, scope: Scope): Promise<number> {
  const { total } = await db
    .selectFrom('unreadable_up_events')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(inScope(scope, 'company_id'))
    .executeTakeFirstOrThrow();
  return total;
}
