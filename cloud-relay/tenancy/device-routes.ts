import { consoleApi, type Device } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { type Scope, scopeOf } from '../auth/scope.ts';
import type { Api } from '../http/serve.ts';
import type { BranchPresence } from './presence.ts';
import { type Db, inScope, pageOf } from './scoped.ts';
import type { TenancyDeps } from './tenancy-deps.ts';

export function deviceRoutes(api: Api, deps: TenancyDeps): void {
  const { clock, logger, presence, store } = deps;
  const { db } = store;
  api.serve(consoleApi.listDevices, 'branches.read', (query, { user }) => {
    const { branchId } = query;
    const rows = devices(db, scopeOf(user, query.companyId)).$if(branchId !== undefined, (q) =>
      q.where('devices.branch_id', '=', branchId ?? ''),
    );
    return pageOf(query, {
      rows: rows
        .selectAll('devices')
        .select('branches.name as branch_name')
        .orderBy('devices.created_at_ms', 'desc')
        .orderBy('devices.id'),
      count: rows.select((eb) => eb.fn.countAll().as('total')),
      toItem: (row) => toDevice(row, presence),
    });
  });
  api.serve(consoleApi.renameDevice, 'branches.write', async ({ id, name }, call) => {
    const { user } = call;
    const device = await getDevice(db, scopeOf(user), id);
    await store.transact(async (tx) => {
      await tx.updateTable('devices').set({ name }).where('id', '=', device.id).execute();
      await recordAudit(tx, actorOf(call), {
        atMs: clock.now(),
        companyId: device.company_id,
        action: 'device_renamed',
        target: device,
        details: { name, branch: device.branch_name },
      });
    });
    logger.info({ userId: user.id, deviceId: id }, 'device renamed');
    return toDevice({ ...device, name }, presence);
  });
  api.serve(consoleApi.revokeDevice, 'branches.write', async ({ id }, call) => {
    const { user } = call;
    const device = await getDevice(db, scopeOf(user), id);
    const revokedAtMs = device.revoked_at_ms ?? clock.now();
    await store.transact(async (tx) => {
      await tx
        .updateTable('devices')
        .set({ revoked_at_ms: revokedAtMs })
        .where('id', '=', device.id)
        .execute();
      await recordAudit(tx, actorOf(call), {
        atMs: clock.now(),
        companyId: device.company_id,
        action: 'device_revoked',
        target: device,
        details: { branch: device.branch_name },
      });
    });
    presence.disconnect(device.id);
    logger.info({ userId: user.id, deviceId: id }, 'device revoked');
    return toDevice({ ...device, revoked_at_ms: revokedAtMs }, presence);
  });
}

function devices(db: Db, scope: Scope) {
  return db
    .selectFrom('devices')
    .innerJoin('branches', 'branches.id', 'devices.branch_id')
    .where(inScope(scope, 'devices.company_id'));
}

/** @throws AppError `device.not_found` */
async function getDevice(db: Db, scope: Scope, id: string) {
  const row = await devices(db, scope)
    .selectAll('devices')
    .select('branches.name as branch_name')
    .where('devices.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('device.not_found', `no device ${id} in this scope`);
  return row;
}

function toDevice(row: Awaited<ReturnType<typeof getDevice>>, presence: BranchPresence): Device {
  return {
    id: row.id,
    branchId: row.branch_id,
    branchName: row.branch_name,
    name: row.name,
    connected: presence.connectedDevice(row.branch_id) === row.id,
    createdAtMs: row.created_at_ms,
    lastSeenAtMs: row.last_seen_at_ms,
    revokedAtMs: row.revoked_at_ms,
  };
}
