import { sql } from 'kysely';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { scopeOf } from '../auth/scope.ts';
import type { Api } from '../http/serve.ts';
import { aboutConnection, getConnection } from './connection-routes.ts';
import type { TenancyDeps } from './tenancy-deps.ts';

/** What item ids were called in the menus that were published; every version is kept. */
export function menuRoutes(api: Api, deps: TenancyDeps): void {
  const { store } = deps;
  api.serve(consoleApi.listMenus, 'connections.read', async ({ id }, { user }) => {
    const connection = await getConnection(store.db, scopeOf(user), id);
    const rows = await store.db
      .selectFrom('menu_snapshots')
      .select(['id', 'store_id', 'version', 'created_at_ms'])
      .select(sql<number>`(select count(*) from json_each(names))`.as('items'))
      .where('connection_id', '=', connection.id)
      .orderBy('created_at_ms', 'desc')
      .orderBy('version', 'desc')
      .limit(100)
      .execute();
    return {
      menus: rows.map((row) => ({
        id: row.id,
        storeId: row.store_id,
        version: row.version,
        items: row.items,
        createdAtMs: row.created_at_ms,
      })),
    };
  });
  publishRoute(api, deps);
}

function publishRoute(api: Api, deps: TenancyDeps): void {
  const { clock, connections, ids, logger, store } = deps;
  api.serve(consoleApi.publishMenu, 'connections.write', async (input, call) => {
    const { user } = call;
    const connection = await getConnection(store.db, scopeOf(user), input.id);
    const row = await store.transact(async (tx) => {
      const newest = await tx
        .selectFrom('menu_snapshots')
        .select((eb) => eb.fn.max<number | null>('version').as('version'))
        .where('connection_id', '=', connection.id)
        .where('store_id', '=', input.storeId)
        .executeTakeFirst();
      const added = {
        id: ids('menu'),
        company_id: connection.company_id,
        connection_id: connection.id,
        store_id: input.storeId,
        version: (newest?.version ?? 0) + 1,
        names: JSON.stringify(input.names),
        created_at_ms: clock.now(),
      };
      await tx.insertInto('menu_snapshots').values(added).execute();
      await recordAudit(tx, actorOf(call), {
        ...aboutConnection(connection, added.created_at_ms),
        action: 'menu_published',
        details: {
          ...(input.storeId !== '' && { store: input.storeId }),
          version: String(added.version),
          items: String(Object.keys(input.names).length),
        },
      });
      return added;
    });
    await connections.refresh(connection.id);
    logger.info({ userId: user.id, connectionId: connection.id }, 'menu published');
    return {
      id: row.id,
      storeId: row.store_id,
      version: row.version,
      items: Object.keys(input.names).length,
      createdAtMs: row.created_at_ms,
    };
  });
}
