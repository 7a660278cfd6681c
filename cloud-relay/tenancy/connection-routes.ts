import { randomBytes } from 'node:crypto';
import { type Connection, consoleApi, type User } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { may } from '../../src/shared/contract/console-permissions.ts';
import { companyOf, type Scope, scopeOf } from '../auth/scope.ts';
import type { ConnectionsTable } from '../database/schema.ts';
import type { Api } from '../http/serve.ts';
import {
  adapterOf,
  checkCredentials,
  checkSettings,
  describePlatform,
  rotated,
} from './platform-forms.ts';
import { type Db, getCompany, inScope, pageOf } from './scoped.ts';
import type { Sealer } from './sealed-credentials.ts';
import type { TenancyDeps } from './tenancy-deps.ts';

type Json = Record<string, unknown>;

export function connectionRoutes(api: Api, deps: TenancyDeps): void {
  const { adapters } = deps;
  const { db } = deps.store;
  api.serve(consoleApi.listPlatforms, 'connections.read', () => ({
    platforms: Object.values(adapters).map(describePlatform),
  }));
  api.serve(consoleApi.listConnections, 'connections.read', (query, { user }) => {
    const scope = scopeOf(user, query.companyId);
    return pageOf(query, {
      rows: connectionViews(db, scope).orderBy('connections.name').orderBy('connections.id'),
      count: db
        .selectFrom('connections')
        .where(inScope(scope, 'connections.company_id'))
        .select((eb) => eb.fn.countAll().as('total')),
      toItem: (row) => toConnection(row, deps),
    });
  });
  createRoute(api, deps);
  changeRoutes(api, deps);
}

function createRoute(api: Api, deps: TenancyDeps): void {
  const { adapters, clock, connections, ids, logger, sealer, store } = deps;
  api.serve(consoleApi.createConnection, 'connections.write', async (input, call) => {
    const { user } = call;
    const scope = scopeOf(user);
    const company = await getCompany(store.db, scope, companyOf(user, input.companyId));
    refuseSimulator(input.environment, user);
    const adapter = adapterOf(adapters, input.platform);
    checkCredentials(adapter, input.credentials);
    checkSettings(adapter, input.settings);
    const row = {
      id: ids('con'),
      company_id: company.id,
      platform: input.platform,
      name: input.name,
      environment: input.environment,
    };
    const { id } = row;
    await store.transact(async (tx) => {
      await tx
        .insertInto('connections')
        .values({
          ...row,
          address_key: randomBytes(24).toString('base64url'),
          credentials_sealed: sealer.seal(JSON.stringify(input.credentials), id),
          settings: JSON.stringify(input.settings),
          rate_limit_per_minute: input.webhooksPerMinute,
          allowed_sources: JSON.stringify(input.allowedSources),
          created_at_ms: clock.now(),
          disabled_at_ms: null,
        })
        .execute();
      await recordAudit(tx, actorOf(call), {
        ...aboutConnection(row, clock.now()),
        action: 'connection_created',
      });
    });
    await connections.refresh(id);
    logger.info({ userId: user.id, connectionId: id }, 'connection created');
    return viewOf(deps, scope, id);
  });
}

/** How the log of changes names a connection. */
export function aboutConnection(
  row: Pick<ConnectionsTable, 'id' | 'company_id' | 'name' | 'platform' | 'environment'>,
  atMs: EpochMs,
) {
  const { id, name, platform, environment } = row;
  const details: Record<string, string> = { platform, environment };
  return { atMs, companyId: row.company_id, target: { id, name }, details };
}

/** The settings of a simulator's connection lead to any address of this machine. */
function refuseSimulator(environment: Connection['environment'], user: User): void {
  if (environment === 'simulator' && !may(user.role, 'connections.simulate')) {
    throw new AppError('auth.forbidden', 'a simulator may be on any address of this machine');
  }
}

function changeRoutes(api: Api, deps: TenancyDeps): void {
  const { adapters, clock, connections, logger, sealer, store } = deps;
  api.serve(consoleApi.changeConnection, 'connections.write', async (input, call) => {
    const { user } = call;
    const scope = scopeOf(user);
    const row = await getConnection(store.db, scope, input.id);
    if (input.settings) {
      refuseSimulator(row.environment, user);
      checkSettings(adapterOf(adapters, row.platform), input.settings);
    }
    const { disabled } = input;
    const disabledAtMs = disabled ? (row.disabled_at_ms ?? clock.now()) : null;
    await store.transact(async (tx) => {
      await tx
        .updateTable('connections')
        .set({
          name: input.name ?? row.name,
          settings: input.settings ? JSON.stringify(input.settings) : row.settings,
          ...(input.webhooksPerMinute !== undefined && {
            rate_limit_per_minute: input.webhooksPerMinute,
          }),
          ...(input.allowedSources && { allowed_sources: JSON.stringify(input.allowedSources) }),
          ...(disabled !== undefined && { disabled_at_ms: disabledAtMs }),
        })
        .where('id', '=', row.id)
        .execute();
      const about = aboutConnection(row, clock.now());
      const { id: _id, ...changes } = input;
      const details = { ...about.details, changes: JSON.stringify(changes).slice(0, 2_000) };
      const entry = { ...about, details, action: 'connection_changed' } as const;
      await recordAudit(tx, actorOf(call), entry);
    });
    await connections.refresh(row.id);
    logger.info({ userId: user.id, connectionId: row.id }, 'connection changed');
    return viewOf(deps, scope, row.id);
  });
  api.serve(consoleApi.rotateCredentials, 'connections.write', async (input, call) => {
    const { user } = call;
    const scope = scopeOf(user);
    const row = await getConnection(store.db, scope, input.id);
    const before = openedOrNone(sealer, row);
    const credentials = rotated(before, input.credentials, input.keepPrevious);
    checkCredentials(adapterOf(adapters, row.platform), credentials);
    await store.transact(async (tx) => {
      await tx
        .updateTable('connections')
        .set({ credentials_sealed: sealer.seal(JSON.stringify(credentials), row.id) })
        .where('id', '=', row.id)
        .execute();
      const about = aboutConnection(row, clock.now());
      const details = { ...about.details, fields: Object.keys(input.credentials).join(', ') };
      const entry = { ...about, details, action: 'credentials_changed' } as const;
      await recordAudit(tx, actorOf(call), entry);
    });
    await connections.refresh(row.id);
    logger.info({ userId: user.id, connectionId: row.id }, 'credentials rotated');
    return viewOf(deps, scope, row.id);
  });
}

/** Secrets that cannot be opened any more are replaced whole: what is given must be all of them. */
function openedOrNone(sealer: Sealer, row: { id: string; credentials_sealed: Uint8Array }): Json {
  try {
    return JSON.parse(sealer.open(row.credentials_sealed, row.id)) as Json;
  } catch {
    return {};
  }
}

function connectionViews(db: Db, scope: Scope) {
  return db
    .selectFrom('connections')
    .selectAll('connections')
    .select((eb) =>
      eb
        .selectFrom('store_links')
        .whereRef('connection_id', '=', 'connections.id')
        .select((e) => e.fn.countAll<number>().as('n'))
        .as('store_links'),
    )
    .where(inScope(scope, 'connections.company_id'));
}

/** @throws AppError `connection.not_found` */
export async function getConnection(db: Db, scope: Scope, id: string) {
  const row = await connectionViews(db, scope).where('connections.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('connection.not_found', `no connection ${id} in this scope`);
  return row;
}

async function viewOf(deps: TenancyDeps, scope: Scope, id: string) {
  return toConnection(await getConnection(deps.store.db, scope, id), deps);
}

function toConnection(
  row: Awaited<ReturnType<typeof getConnection>>,
  { publicUrl, connections }: Pick<TenancyDeps, 'publicUrl' | 'connections'>,
): Connection {
  return {
    id: row.id,
    companyId: row.company_id,
    platform: row.platform,
    name: row.name,
    environment: row.environment,
    webhookUrl: `${publicUrl()}/api/webhooks/${row.platform}/${row.address_key}`,
    settings: JSON.parse(row.settings) as Json,
    webhooksPerMinute: row.rate_limit_per_minute,
    allowedSources: JSON.parse(row.allowed_sources) as string[],
    createdAtMs: row.created_at_ms,
    disabledAtMs: row.disabled_at_ms,
    storeLinks: row.store_links ?? 0,
    isBroken: connections.listBroken().some(({ id }) => id === row.id),
  };
}
