import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { scopeOf } from '../auth/scope.ts';
import type { RelayDeps } from '../deps.ts';
import type { RelayStore } from '../database/database.ts';
import type { Api } from '../http/serve.ts';
import { getBranch } from '../tenancy/scoped.ts';
import { listOutages } from './said-repo.ts';

/** What is out where, for the people at the console. */
export function availabilityRoutes(
  api: Api,
  { store, clock }: Pick<RelayDeps, 'clock'> & { readonly store: RelayStore },
): void {
  api.serve(consoleApi.listBranchOutages, 'branches.read', async ({ id }, { user }) => {
    const branch = await getBranch(store.db, scopeOf(user), id);
    return { outages: await listOutages(store.db, branch.id, clock.now()) };
  });
}
