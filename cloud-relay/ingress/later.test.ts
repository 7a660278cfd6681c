import { afterEach, describe, expect, test } from 'vitest';
import { createTestIngress, type TestIngress } from './testing/test-ingress.ts';

const open: TestIngress[] = [];
async function given(): Promise<TestIngress> {
  const ingress = await createTestIngress();
  open.push(ingress);
  return ingress;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((ingress) => ingress.stop()));
});

const kinds = async (relay: TestIngress) => (await relay.downEvents()).map(({ body }) => body.kind);
const notes = (relay: TestIngress) =>
  relay.store.db.selectFrom('webhook_calls').select(['state', 'note']).orderBy('id').execute();

describe('news of an order that is not here yet', () => {
  test('waits, and follows the order in the same moment it comes', async () => {
    const relay = await given();
    const reply = await relay.sendAndSettle({ kind: 'status', id: 'x-1', status: 'cancelled' });
    expect(reply.statusCode).toBe(200);
    expect(await notes(relay)).toEqual([{ state: 'waiting', note: 'its order has not arrived' }]);
    expect(await kinds(relay)).toEqual([]);

    await relay.sendAndSettle({ kind: 'order', id: 'x-1' });

    expect(await relay.states()).toEqual(['applied', 'applied']);
    expect(await relay.downEvents()).toMatchObject([
      { seq: 1, body: { kind: 'order.placed', standing: { status: 'cancelled' } } },
      { seq: 2, body: { kind: 'order.platform_status', change: { status: 'cancelled' } } },
    ]);
    expect(await relay.order('x-1')).toMatchObject({ status: 'cancelled' });
  });

  test('finds its order by our id too, but never another connection’s', async () => {
    const relay = await given();
    const orderId = relay.orderIdOf('x-1');
    await relay.sendAndSettle({ kind: 'our-status', orderId, status: 'delivered' });
    await relay.sendAndSettle({ kind: 'order', id: 'x-1' });
    expect(await relay.order('x-1')).toMatchObject({ status: 'delivered' });

    await relay.store.db
      .updateTable('orders')
      .set({ connection_id: await anotherConnection(relay) })
      .execute();
    await relay.sendAndSettle({ kind: 'our-status', orderId, status: 'cancelled' });
    expect(await relay.order('x-1')).toMatchObject({ status: 'delivered' });
    expect((await relay.states()).at(-1)).toBe('waiting');
  });

  test('that comes in one call with its order is applied at once', async () => {
    const relay = await given();
    await relay.sendAndSettle({ kind: 'both', id: 'x-1', status: 'confirmed' });
    expect(await kinds(relay)).toEqual(['order.placed', 'order.platform_status']);
    expect(await relay.states()).toEqual(['applied']);
  });
});

describe('an order for a store without a branch', () => {
  test('waits and is visible, and arrives with its later news when the store is linked', async () => {
    const relay = await given();
    await relay.sendAndSettle({ kind: 'order', id: 'x-1', store: 'store-9' });
    await relay.sendAndSettle({ kind: 'courier', id: 'x-1', state: 'assigned', atMs: 5 });
    expect(await notes(relay)).toEqual([
      { state: 'waiting', note: 'store store-9 is linked to no branch' },
      { state: 'waiting', note: 'its order has not arrived' },
    ]);

    await relay.linkStore('store-9');

    expect(await relay.states()).toEqual(['applied', 'applied']);
    expect(await kinds(relay)).toEqual(['order.placed', 'order.courier']);
  });
});

describe('moves', () => {
  test('go along the status table: a late step changes nothing, a cancellation wins', async () => {
    const relay = await given();
    await relay.sendAndSettle({ kind: 'order', id: 'x-1' });
    await relay.sendAndSettle({ kind: 'status', id: 'x-1', status: 'ready_for_pickup' });
    await relay.sendAndSettle({ kind: 'status', id: 'x-1', status: 'preparing' });
    expect(await relay.order('x-1')).toMatchObject({ status: 'ready_for_pickup' });

    await relay.sendAndSettle({ kind: 'status', id: 'x-1', status: 'cancelled' });
    await relay.sendAndSettle({ kind: 'status', id: 'x-1', status: 'delivered' });

    expect(await relay.order('x-1')).toMatchObject({ status: 'cancelled' });
    expect(await relay.states()).toEqual(Array.from({ length: 5 }, () => 'applied'));
    expect(await relay.downEvents()).toMatchObject([
      { body: { kind: 'order.placed', standing: { status: 'cancelled' } } },
      { body: { change: { status: 'ready_for_pickup' } } },
      { body: { change: { status: 'cancelled' } } },
    ]);
  });

  test('of the courier are a track of their own, and old news of it is no news', async () => {
    const relay = await given();
    await relay.sendAndSettle({ kind: 'order', id: 'x-1' });
    await relay.sendAndSettle({ kind: 'courier', id: 'x-1', state: 'arrived', atMs: 20 });
    await relay.sendAndSettle({ kind: 'courier', id: 'x-1', state: 'assigned', atMs: 10 });

    const order = await relay.order('x-1');
    expect(order).toMatchObject({ status: 'pending' });
    expect(JSON.parse(order?.courier ?? '')).toMatchObject({ state: 'arrived' });
    expect(await kinds(relay)).toEqual(['order.placed', 'order.courier']);
  });
});

describe('a call that cannot be understood', () => {
  test('is kept, answered, counted and shown, and replayed when the adapter has learned', async () => {
    const relay = await given();
    const reply = await relay.sendAndSettle({ kind: 'riddle', id: 'x-1' });
    await relay.sendAndSettle({ kind: 'riddle', id: 'x-2' });
    await relay.sendAndSettle({ kind: 'bug' });
    expect(reply.json()).toEqual({ kept: '1' });
    expect(await notes(relay)).toMatchObject([
      { state: 'unreadable', note: 'a riddle' },
      { state: 'unreadable', note: 'a riddle' },
      { state: 'unreadable', note: expect.stringContaining('adapter failed') as string },
    ]);
    expect(await relay.metrics.text()).toContain(
      'webhooks_processed_total{provider="testeats",status="unreadable"} 3',
    );
    expect(await relay.processor.replay(1, relay.companyId)).toBe('unreadable');

    relay.platform.learnRiddles();
    expect(await relay.processor.replay(1, relay.companyId)).toBe('applied');
    expect(await relay.processor.replayUnreadable('testeats', null)).toEqual({ tried: 2, done: 1 });

    expect(await relay.states()).toEqual(['applied', 'applied', 'unreadable']);
    expect(await kinds(relay)).toEqual(['order.placed', 'order.placed']);
  });

  test('is never an order the branch could not read', async () => {
    const relay = await given();
    await relay.sendAndSettle({ kind: 'misshapen', id: 'x-1' });
    expect(await relay.states()).toEqual(['unreadable']);
    expect(await kinds(relay)).toEqual([]);
  });

  test('replayed after it was applied changes nothing and stays applied', async () => {
    const relay = await given();
    await relay.sendAndSettle({ kind: 'order', id: 'x-1' });
    expect(await relay.processor.replay(1, null)).toBe('applied');
    expect(await kinds(relay)).toEqual(['order.placed']);
  });

  test('belongs to its company, and one that never verified is not applied by anybody', async () => {
    const relay = await given();
    await relay.sendForged({ kind: 'order', id: 'x-1' });
    await relay.sendAndSettle({ kind: 'nothing' });
    await expect(relay.processor.replay(2, 'company-2')).rejects.toMatchObject({
      code: 'webhook.not_found',
    });
    await expect(relay.processor.replay(1, relay.companyId)).rejects.toMatchObject({
      code: 'input.invalid',
    });
    expect(await relay.states()).toEqual(['refused', 'ignored']);
  });
});

test('one call that cannot be applied does not stop the others of its batch', async () => {
  const relay = await given();
  await Promise.all([
    relay.send({ kind: 'order', id: 'x-1' }),
    relay.send({ kind: 'poison', id: 'x-2' }),
    relay.send({ kind: 'order', id: 'x-3' }),
  ]);
  await relay.settled();

  expect(await relay.states()).toEqual(['applied', 'unreadable', 'applied']);
  expect((await notes(relay))[1]?.note).toContain('could not be applied: TypeError');
  expect((await relay.downEvents()).map(({ seq }) => seq)).toEqual([1, 2]);
  expect(await relay.order('x-2')).toBeUndefined();
});

test('a call that waited and cannot be applied does not keep its order from the kitchen', async () => {
  const relay = await given();
  await relay.sendAndSettle({ kind: 'cursed', id: 'x-1' });
  await relay.sendAndSettle({ kind: 'order', id: 'x-1' });

  expect(await relay.states()).toEqual(['waiting', 'applied']);
  expect(await kinds(relay)).toEqual(['order.placed']);
});

async function anotherConnection({ store, connectionId }: TestIngress): Promise<string> {
  const row = await store.db
    .selectFrom('connections')
    .selectAll()
    .where('id', '=', connectionId)
    .executeTakeFirstOrThrow();
  const id = 'conn-2';
  await store.db
    .insertInto('connections')
    .values({ ...row, id, address_key: 'address-2' })
    .execute();
  return id;
}
