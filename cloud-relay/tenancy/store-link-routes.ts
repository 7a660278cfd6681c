import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { scopeOf } from '../auth/scope.ts';
import type { Api } from '../http/serve.ts';
import { getConnection } from './connection-routes.ts';
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
  changeRoutes(api, deps);
}

function changeRoutes(api: Api, deps: TenancyDeps): void {
  const { clock, connections, logger } = deps;
  const { db } = deps.store;
  api.serve(consoleApi.createStoreLink, 'connections.write', async (input, { user }) => {
    const connection = await getConnection(db, scopeOf(user), input.id);
    const branch = await getBranch(db, { companyId: connection.company_id }, input.branchId);
    const link = {
      connection_id: connection.id,
      store_id: input.storeId,
      company_id: connection.company_id,
      branch_id: branch.id,
      created_at_ms: clock.now(),
    };
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('store_links')
      .values(link)
      .onConflict((conflict) => conflict.columns(['connection_id', 'store_id']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) {
      throw new AppError('store_link.taken', `store ${input.storeId} is linked already`);
    }
    await connections.refresh(connection.id);
    logger.info({ userId: user.id, connectionId: connection.id }, 'store linked');
    return {
      storeId: link.store_id,
      branchId: branch.id,
      branchName: branch.name,
      createdAtMs: link.created_at_ms,
    };
  });
  api.serve(consoleApi.removeStoreLink, 'connections.write', async (input, { user }) => {
    const connection = await getConnection(db, scopeOf(user), input.id);
    const { numDeletedRows } = await db
      .deleteFrom('store_links')
      .where('connection_id', '=', connection.id)
      .where('store_id', '=', input.storeId)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) {
      throw new AppError('store_link.not_found', `store ${input.storeId} is not linked`);
    }
    await connections.refresh(connection.id);
    logger.info({ userId: user.id, connectionId: connection.id }, 'store link removed');
    return {};
  });
}
