import { consoleApi, type PlatformCall } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { type Scope, scopeOf } from '../auth/scope.ts';
import type { RelayStore } from '../database/database.ts';
import type { Api } from '../http/serve.ts';
import { type Db, inScope, pageOf } from '../tenancy/scoped.ts';

/** The log of what the relay told the platforms; secrets were removed before it was written. */
export function platformCallsRoutes(api: Api, { db }: RelayStore): void {
  api.serve(consoleApi.listPlatformCalls, 'calls.read', (query, { user }) => {
    const { connectionId, orderId, failed } = query;
    const matching = db
      .selectFrom('platform_calls')
      .where(inScope(scopeOf(user, query.companyId), 'platform_calls.company_id'))
      .$if(connectionId !== undefined, (q) => q.where('connection_id', '=', connectionId ?? ''))
      .$if(orderId !== undefined, (q) => q.where('order_id', '=', orderId ?? ''))
      .$if(failed === true, (q) =>
        q.where((eb) => eb.or([eb('status', 'is', null), eb('status', '>=', 400)])),
      );
    return pageOf(query, {
      rows: matching
        .leftJoin('connections', 'connections.id', 'platform_calls.connection_id')
        .select(callColumns)
        .orderBy('platform_calls.id', 'desc'),
      count: matching.select((eb) => eb.fn.countAll().as('total')),
      toItem: toCall,
    });
  });
  api.serve(consoleApi.getPlatformCall, 'calls.read', async ({ id }, { user }) => {
    const row = await getCall(db, scopeOf(user), id);
    return { ...toCall(row), requestBody: row.request_body, responseBody: row.response_body };
  });
}

const callColumns = [
  'platform_calls.id',
  'connection_id',
  'connections.name as connection_name',
  'connections.platform',
  'order_id',
  'operation',
  'method',
  'url',
  'status',
  'error',
  'started_at_ms',
  'duration_ms',
] as const;

/** @throws AppError `call.not_found` */
async function getCall(db: Db, scope: Scope, id: number) {
  const row = await db
    .selectFrom('platform_calls')
    .leftJoin('connections', 'connections.id', 'platform_calls.connection_id')
    .select(callColumns)
    .select(['request_body', 'response_body'])
    .where('platform_calls.id', '=', id)
    .where(inScope(scope, 'platform_calls.company_id'))
    .executeTakeFirst();
  if (!row) throw new AppError('call.not_found', `no call ${id} in this scope`);
  return row;
}

type CallRow = Omit<Awaited<ReturnType<typeof getCall>>, 'request_body' | 'response_body'>;

function toCall(row: CallRow): PlatformCall {
  return {
    id: row.id,
    connectionId: row.connection_id,
    connectionName: row.connection_name ?? '',
    platform: row.platform ?? '',
    orderId: row.order_id,
    operation: row.operation,
    method: row.method,
    url: row.url,
    status: row.status,
    error: row.error,
    startedAtMs: row.started_at_ms,
    durationMs: row.duration_ms,
  };
}
