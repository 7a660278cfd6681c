import { afterEach, describe, expect, test } from 'vitest';
import type { RelayStore } from '../database/database.ts';
import {
  createTestIngress,
  type TestIngress,
  type TestIngressOptions,
} from './testing/test-ingress.ts';

const open: TestIngress[] = [];
async function given(options?: TestIngressOptions): Promise<TestIngress> {
  const ingress = await createTestIngress(options);
  open.push(ingress);
  return ingress;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((ingress) => ingress.stop()));
});

/** A store whose transactions wait, or fail as SQLite does, until told otherwise. */
function storeWithSwitch() {
  let state: 'good' | 'full' | 'stuck' = 'good';
  let release = () => undefined as void;
  return {
    set(next: typeof state) {
      state = next;
      if (next === 'good') release();
    },
    wrap: (store: RelayStore): RelayStore => ({
      ...store,
      async transact(work) {
        if (state === 'stuck') await new Promise<void>((resolve) => (release = resolve));
        if (state === 'full') {
          throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        }
        return store.transact(work);
      },
    }),
  };
}

describe('the reply', () => {
  test('goes out only after the commit', async () => {
    const disk = storeWithSwitch();
    const relay = await given({ wrapStore: disk.wrap });
    await relay.settled();
    disk.set('stuck');
    let answered = false;

    const sending = relay.send({ kind: 'order', id: 'x-1' }).then((reply) => {
      answered = true;
      return reply;
    });
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(answered).toBe(false);
    expect(await relay.states()).toEqual([]);

    disk.set('good');
    expect((await sending).statusCode).toBe(200);
    expect(await relay.states()).toHaveLength(1);
  });

  test('is 503 with a time to come again when the store cannot commit, and 2xx again afterwards', async () => {
    const disk = storeWithSwitch();
    const relay = await given({ wrapStore: disk.wrap });
    await relay.settled();
    disk.set('full');

    const refused = await Promise.all(
      Array.from({ length: 20 }, (_, index) => relay.send({ kind: 'order', id: `x-${index}` })),
    );

    for (const reply of refused) {
      expect(reply.statusCode).toBe(503);
      expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
      expect(reply.json()).toMatchObject({ error: { code: 'WEBHOOK_NOT_STORED' } });
      expect(reply.body).not.toContain('disk');
    }
    expect(await relay.states()).toEqual([]);
    disk.set('good');
    expect((await relay.sendAndSettle({ kind: 'order', id: 'x-1' })).statusCode).toBe(200);
    expect(await relay.downEvents()).toHaveLength(1);
  });

  test('is 503 from a database that has become read-only', async () => {
    const relay = await given();
    await relay.settled();
    await relay.store.db.executeQuery(rawQuery('pragma query_only = on'));
    expect((await relay.send({ kind: 'order', id: 'x-1' })).statusCode).toBe(503);
    await relay.store.db.executeQuery(rawQuery('pragma query_only = off'));
    expect((await relay.send({ kind: 'order', id: 'x-1' })).statusCode).toBe(200);
  });

  test('is 503 at once when more calls wait than may', async () => {
    const disk = storeWithSwitch();
    const relay = await given({ wrapStore: disk.wrap, inboxLimits: { waitingCalls: 5 } });
    await relay.settled();
    disk.set('stuck');
    const first = relay.send({ kind: 'nothing' });
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);

    const statuses: number[] = [];
    const others = Array.from({ length: 8 }, () =>
      relay.send({ kind: 'nothing' }).then((reply) => statuses.push(reply.statusCode)),
    );
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(statuses).toEqual([503, 503, 503]);

    disk.set('good');
    await Promise.all([first, ...others]);
    expect(statuses.filter((status) => status === 204)).toHaveLength(5);
  });
});

describe('a crash', () => {
  test('between commit and processing loses nothing and doubles nothing', async () => {
    const before = await createTestIngress({ processing: false });
    for (let count = 0; count < 70; count += 1) {
      expect((await before.send({ kind: 'order', id: `x-${count}` })).statusCode).toBe(200);
    }
    expect(await before.downEvents()).toEqual([]);
    await before.crash();

    const after = await given({ folder: before.folder });
    await after.settled();

    const events = await after.downEvents();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ body }) => body.kind === 'order.placed' && body.order.externalId)).toEqual(
      Array.from({ length: 70 }, (_, index) => `x-${index}`),
    );
    expect(new Set(await after.states())).toEqual(new Set(['applied']));
    await after.sendAndSettle({ kind: 'order', id: 'x-5' });
    expect(await after.downEvents()).toHaveLength(70);
  });

  test('of the store while calls are processed delays them and keeps their order', async () => {
    const disk = storeWithSwitch();
    const relay = await given({ wrapStore: disk.wrap });
    await relay.settled();
    await relay.send({ kind: 'order', id: 'x-1' });
    disk.set('full');
    await relay.settled();
    expect(await relay.states()).toEqual(['received']);
    disk.set('good');
    await relay.send({ kind: 'status', id: 'x-1', status: 'cancelled' });
    await relay.send({ kind: 'order', id: 'x-2' });

    relay.clock.advance(60_000);
    await relay.settled();

    expect(await relay.states()).toEqual(['applied', 'applied', 'applied']);
    const events = await relay.downEvents();
    expect(events.map(({ body }) => body.kind)).toEqual([
      'order.placed',
      'order.platform_status',
      'order.placed',
    ]);
  });
});

describe('a rush', () => {
  test('of a thousand orders becomes one gap-free log in the order of arrival', async () => {
    const relay = await given();
    const ids: string[] = [];
    for (let start = 0; start < 1_000; start += 50) {
      const names = Array.from({ length: 50 }, (_, index) => `x-${start + index}`);
      ids.push(...names);
      await Promise.all(names.map((id) => relay.send({ kind: 'order', id })));
    }
    await relay.settled();

    const events = await relay.downEvents();
    expect(events.map(({ seq }) => seq)).toEqual(ids.map((_, index) => index + 1));
    const placed = events.map(({ body }) => body.kind === 'order.placed' && body.order.externalId);
    expect(placed).toEqual(ids);
    const calls = await relay.store.db.selectFrom('webhook_calls').select('external_id').execute();
    expect(calls.map((call) => call.external_id)).toEqual(ids);
  });

  test('bigger than memory may hold is read back from the disk, in order', async () => {
    const relay = await given({ keptCalls: 100 });
    // All at once: the inbox commits them many times faster than they are worked off.
    const ids = Array.from({ length: 400 }, (_, index) => `x-${index}`);
    await Promise.all(ids.map((id) => relay.send({ kind: 'order', id })));
    await relay.settled();

    const events = await relay.downEvents();
    const placed = events.map(({ body }) => body.kind === 'order.placed' && body.order.externalId);
    expect(placed).toEqual(ids);
    // Those that were read back were parsed a second time; the others were not.
    expect(relay.platform.parsed.length).toBeGreaterThan(400);
    expect(relay.platform.parsed.length).toBeLessThan(800);
  });
});

function rawQuery(sql: string) {
  return { sql, parameters: [], query: { kind: 'RawNode' }, queryId: { queryId: sql } } as never;
}
