import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { scopeOf } from '../auth/scope.ts';
import type { Api } from '../http/serve.ts';
import { aboutConnection, getConnection } from './connection-routes.ts';
import { getBranch } from './scoped.ts';
import type { TenancyDeps } from './tenancy-deps.ts';

/** Which branch cooks what a store on a platform sells. */
export function storeLinkRoutes(api: Api, deps: TenancyDeps): void {
  const { db } = deps.store;
  api.serve(consoleApi.listStoreLinks, 'connections.read', async ({ id }, { user }) => {
    const connection = await getConnection(db, scopeOf(user), id);
    const rows = await db
      .selectFrom('store_links')
      .innerJoin('branches', 'branches.id', 'store_links.branch_id')
      .select(['store_id', 'branch_id', 'branches.name', 'store_links.created_at_ms'])
      .where('connection_id', '=', connection.id)
      .orderBy('store_id')
      .execute();
    return {
      storeLinks: rows.map((row) => ({
        storeId: row.store_id,
        branchId: row.branch_id,
        branchName: row.name,
        createdAtMs: row.created_at_ms,
      })),
    };
  });
  createRoute(api, deps);
  removeRoute(api, deps);
}

function createRoute(api: Api, { clock, connections, logger, store }: TenancyDeps): void {
  const { db } = store;
  api.serve(consoleApi.createStoreLink, 'connections.write', async (input, call) => {
    const { user } = call;
    const connection = await getConnection(db, scopeOf(user), input.id);
    const branch = await getBranch(db, { companyId: connection.company_id }, input.branchId);
    const link = {
      connection_id: connection.id,
      store_id: input.storeId,
      company_id: connection.company_id,
      branch_id: branch.id,
      created_at_ms: clock.now(),
    };
    await store.transact(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('store_links')
        .values(link)
        .onConflict((conflict) => conflict.columns(['connection_id', 'store_id']).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) {
        throw new AppError('store_link.taken', `store ${input.storeId} is linked already`);
      }
      await recordAudit(tx, actorOf(call), {
        ...aboutConnection(connection, link.created_at_ms),
        action: 'store_linked',
        details: { store: input.storeId, branch: branch.name },
      });
    });
    await connections.refresh(connection.id);
    logger.info({ userId: user.id, connectionId: connection.id }, 'store linked');
    return {
      storeId: link.store_id,
      branchId: branch.id,
      branchName: branch.name,
      createdAtMs: link.created_at_ms,
    };
  });
}

function removeRoute(api: Api, { clock, connections, logger, store }: TenancyDeps): void {
  const { db } = store;
  api.serve(consoleApi.removeStoreLink, 'connections.write', async (input, call) => {
    const { user } = call;
    const connection = await getConnection(db, scopeOf(user), input.id);
    await store.transact(async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('store_links')
        .where('connection_id', '=', connection.id)
        .where('store_id', '=', input.storeId)
        .executeTakeFirst();
      if (numDeletedRows !== 1n) {
        throw new AppError('store_link.not_found', `store ${input.storeId} is not linked`);
      }
      await recordAudit(tx, actorOf(call), {
        ...aboutConnection(connection, clock.now()),
        action: 'store_unlinked',
        details: { store: input.storeId },
      });
    });
    await connections.refresh(connection.id);
    logger.info({ userId: user.id, connectionId: connection.id }, 'store link removed');
    return {};
  });
}
