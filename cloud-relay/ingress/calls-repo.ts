import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { RawWebhook } from '../adapters/adapter.ts';
import type { Tx } from '../database/database.ts';
import type { RelayDatabase, WebhookCallsTable } from '../database/schema.ts';
import { manyRows } from '../database/many-rows.ts';

export type CallState = WebhookCallsTable['state'];

/** A call as it came back from the disk. */
export interface StoredCall {
  readonly id: number;
  readonly connectionId: string;
  readonly companyId: string;
  readonly state: CallState;
  readonly hook: RawWebhook;
}

/** What became of a call. */
export interface Outcome {
  readonly callId: number;
  readonly state: Exclude<CallState, 'received' | 'refused'>;
  readonly note: string;
  /** The one order it concerns: the platform's id, or ours where the call holds no other. */
  readonly externalId: string | null;
}

const updateCalls = manyRows(5, (tx, count) => {
  const row = sql`(cast(${0} as bigint), ${''}, ${''}, ${null}, cast(${0} as bigint))`;
  return sql<never>`
    update webhook_calls
       set state = case when webhook_calls.state = 'applied' then 'applied' else found.column2 end,
           note = found.column3,
           external_id = found.column4,
           processed_at_ms = found.column5
      from (values ${sql.join(Array.from({ length: count }, () => row))}) as found
     where webhook_calls.id = found.column1`.compile(tx);
});

/** Writes down what became of calls. One that has changed something stays `applied` whatever its replay finds. */
export async function markCalls(
  tx: Tx,
  outcomes: readonly Outcome[],
  nowMs: EpochMs,
): Promise<void> {
  await updateCalls(
    tx,
    outcomes.map(({ callId, state, note, externalId }) => [callId, state, note, externalId, nowMs]),
  );
}

const callColumns = [
  'id',
  'connection_id',
  'company_id',
  'received_at_ms',
  'method',
  'path',
  'query',
  'headers',
  'body',
  'state',
] as const;

/** Calls nobody has looked at yet, oldest first. */
export async function listReceived(
  db: Kysely<RelayDatabase>,
  limit: number,
): Promise<StoredCall[]> {
  const rows = await db
    .selectFrom('webhook_calls')
    .select(callColumns)
    .where('state', '=', sql.lit('received'))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toStoredCall);
}

export interface AfterCall {
  readonly afterId: number;
  readonly limit: number;
}

/** A connection's calls that wait for an order, a store link or the connection itself, oldest first. */
export async function listWaiting(
  db: Kysely<RelayDatabase>,
  connectionId: string,
  { afterId, limit }: AfterCall,
): Promise<StoredCall[]> {
  const rows = await db
    .selectFrom('webhook_calls')
    .select(callColumns)
    .where('state', '=', sql.lit('waiting'))
    .where('connection_id', '=', connectionId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toStoredCall);
}

/** What waits for these orders, oldest first. @param keys the orders' external ids and ours */
export async function listWaitingFor(
  db: Kysely<RelayDatabase>,
  connectionId: string,
  keys: readonly string[],
): Promise<StoredCall[]> {
  const rows = await db
    .selectFrom('webhook_calls')
    .select(callColumns)
    .where('state', '=', sql.lit('waiting'))
    .where('connection_id', '=', connectionId)
    .where('external_id', 'in', keys)
    .orderBy('id')
    .execute();
  return rows.map(toStoredCall);
}

/** Unreadable calls of one platform, oldest first; `companyId` null for every company's. */
export async function listUnreadable(
  db: Kysely<RelayDatabase>,
  { platform, companyId }: { readonly platform: string; readonly companyId: string | null },
  { afterId, limit }: AfterCall,
): Promise<StoredCall[]> {
  const rows = await db
    .selectFrom('webhook_calls')
    .select(callColumns)
    .where('state', '=', sql.lit('unreadable'))
    .$if(companyId !== null, (q) => q.where('company_id', '=', companyId ?? ''))
    .where(
      'connection_id',
      'in',
      db.selectFrom('connections').select('id').where('platform', '=', platform),
    )
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toStoredCall);
}

export async function findCall(
  db: Kysely<RelayDatabase>,
  callId: number,
): Promise<StoredCall | undefined> {
  const row = await db
    .selectFrom('webhook_calls')
    .select(callColumns)
    .where('id', '=', callId)
    .executeTakeFirst();
  return row && toStoredCall(row);
}

/** The event named by connection, external id and event key, and the call that brought it. */
export type EventCells = readonly [
  connectionId: string,
  externalId: string,
  eventKey: string,
  callId: number,
  appliedAtMs: EpochMs,
];

const insertEvents = manyRows(5, (tx, count) =>
  tx
    .insertInto('applied_events')
    .values(
      Array.from({ length: count }, () => ({
        connection_id: '',
        external_id: '',
        event_key: '',
        call_id: 0,
        applied_at_ms: 0,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['connection_id', 'external_id', 'event_key'])
    .compile(),
);

/** Remembers events for months. @returns the keys (`eventKeyOf`) of those never seen before */
export async function rememberEvents(tx: Tx, events: readonly EventCells[]): Promise<Set<string>> {
  const fresh = await insertEvents(tx, events);
  return new Set(fresh.map((row) => eventKeyOf(row.connection_id, row.external_id, row.event_key)));
}

export function eventKeyOf(connectionId: string, externalId: string, eventKey: string): string {
  return `${connectionId}\0${externalId}\0${eventKey}`;
}

function toStoredCall(
  row: Pick<WebhookCallsTable, Exclude<(typeof callColumns)[number], 'id'>> & { id: number },
): StoredCall {
  return {
    id: row.id,
    connectionId: row.connection_id,
    companyId: row.company_id,
    state: row.state,
    hook: {
      method: row.method,
      path: row.path,
      query: JSON.parse(row.query) as Record<string, string>,
      headers: JSON.parse(row.headers) as Record<string, string>,
      body: row.body,
      receivedAtMs: row.received_at_ms,
    },
  };
}
