import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/shared/kit/clock.ts';
import { silentLogger } from '../../src/shared/kit/logger.ts';
import { createFakeClock, type FakeClock } from '../../src/shared/kit/testing/fake-clock.ts';
import { openStore, type RelayStore } from '../database/database.ts';
import { nextTurn } from '../database/next-turn.ts';
import type { OutboundCallsTable, WebhookCallsTable } from '../database/schema.ts';
import { createRetention } from './retention.ts';
import { retention } from './retention-rules.ts';

let store: RelayStore;
let clock: FakeClock;
beforeEach(async () => {
  store = await openStore({ file: ':memory:', logger: silentLogger });
  clock = createFakeClock();
});
afterEach(() => store.close());

/** One whole round, ten minutes after a start, with all the pauses it takes. */
async function round(): Promise<void> {
  const part = createRetention({ store, clock, logger: silentLogger });
  await part.start();
  for (let pause = 0; pause < 40; pause += 1) {
    clock.advance(pause === 0 ? 10 * minuteMs : 20);
    for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  }
  await part.stop();
}

async function addCalls(
  ageMs: number,
  ...states: readonly WebhookCallsTable['state'][]
): Promise<void> {
  for (const state of states) {
    await store.db
      .insertInto('webhook_calls')
      .values({
        connection_id: 'con_1',
        company_id: 'co_1',
        received_at_ms: clock.now() - ageMs,
        method: 'POST',
        path: '',
        query: '{}',
        headers: '{}',
        body: Buffer.from('{}'),
        source_address: '::1',
        verified: state === 'refused' ? 0 : 1,
        verification: '',
        state,
        note: '',
        external_id: null,
        processed_at_ms: null,
      })
      .execute();
  }
}
const states = async () =>
  (await store.db.selectFrom('webhook_calls').select('state').orderBy('id').execute()).map(
    ({ state }) => state,
  );

describe('calls of the platforms', () => {
  test('stay 90 days, refused ones 30, and what still waits for something for good', async () => {
    const old = retention.webhookCallsMs + 1;
    await addCalls(10 * old, 'received', 'waiting', 'unreadable');
    await addCalls(old, 'applied', 'repeated', 'ignored', 'received', 'waiting', 'unreadable');
    await addCalls(retention.refusedCallsMs + 1, 'refused', 'applied');
    await addCalls(retention.refusedCallsMs - hourMs, 'refused');
    await round();
    expect(await states()).toEqual([
      'received',
      'waiting',
      'unreadable',
      'received',
      'waiting',
      'unreadable',
      'applied',
      'refused',
    ]);
  });

  test('go by the hundred, and one that a wrong clock dated stops nothing', async () => {
    const old = retention.webhookCallsMs + 1;
    await addCalls(-1_000 * dayMs, 'applied');
    await addCalls(old, ...Array.from({ length: 450 }, () => 'applied' as const));
    await addCalls(old, ...Array.from({ length: 250 }, () => 'refused' as const));
    await addCalls(1, 'applied');
    await round();
    expect(await states()).toEqual(['applied', 'applied']);
  });
});

test('papers asked for at the console stay 90 days', async () => {
  const add = (id: string, ageMs: number) =>
    store.db
      .insertInto('print_requests')
      .values({
        id,
        company_id: 'co_1',
        branch_id: 'br_1',
        document: 'kitchen',
        order_id: null,
        printer_id: null,
        printer_name: '',
        reason: '',
        by: '',
        requested_at_ms: clock.now() - ageMs,
        expires_at_ms: 0,
        report: '',
        reported_at_ms: null,
      })
      .execute();
  for (let count = 1; count <= 250; count += 1) {
    await add(`old-${count}`, retention.printRequestsMs + 1);
  }
  await add('young', retention.printRequestsMs - hourMs);
  await round();
  expect(await store.db.selectFrom('print_requests').select('id').execute()).toEqual([
    { id: 'young' },
  ]);
});

describe('calls to the platforms', () => {
  test('stay 90 days after they ended; one that is queued stays', async () => {
    const old = retention.outboundCallsMs + 1;
    const add = (id: string, state: OutboundCallsTable['state'], ageMs: number) =>
      store.db
        .insertInto('outbound_calls')
        .values({
          id,
          company_id: 'co_1',
          branch_id: 'br_1',
          connection_id: 'con_1',
          order_id: id,
          position: 1,
          action: 'accept',
          params: '{}',
          state,
          attempts: 1,
          due_at_ms: clock.now() - ageMs,
          give_up_at_ms: 0,
          last_detail: '',
          sent_at_ms: null,
          created_at_ms: 0,
          done_at_ms: state === 'queued' ? null : clock.now() - ageMs,
        })
        .execute();
    await add('1', 'done', old);
    await add('2', 'refused', old);
    await add('3', 'gave_up', old);
    await add('4', 'superseded', old);
    await add('5', 'queued', 10 * old);
    await add('6', 'done', old - hourMs);
    for (const ageMs of [old, old - hourMs]) {
      await store.db
        .insertInto('platform_calls')
        .values({
          company_id: 'co_1',
          connection_id: 'con_1',
          outbound_id: null,
          order_id: null,
          operation: 'accept',
          method: 'POST',
          url: '',
          request_body: '',
          status: 200,
          response_body: '',
          error: '',
          started_at_ms: clock.now() - ageMs,
          duration_ms: 1,
        })
        .execute();
    }
    await round();
    const queue = await store.db.selectFrom('outbound_calls').select('id').orderBy('id').execute();
    expect(queue.map(({ id }) => id)).toEqual(['5', '6']);
    expect(await store.db.selectFrom('platform_calls').select('id').execute()).toEqual([{ id: 2 }]);
  });
});

describe('events by which a repeat is recognised', () => {
  test('stay half a year, longer than the calls that brought them', async () => {
    const add = (count: number, ageMs: number) =>
      store.transact(async (tx) => {
        for (let n = 0; n < count; n += 1) {
          await tx
            .insertInto('applied_events')
            .values({
              connection_id: `con_${n % 3}`,
              external_id: `ext-${n}-${ageMs}`,
              event_key: 'placed',
              call_id: n,
              applied_at_ms: clock.now() - ageMs,
            })
            .execute();
        }
      });
    await add(300, retention.appliedEventsMs + 1);
    await add(301, retention.appliedEventsMs - hourMs);
    await round();
    const left = await store.db.selectFrom('applied_events').select('applied_at_ms').execute();
    expect(left).toHaveLength(301);
  });
});

test('a relay that stops does not wait for the end of a long round', async () => {
  await addCalls(100 * dayMs, ...Array.from({ length: 450 }, () => 'applied' as const));
  const part = createRetention({ store, clock, logger: silentLogger });
  await part.start();
  clock.advance(10 * minuteMs);
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  await part.stop();
  const left = (await states()).length;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(450);
});

test('the walk over refused calls has an index to go by', async () => {
  const plan = await store.db
    .selectFrom('webhook_calls')
    .select('id')
    .where('state', '=', sql.lit('refused'))
    .where('received_at_ms', '<', 1)
    .orderBy('received_at_ms')
    .explain(undefined, sql`query plan`);
  expect(JSON.stringify(plan)).toContain('webhook_calls_refused_age');
});
