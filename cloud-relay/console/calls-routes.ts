import { sql } from 'kysely';
import {
  consoleApi,
  type WebhookCall,
  type WebhookCallDetail,
} from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { type Scope, scopeOf } from '../auth/scope.ts';
import type { RelayStore } from '../database/database.ts';
import type { Adapters } from '../deps.ts';
import type { Api } from '../http/serve.ts';
import type { CallProcessor } from '../ingress/index.ts';
import { adapterOf } from '../tenancy/platform-forms.ts';
import { type Db, inScope, pageOf } from '../tenancy/scoped.ts';
import { redactHeaders } from './redact-headers.ts';

export interface CallsDeps {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly processor: Pick<CallProcessor, 'replay' | 'replayUnreadable'>;
  readonly adapters: Adapters;
}

/** The log of what the platforms sent. */
export function callsRoutes(api: Api, deps: CallsDeps): void {
  const { db } = deps.store;
  api.serve(consoleApi.listWebhookCalls, 'calls.read', (query, { user }) => {
    const { state, connectionId, externalId } = query;
    const scope = scopeOf(user, query.companyId);
    const matching = db
      .selectFrom('webhook_calls')
      .where(inScope(scope, 'webhook_calls.company_id'))
      // As a literal, so that the partial index of the state serves.
      .$if(state !== undefined, (q) => q.where(sql<boolean>`state = ${sql.lit(state)}`))
      .$if(connectionId !== undefined, (q) => q.where('connection_id', '=', connectionId ?? ''))
      .$if(externalId !== undefined, (q) => q.where('external_id', '=', externalId ?? ''));
    return pageOf(query, {
      rows: matching
        .leftJoin('connections', 'connections.id', 'webhook_calls.connection_id')
        .select(callColumns)
        .orderBy('webhook_calls.id', 'desc'),
      count: matching.select((eb) => eb.fn.countAll().as('total')),
      toItem: toCall,
    });
  });
  api.serve(consoleApi.countWebhookCalls, 'calls.read', async ({ companyId }, { user }) => {
    const count = (state: string) => countCalls(db, scopeOf(user, companyId), state);
    return {
      unreadable: await count('unreadable'),
      waiting: await count('waiting'),
      refused: await count('refused'),
    };
  });
  api.serve(consoleApi.getWebhookCall, 'calls.read', ({ id }, { user }) =>
    getCall(db, scopeOf(user), id),
  );
  replayRoutes(api, deps);
}

/** Written down before it is done: the reading again is many transactions, and each of them may be the last. */
function replayRoutes(api: Api, { store, processor, adapters, clock }: CallsDeps): void {
  const { db } = store;
  api.serve(consoleApi.replayWebhookCall, 'calls.replay', async ({ id }, call) => {
    const { user } = call;
    const stored = await getCall(db, scopeOf(user), id);
    await store.transact(async (tx) =>
      recordAudit(tx, actorOf(call), {
        atMs: clock.now(),
        companyId: stored.companyId,
        action: 'call_replayed',
        target: { id: String(id), name: stored.connectionName },
        details: { state: stored.state },
      }),
    );
    await processor.replay(id, user.companyId);
    return getCall(db, scopeOf(user), id);
  });
  api.serve(consoleApi.replayUnreadable, 'calls.replay', async (input, call) => {
    const scope = scopeOf(call.user, input.companyId);
    const { platform } = adapterOf(adapters, input.platform);
    const companyId = scope === 'every_company' ? null : scope.companyId;
    await store.transact(async (tx) =>
      recordAudit(tx, actorOf(call), {
        atMs: clock.now(),
        companyId,
        action: 'calls_replayed',
        target: { id: platform, name: platform },
      }),
    );
    return processor.replayUnreadable(platform, companyId);
  });
}

const callColumns = [
  'webhook_calls.id',
  'webhook_calls.connection_id',
  'connections.name as connection_name',
  'connections.platform',
  'received_at_ms',
  'processed_at_ms',
  'method',
  'path',
  'state',
  'verified',
  'verification',
  'note',
  'external_id',
  sql<number>`length(body)`.as('body_bytes'),
] as const;

async function countCalls(db: Db, scope: Scope, state: string): Promise<number> {
  const { total } = await db
    .selectFrom('webhook_calls')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(sql<boolean>`state = ${sql.lit(state)}`)
    .where(inScope(scope, 'webhook_calls.company_id'))
    .executeTakeFirstOrThrow();
  return total;
}

/** @throws AppError `webhook.not_found` */
async function getCall(
  db: Db,
  scope: Scope,
  id: number,
): Promise<WebhookCallDetail & { companyId: string }> {
  const row = await db
    .selectFrom('webhook_calls')
    .leftJoin('connections', 'connections.id', 'webhook_calls.connection_id')
    .select(callColumns)
    .select(['webhook_calls.company_id', 'query', 'headers', 'source_address', 'body'])
    .where('webhook_calls.id', '=', id)
    .where(inScope(scope, 'webhook_calls.company_id'))
    .executeTakeFirst();
  if (!row) throw new AppError('webhook.not_found', `no call ${id} in this scope`);
  return {
    ...toCall(row),
    companyId: row.company_id,
    query: JSON.parse(row.query) as Record<string, string>,
    headers: redactHeaders(JSON.parse(row.headers) as Record<string, string>),
    sourceAddress: row.source_address,
    bodyText: new TextDecoder().decode(row.body),
  };
}

interface CallRow {
  id: number;
  connection_id: string;
  connection_name: string | null;
  platform: string | null;
  received_at_ms: number;
  processed_at_ms: number | null;
  method: string;
  path: string;
  state: WebhookCall['state'];
  verified: number;
  verification: string;
  note: string;
  external_id: string | null;
  body_bytes: number;
}

function toCall(row: CallRow): WebhookCall {
  return {
    id: row.id,
    connectionId: row.connection_id,
    connectionName: row.connection_name ?? '',
    platform: row.platform ?? '',
    receivedAtMs: row.received_at_ms,
    processedAtMs: row.processed_at_ms,
    method: row.method,
    path: row.path,
    state: row.state,
    verified: row.verified === 1,
    verification: row.verification,
    note: row.note,
    externalId: row.external_id,
    bodyBytes: row.body_bytes,
  };
}
