import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestIngress, type TestIngress } from '../ingress/testing/test-ingress.ts';
import { applyChange, getOrder, listChanges, listOrders, orderIdOf } from './index.ts';
import { manyRows } from '../database/many-rows.ts';

let relay: TestIngress;
beforeEach(async () => {
  relay = await createTestIngress();
});
afterEach(() => relay.stop());

const change = (status: 'confirmed' | 'cancelled' | 'ready_for_pickup', atMs = 5) => ({
  status,
  atMs,
  by: 'Rana',
  reason: '',
});

describe('the id of an order', () => {
  test('is a function of connection and platform key, readable aloud', () => {
    expect(orderIdOf('conn-1', 'x-1')).toBe(orderIdOf('conn-1', 'x-1'));
    expect(orderIdOf('conn-1', 'x-1')).toMatch(/^o_[0-9a-hjkmnp-tv-z]{26}$/);
  });

  test('differs when connection and key are joined elsewhere', () => {
    expect(orderIdOf('conn-1', '1x')).not.toBe(orderIdOf('conn-11', 'x'));
  });
});

describe('a change by the branch', () => {
  test('moves the order and its history', async () => {
    await relay.sendAndSettle({ kind: 'order', id: 'x-1' });
    const orderId = relay.orderIdOf('x-1');
    const scope = { from: 'branch', branchId: relay.branchId, nowMs: 77 } as const;

    const moved = await relay.store.transact((tx) =>
      applyChange(tx, orderId, change('confirmed'), scope),
    );

    expect(moved).toMatchObject({ applied: true, order: { status: 'confirmed', updatedAtMs: 77 } });
    expect(await getOrder(relay.store.db, orderId)).toMatchObject({
      status: 'confirmed',
      order: { externalId: 'x-1' },
      platformData: { callback: 'https://testeats.example/orders/x-1' },
    });
    const history = (await listChanges(relay.store.db, [orderId])).get(orderId);
    expect(history?.map(({ status, by }) => [status, by])).toEqual([
      ['pending', 'platform'],
      ['confirmed', 'Rana'],
    ]);
  });

  test('after a cancellation changes nothing, a second time neither', async () => {
    await relay.sendAndSettle({ kind: 'order', id: 'x-1', status: 'cancelled' });
    const accept = () =>
      relay.store.transact((tx) =>
        applyChange(tx, relay.orderIdOf('x-1'), change('confirmed'), { from: 'branch', nowMs: 1 }),
      );
    expect(await accept()).toMatchObject({ applied: false, order: { status: 'cancelled' } });
    expect(await accept()).toMatchObject({ applied: false });
    const history = await listChanges(relay.store.db, [relay.orderIdOf('x-1')]);
    expect(history.get(relay.orderIdOf('x-1'))).toHaveLength(1);
  });

  test('does not reach the order of another branch', async () => {
    await relay.sendAndSettle({ kind: 'order', id: 'x-1' });
    const scope = { from: 'branch', branchId: 'branch-2', nowMs: 1 } as const;
    const moving = relay.store.transact((tx) =>
      applyChange(tx, relay.orderIdOf('x-1'), change('confirmed'), scope),
    );
    await expect(moving).rejects.toMatchObject({ code: 'order.not_found' });
    expect(await relay.order('x-1')).toMatchObject({ status: 'pending' });
  });
});

test('a list of orders is one page of one company, newest first', async () => {
  for (let count = 1; count <= 5; count += 1) {
    relay.clock.advance(1_000);
    await relay.sendAndSettle({ kind: 'order', id: `x-${count}` });
  }
  await relay.sendAndSettle({ kind: 'status', id: 'x-4', status: 'cancelled' });
  const list = (filter: object) =>
    listOrders(relay.store.db, { companyId: relay.companyId, page: 1, limit: 2, ...filter });
  const ids = async (filter: object) =>
    (await list(filter)).orders.map((order) => order.externalId);

  expect(await ids({})).toEqual(['x-5', 'x-4']);
  expect(await ids({ page: 3 })).toEqual(['x-1']);
  expect(await ids({ status: 'cancelled' })).toEqual(['x-4']);
  expect(await ids({ companyId: null, limit: 9 })).toHaveLength(5);
  expect(await list({ companyId: 'company-2' })).toEqual({ orders: [], total: 0 });
  expect((await list({ branchId: relay.branchId })).total).toBe(5);
});

describe('a statement over many rows', () => {
  const insert = manyRows(2, (tx, count) =>
    tx
      .insertInto('relay_meta')
      .values(Array.from({ length: count }, () => ({ key: '', value: '' })))
      .returning('key')
      .compile(),
  );

  test('writes every row once, whatever their number', async () => {
    const rows = Array.from({ length: 191 }, (_, index) => [`key-${index}`, `value-${index}`]);
    const returned = await relay.store.transact((tx) => insert(tx, rows));
    expect(returned.map(({ key }) => key)).toEqual(rows.map(([key]) => key));
    const kept = await relay.store.db.selectFrom('relay_meta').selectAll().execute();
    const found = new Map(kept.map(({ key, value }) => [key, value]));
    expect(rows.every(([key = '', value]) => found.get(key) === value)).toBe(true);
  });

  test('refuses a text whose parameters are not the rows’ cells', async () => {
    const wrong = manyRows(3, (tx) =>
      tx.insertInto('relay_meta').values({ key: '', value: '' }).compile(),
    );
    const writing = relay.store.transact((tx) => wrong(tx, [['a', 'b', 'c']]));
    await expect(writing).rejects.toThrow('2 parameters for 1 rows of 3 cells');
  });
});
