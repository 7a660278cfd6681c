import { sql } from 'kysely';
import { type Branch, consoleApi } from '../../src/shared/contract/console-api.ts';
import { type EpochMs, minuteMs } from '../../src/shared/kit/clock.ts';
import { type Actor, actorOf, recordAudit } from '../audit/index.ts';
import { companyOf, type Scope, scopeOf } from '../auth/scope.ts';
import { stillOut, toBusyView } from '../availability/index.ts';
import type { Api } from '../http/serve.ts';
import { toReportView } from '../printing/index.ts';
import type { BranchPresence } from './presence.ts';
import { type Db, getBranch, getCompany, inScope, pageOf } from './scoped.ts';
import type { TenancyDeps } from './tenancy-deps.ts';

const pairingCodeLifeMs = 15 * minuteMs;

export function branchRoutes(api: Api, deps: TenancyDeps): void {
  const { clock, logger, presence } = deps;
  const { db } = deps.store;
  api.serve(consoleApi.listBranches, 'branches.read', (query, { user }) => {
    const scope = scopeOf(user, query.companyId);
    const nowMs = clock.now();
    return pageOf(query, {
      rows: branchViews(db, scope, nowMs).orderBy('branches.name').orderBy('branches.id'),
      count: db
        .selectFrom('branches')
        .where(inScope(scope, 'branches.company_id'))
        .select((eb) => eb.fn.countAll().as('total')),
      toItem: (row) => toBranch(row, presence, nowMs),
    });
  });
  createRoute(api, deps);
  changeRoute(api, deps);
  api.serve(consoleApi.createPairingCode, 'branches.write', async ({ id }, call) => {
    const { user } = call;
    const branch = await getBranch(db, scopeOf(user), id);
    logger.info({ userId: user.id, branchId: branch.id }, 'pairing code made');
    return createPairingCode(deps, branch, actorOf(call));
  });
}

function createRoute(api: Api, deps: TenancyDeps): void {
  const { clock, ids, logger, store } = deps;
  const { db } = store;
  api.serve(consoleApi.createBranch, 'branches.write', async (input, call) => {
    const { user } = call;
    const company = await getCompany(db, scopeOf(user), companyOf(user, input.companyId));
    const id = ids('br');
    const atMs = clock.now();
    await store.transact(async (tx) => {
      await tx
        .insertInto('branches')
        .values({
          id,
          company_id: company.id,
          name: input.name,
          time_zone: input.timeZone,
          created_at_ms: atMs,
        })
        .execute();
      await recordAudit(tx, actorOf(call), {
        atMs,
        companyId: company.id,
        action: 'branch_created',
        target: { id, name: input.name },
      });
    });
    logger.info({ userId: user.id, branchId: id }, 'branch created');
    return viewOf(deps, scopeOf(user), id);
  });
}

function changeRoute(api: Api, deps: TenancyDeps): void {
  const { clock, logger, store } = deps;
  const { db } = store;
  api.serve(consoleApi.changeBranch, 'branches.write', async (input, call) => {
    const { user } = call;
    const branch = await getBranch(db, scopeOf(user), input.id);
    const name = input.name ?? branch.name;
    const timeZone = input.timeZone ?? branch.time_zone;
    await store.transact(async (tx) => {
      await tx
        .updateTable('branches')
        .set({ name, time_zone: timeZone })
        .where('id', '=', branch.id)
        .execute();
      await recordAudit(tx, actorOf(call), {
        atMs: clock.now(),
        companyId: branch.company_id,
        action: 'branch_changed',
        target: branch,
        details: { name, timeZone },
      });
    });
    logger.info({ userId: user.id, branchId: branch.id }, 'branch changed');
    return viewOf(deps, scopeOf(user), branch.id);
  });
}

async function createPairingCode(
  { store, clock, pairingCodes }: TenancyDeps,
  branch: { id: string; company_id: string; name: string },
  actor: Actor,
): Promise<{ code: string; expiresAtMs: number }> {
  const now = clock.now();
  const code = pairingCodes.make();
  const expiresAtMs = now + pairingCodeLifeMs;
  await store.transact(async (tx) => {
    await tx.deleteFrom('pairing_codes').where('expires_at_ms', '<=', now).execute();
    await tx
      .insertInto('pairing_codes')
      .values({
        code_hash: pairingCodes.hash(code),
        company_id: branch.company_id,
        branch_id: branch.id,
        created_at_ms: now,
        expires_at_ms: expiresAtMs,
        used_at_ms: null,
      })
      .execute();
    await recordAudit(tx, actor, {
      atMs: now,
      companyId: branch.company_id,
      action: 'pairing_code_made',
      target: branch,
    });
  });
  return { code, expiresAtMs };
}

function branchViews(db: Db, scope: Scope, nowMs: EpochMs) {
  return db
    .selectFrom('branches')
    .leftJoin('branch_logs', 'branch_logs.branch_id', 'branches.id')
    .leftJoin('branch_reports', 'branch_reports.branch_id', 'branches.id')
    .leftJoin('branch_busy', 'branch_busy.branch_id', 'branches.id')
    .selectAll('branches')
    .select(['branch_reports.report', 'branch_reports.reported_at_ms', 'branch_busy.busy'])
    .select(sql<number>`coalesce(down_head - down_acked, 0)`.as('undelivered'))
    .select((eb) => {
      const devices = eb
        .selectFrom('devices')
        .whereRef('devices.branch_id', '=', 'branches.id')
        .where('revoked_at_ms', 'is', null);
      return [
        devices.select((e) => e.fn.countAll<number>().as('n')).as('devices'),
        eb
          .selectFrom('branch_outages')
          .where(stillOut(nowMs))
          .whereRef('branch_outages.branch_id', '=', 'branches.id')
          .select((e) => e.fn.countAll<number>().as('n'))
          .as('items_out'),
        devices.select((e) => e.fn.max('last_seen_at_ms').as('seen')).as('last_seen_at_ms'),
      ];
    })
    .where(inScope(scope, 'branches.company_id'));
}
type BranchRow = Awaited<ReturnType<ReturnType<typeof branchViews>['execute']>>[number];

async function viewOf({ store, presence, clock }: TenancyDeps, scope: Scope, id: string) {
  const nowMs = clock.now();
  const row = await branchViews(store.db, scope, nowMs)
    .where('branches.id', '=', id)
    .executeTakeFirstOrThrow();
  return toBranch(row, presence, nowMs);
}

function toBranch(row: BranchRow, presence: BranchPresence, nowMs: EpochMs): Branch {
  const state = presence.connectedDevice(row.id) === undefined ? 'offline' : 'connected';
  return {
    id: row.id,
    companyId: row.company_id,
    name: row.name,
    timeZone: row.time_zone,
    createdAtMs: row.created_at_ms,
    presence: row.devices === 0 ? 'unpaired' : state,
    lastSeenAtMs: row.last_seen_at_ms,
    undelivered: row.undelivered,
    itemsOut: row.items_out ?? 0,
    busy: toBusyView(row, nowMs),
    report: toReportView(row),
  };
}
