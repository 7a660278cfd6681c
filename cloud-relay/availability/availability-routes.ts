import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { minuteMs } from '../../src/shared/kit/clock.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { scopeOf } from '../auth/scope.ts';
import { appendDown, type BranchWakeups } from '../branch-log/index.ts';
import type { RelayStore } from '../database/database.ts';
import type { RelayDeps } from '../deps.ts';
import type { Api } from '../http/serve.ts';
import { getBranch } from '../tenancy/scoped.ts';
import { findOutageName, listOutages } from './said-repo.ts';

/** What the branch has not heard by then it leaves: whoever stands there knows better what there is. */
export const wishLifeMs = 15 * minuteMs;

export interface AvailabilityRoutesDeps extends Pick<RelayDeps, 'clock' | 'ids'> {
  readonly store: RelayStore;
  readonly wakeups: Pick<BranchWakeups, 'wake'>;
}

/** What is out where, for the people at the console, and their wish that it were otherwise. */
export function availabilityRoutes(api: Api, deps: AvailabilityRoutesDeps): void {
  const { store, clock, ids, wakeups } = deps;
  api.serve(consoleApi.listBranchOutages, 'branches.read', async ({ id }, { user }) => {
    const branch = await getBranch(store.db, scopeOf(user), id);
    return { outages: await listOutages(store.db, branch.id, clock.now()) };
  });
  api.serve(consoleApi.wishAvailability, 'availability.change', async (wish, call) => {
    const branch = await getBranch(store.db, scopeOf(call.user), wish.id);
    const { kind, itemId, out } = wish;
    const owner = { branchId: branch.id, companyId: branch.company_id, ids };
    const atMs = clock.now();
    const body = {
      kind: 'availability.wished',
      item: { kind, id: itemId },
      out,
      by: call.user.email,
      expiresAtMs: atMs + wishLifeMs,
    } as const;
    await store.transact(async (tx) => {
      await appendDown(tx, owner, [{ eventId: ids('wish'), orderId: '', body, atMs }]);
      await recordAudit(tx, actorOf(call), {
        atMs,
        companyId: branch.company_id,
        action: 'availability_wished',
        target: { id: itemId, name: await findOutageName(tx, branch.id, itemId) },
        details: { branch: branch.name, state: out === null ? 'on' : 'off' },
      });
    });
    wakeups.wake(branch.id);
    return {};
  });
}
