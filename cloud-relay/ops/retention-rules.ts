import { type Kysely, sql } from 'kysely';
import { dayMs, type EpochMs } from '../../src/shared/kit/clock.ts';
import type { RelayStore, Tx } from '../database/database.ts';
import type { OutboundCallsTable, RelayDatabase, WebhookCallsTable } from '../database/schema.ts';

/** How long each kind of record is kept. What still waits for something is kept until it does not. */
export const retention = {
  /** Calls that never verified. */
  refusedCallsMs: 30 * dayMs,
  /** Calls as the platforms sent them. */
  webhookCallsMs: 90 * dayMs,
  /** Calls to the platforms, as they were made. */
  platformCallsMs: 90 * dayMs,
  /** The queue's record of calls that ended, well or not. */
  outboundCallsMs: 90 * dayMs,
  /** Papers asked for at the console. */
  printRequestsMs: 90 * dayMs,
  /** Events by which a repeat is recognised: no platform repeats anything for half a year. */
  appliedEventsMs: 180 * dayMs,
} as const;

/** Rows of one step; a platform's call waits for it, so it is short. */
const atOnce = 200;

type Db = Kysely<RelayDatabase>;

/** One step: what it deleted, and whether there is more to look at. */
export interface Step {
  readonly deleted: number;
  readonly more: boolean;
}

export interface Rule {
  readonly name: string;
  /** Begins a walk over what there is; each call is one short step of it. */
  begin(store: RelayStore, nowMs: EpochMs): () => Promise<Step>;
}

const refusedCalls: Rule = {
  name: 'refused calls',
  begin: (store, nowMs) => async () => {
    const old = store.db
      .selectFrom('webhook_calls')
      .select('id')
      .where('state', '=', sql.lit('refused'))
      .where('received_at_ms', '<', nowMs - retention.refusedCallsMs)
      .orderBy('received_at_ms')
      .limit(atOnce);
    const { numDeletedRows } = await store.db
      .deleteFrom('webhook_calls')
      .where('id', 'in', old)
      .executeTakeFirst();
    return step(numDeletedRows);
  },
};

const finishedStates: readonly WebhookCallsTable['state'][] = ['applied', 'repeated', 'ignored'];

const webhookCalls: Rule = {
  name: 'webhook calls',
  begin(store, nowMs) {
    const oldBefore = nowMs - retention.webhookCallsMs;
    return inOrderOfIds({
      list: (afterId) =>
        store.db
          .selectFrom('webhook_calls')
          .select(['id', 'received_at_ms as atMs', 'state'])
          .where('id', '>', afterId)
          .orderBy('id')
          .limit(atOnce)
          .execute(),
      isOld: ({ atMs }) => atMs < oldBefore,
      isDone: ({ state }) => finishedStates.includes(state),
      remove: (ids) => store.db.deleteFrom('webhook_calls').where('id', 'in', ids).execute(),
    });
  },
};

const platformCalls: Rule = {
  name: 'platform calls',
  begin(store, nowMs) {
    const oldBefore = nowMs - retention.platformCallsMs;
    return inOrderOfIds({
      list: (afterId) =>
        store.db
          .selectFrom('platform_calls')
          .select(['id', 'started_at_ms as atMs'])
          .where('id', '>', afterId)
          .orderBy('id')
          .limit(atOnce)
          .execute(),
      isOld: ({ atMs }) => atMs < oldBefore,
      isDone: () => true,
      remove: (ids) => store.db.deleteFrom('platform_calls').where('id', 'in', ids).execute(),
    });
  },
};

const endedStates: readonly OutboundCallsTable['state'][] = [
  'done',
  'refused',
  'gave_up',
  'superseded',
];

const outboundCalls: Rule = {
  name: 'outbound calls',
  begin(store, nowMs) {
    const oldBefore = nowMs - retention.outboundCallsMs;
    let states = [...endedStates];
    return async () => {
      const [state, ...rest] = states;
      if (state === undefined) return { deleted: 0, more: false };
      const old = store.db
        .selectFrom('outbound_calls')
        .select('id')
        .where('state', '=', state)
        .where('due_at_ms', '<', oldBefore)
        .where('done_at_ms', '<', oldBefore)
        .orderBy('due_at_ms')
        .limit(atOnce);
      const { numDeletedRows } = await store.db
        .deleteFrom('outbound_calls')
        .where('id', 'in', old)
        .executeTakeFirst();
      if (numDeletedRows === 0n) states = rest;
      return { deleted: Number(numDeletedRows), more: states.length > 0 };
    };
  },
};

const printRequests: Rule = {
  name: 'print requests',
  begin: (store, nowMs) => async () => {
    const old = store.db
      .selectFrom('print_requests')
      .select('id')
      .where('requested_at_ms', '<', nowMs - retention.printRequestsMs)
      .limit(atOnce);
    const { numDeletedRows } = await store.db
      .deleteFrom('print_requests')
      .where('id', 'in', old)
      .executeTakeFirst();
    return step(numDeletedRows);
  },
};

type EventKey = readonly [connectionId: string, externalId: string, eventKey: string];

const appliedEvents: Rule = {
  name: 'applied events',
  begin(store, nowMs) {
    const oldBefore = nowMs - retention.appliedEventsMs;
    let after: EventKey = ['', '', ''];
    return async () => {
      const events = await listEvents(store.db, after);
      const last = events.at(-1);
      if (!last) return { deleted: 0, more: false };
      after = keyOf(last);
      const old = events.filter(({ applied_at_ms: atMs }) => atMs < oldBefore).map(keyOf);
      if (old.length > 0) await store.transact((tx) => forgetEvents(tx, old));
      return { deleted: old.length, more: events.length === atOnce };
    };
  },
};

/** By key and not by age: an index of ages would cost every order more than this walk costs a day. */
function listEvents(db: Db, [connectionId, externalId, eventKey]: EventKey) {
  return db
    .selectFrom('applied_events')
    .select(['connection_id', 'external_id', 'event_key', 'applied_at_ms'])
    .where(
      sql<boolean>`(connection_id, external_id, event_key) > (${connectionId}, ${externalId}, ${eventKey})`,
    )
    .orderBy('connection_id')
    .orderBy('external_id')
    .orderBy('event_key')
    .limit(atOnce)
    .execute();
}

function keyOf(event: { connection_id: string; external_id: string; event_key: string }): EventKey {
  return [event.connection_id, event.external_id, event.event_key];
}

async function forgetEvents(tx: Tx, keys: readonly EventKey[]): Promise<void> {
  for (const [connectionId, externalId, eventKey] of keys) {
    await tx
      .deleteFrom('applied_events')
      .where('connection_id', '=', connectionId)
      .where('external_id', '=', externalId)
      .where('event_key', '=', eventKey)
      .execute();
  }
}

/**
 * Walks rows from the oldest on, as their ids were given in the order of time, and stops at the first page
 * without an old one; a single row that a wrong clock dated does not stop it.
 */
function inOrderOfIds<Row extends { readonly id: number }>(rows: {
  readonly list: (afterId: number) => Promise<Row[]>;
  readonly isOld: (row: Row) => boolean;
  readonly isDone: (row: Row) => boolean;
  readonly remove: (ids: number[]) => Promise<unknown>;
}): () => Promise<Step> {
  let afterId = 0;
  return async () => {
    const page = await rows.list(afterId);
    afterId = page.at(-1)?.id ?? afterId;
    const old = page.filter(rows.isOld);
    const ids = old.filter(rows.isDone).map(({ id }) => id);
    if (ids.length > 0) await rows.remove(ids);
    return { deleted: ids.length, more: page.length === atOnce && old.length > 0 };
  };
}

function step(numDeletedRows: bigint): Step {
  const deleted = Number(numDeletedRows);
  return { deleted, more: deleted === atOnce };
}

export const rules: readonly Rule[] = [
  refusedCalls,
  webhookCalls,
  platformCalls,
  outboundCalls,
  printRequests,
  appliedEvents,
];
