import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UpBody, UpEvent } from '../../src/shared/contract/relay.ts';
import { listHops } from '../orders/index.ts';
import { eventually, patienceMs } from '../outbound/testing/eventually.ts';
import type { BranchKey, FakeBranch } from './testing/fake-branch.ts';
import { createTestLink, type TestLink } from './testing/test-link.ts';

vi.setConfig({ testTimeout: patienceMs });

const epoch = 'epoch-up';
let relay: TestLink;
let key: BranchKey;
let branch: FakeBranch;
beforeEach(async () => {
  relay = await createTestLink();
  key = await relay.enrol('a');
  branch = relay.connect(key);
  await branch.ready();
});
afterEach(() => relay.stop());

const event = (seq: number, body: UpBody, id = `up-${seq}`): UpEvent => ({
  seq,
  id,
  atMs: 5,
  body,
});
const moved = (seq: number, orderId: string, status: string, more: object = {}) =>
  event(seq, {
    kind: 'order.moved',
    orderId,
    change: { status, atMs: 5, by: 'Rana', reason: '' },
    ...more,
  } as UpBody);

describe('what a branch does', () => {
  test('moves the order and queues the call to the platform, before it is acknowledged', async () => {
    await relay.givenOrder('o-1');
    const reply = await branch.sendUp(epoch, [moved(1, 'o-1', 'confirmed', { prepMinutes: 20 })]);

    expect(reply).toEqual({ epoch, cursor: 1 });
    expect(await relay.order('o-1')).toMatchObject({ status: 'confirmed' });
    const [call] = await relay.outboundCalls();
    expect(call).toMatchObject({ order_id: 'o-1', action: 'accept', state: 'queued' });
    expect(JSON.parse(call?.params ?? '')).toEqual({ action: 'accept', atMs: 5, prepMinutes: 20 });
    expect(relay.pokes).not.toEqual([]);
  });

  test('is told to the platform in its order, with what a rejection needs', async () => {
    await relay.givenOrder('o-1');
    await relay.givenOrder('o-2');
    await branch.sendUp(epoch, [
      moved(1, 'o-1', 'confirmed'),
      moved(2, 'o-1', 'preparing'),
      moved(3, 'o-1', 'ready_for_pickup'),
      moved(4, 'o-1', 'out_for_delivery'),
      moved(5, 'o-1', 'delivered'),
      moved(6, 'o-2', 'rejected', {
        rejectReason: 'item_unavailable',
        unavailableItemIds: ['i-9'],
      }),
    ]);

    const calls = await relay.outboundCalls();
    const actions = calls.filter((call) => call.order_id === 'o-1').map(({ action }) => action);
    expect(actions).toEqual(['accept', 'preparing', 'ready', 'picked_up', 'delivered']);
    const reject = calls.find((call) => call.order_id === 'o-2');
    expect(JSON.parse(reject?.params ?? '')).toMatchObject({
      action: 'reject',
      rejectReason: 'item_unavailable',
      unavailableItemIds: ['i-9'],
    });
  });

  test('is not told to a platform that cannot hear it', async () => {
    await relay.givenOrder('o-1', { actions: ['accept'] });
    await branch.sendUp(epoch, [moved(1, 'o-1', 'confirmed'), moved(2, 'o-1', 'preparing')]);

    expect(await relay.order('o-1')).toMatchObject({ status: 'preparing' });
    expect((await relay.outboundCalls()).map(({ action }) => action)).toEqual(['accept']);
  });

  test('to an order that the platform has cancelled meanwhile changes nothing and is not told', async () => {
    await relay.givenOrder('o-1', { status: 'cancelled' });
    const delayed = event(2, { kind: 'order.delayed', orderId: 'o-1', minutes: 10, atMs: 5 });
    const reply = await branch.sendUp(epoch, [moved(1, 'o-1', 'confirmed'), delayed]);

    expect(reply.cursor).toBe(2);
    expect(await relay.order('o-1')).toMatchObject({ status: 'cancelled' });
    expect(await relay.outboundCalls()).toEqual([]);
    expect(await relay.putAside()).toEqual([]);
  });

  test('to cancel is told to a platform that takes it, with the reason', async () => {
    await relay.givenOrder('o-1', { status: 'preparing' });
    await relay.givenOrder('o-2', { status: 'preparing', actions: ['accept'] });
    const cancelled = (seq: number, orderId: string) =>
      event(seq, {
        kind: 'order.moved',
        orderId,
        change: { status: 'cancelled', atMs: 5, by: 'Rana', reason: 'customer_asked' },
        cancelReason: 'customer_asked',
      });
    await branch.sendUp(epoch, [cancelled(1, 'o-1'), cancelled(2, 'o-2')]);

    expect(await relay.order('o-2')).toMatchObject({ status: 'cancelled' });
    expect((await relay.outboundCalls()).map(({ params }): unknown => JSON.parse(params))).toEqual([
      { action: 'cancel', atMs: 5, cancelReason: 'customer_asked' },
    ]);
  });

  test('to ask for more time and to tell the order’s life is passed on', async () => {
    await relay.givenOrder('o-1', { status: 'confirmed' });
    await branch.sendUp(epoch, [
      event(1, { kind: 'order.delayed', orderId: 'o-1', minutes: 10, atMs: 5 }),
      event(2, {
        kind: 'order.hops',
        orderId: 'o-1',
        hops: [{ hop: 'ticket_printed', atMs: 7, detail: 'kitchen' }],
      }),
    ]);

    const calls = await relay.outboundCalls();
    expect(calls.map(({ params }): unknown => JSON.parse(params))).toEqual([
      { action: 'delay', atMs: 5, delayMinutes: 10 },
    ]);
    const hops = (await listHops(relay.store.db, ['o-1'])).get('o-1');
    expect(hops?.at(-1)).toEqual({ hop: 'ticket_printed', atMs: 7, detail: 'kitchen' });
  });
});

describe('an event that comes again', () => {
  test('changes nothing, and the branch hears how far the relay is', async () => {
    await relay.givenOrder('o-1', { status: 'confirmed' });
    const delayed = event(1, { kind: 'order.delayed', orderId: 'o-1', minutes: 10, atMs: 5 });
    await branch.sendUp(epoch, [delayed]);
    const again = await branch.sendUp(epoch, [delayed, moved(2, 'o-1', 'preparing')]);

    expect(again.cursor).toBe(2);
    expect((await relay.outboundCalls()).map(({ action }) => action)).toEqual([
      'delay',
      'preparing',
    ]);
  });

  test('in a new epoch is known by its id', async () => {
    await relay.givenOrder('o-1', { status: 'confirmed' });
    const delayed = event(1, { kind: 'order.delayed', orderId: 'o-1', minutes: 10, atMs: 5 });
    const printed = event(2, {
      kind: 'order.hops',
      orderId: 'o-1',
      hops: [{ hop: 'ticket_printed', atMs: 7, detail: 'kitchen' }],
    });
    await branch.sendUp(epoch, [delayed, printed]);
    const again = await branch.sendUp('epoch-new', [delayed, printed]);

    expect(again).toEqual({ epoch: 'epoch-new', cursor: 2 });
    expect(await relay.outboundCalls()).toHaveLength(1);
    const hops = (await listHops(relay.store.db, ['o-1'])).get('o-1');
    expect(hops?.filter(({ hop }) => hop === 'ticket_printed')).toHaveLength(1);
  });

  test('after a reconnect is acknowledged from where the relay is', async () => {
    await relay.givenOrder('o-1');
    await branch.sendUp(epoch, [moved(1, 'o-1', 'confirmed')]);
    branch.close();
    const back = relay.connect(key, { memory: { branchEpoch: epoch, upHead: 1 } });
    expect(await back.ready()).toMatchObject({ upCursor: 1, upMustRestart: false });
  });
});

test('behind a gap nothing is applied: the branch hears where the relay is', async () => {
  await relay.givenOrder('o-1');
  const reply = await branch.sendUp(epoch, [
    moved(1, 'o-1', 'confirmed'),
    moved(3, 'o-1', 'preparing'),
  ]);

  expect(reply.cursor).toBe(1);
  expect(await relay.order('o-1')).toMatchObject({ status: 'confirmed' });
  expect((await branch.sendUp(epoch, [moved(9, 'o-1', 'delivered')])).cursor).toBe(1);
});

describe('an event that cannot be applied', () => {
  test.each([
    [
      'of a kind nobody knows',
      { seq: 2, id: 'x', atMs: 5, body: { kind: 'order.sung', orderId: 'o-1' } },
    ],
    ['that is no event', 'nonsense'],
    ['about an order nobody knows', moved(2, 'o-nowhere', 'confirmed')],
    ['about another company’s order', moved(2, 'o-theirs', 'confirmed')],
  ])('because it is %s is kept beside the log and holds back nothing', async (_what, bad) => {
    await relay.givenOrder('o-1');
    await relay.givenOrder('o-theirs', { letter: 'b' });
    const reply = await branch.sendUp(epoch, [
      moved(1, 'o-1', 'confirmed'),
      bad,
      moved(3, 'o-1', 'preparing'),
    ]);

    expect(reply.cursor).toBe(3);
    expect(await relay.order('o-1')).toMatchObject({ status: 'preparing' });
    expect(await relay.order('o-theirs')).toMatchObject({ status: 'pending' });
    const kept = await relay.putAside();
    expect(kept).toMatchObject([{ branch_id: 'branch-a', branch_epoch: epoch, seq: 2 }]);
    expect(JSON.parse(kept[0]?.raw ?? '')).toEqual(bad);
  });

  test('because it breaks something is put aside alone, the rest of its batch is applied', async () => {
    await relay.givenOrder('o-1');
    await relay.givenOrder('o-broken');
    await relay.store.db
      .updateTable('orders')
      .set({ body: 'not json' })
      .where('id', '=', 'o-broken')
      .execute();
    const reply = await branch.sendUp(epoch, [
      moved(1, 'o-1', 'confirmed'),
      moved(2, 'o-broken', 'confirmed'),
      moved(3, 'o-1', 'preparing'),
    ]);

    expect(reply.cursor).toBe(3);
    expect(await relay.order('o-1')).toMatchObject({ status: 'preparing' });
    expect((await relay.outboundCalls()).map(({ action }) => action)).toEqual([
      'accept',
      'preparing',
    ]);
    expect(await relay.putAside()).toMatchObject([{ seq: 2 }]);
  });

  test('because the store fails is not acknowledged: the branch comes again and it is applied', async () => {
    await relay.givenOrder('o-1');
    const failing = vi.spyOn(relay.store, 'transact').mockRejectedValue(new Error('disk full'));
    await expect(branch.sendUp(epoch, [moved(1, 'o-1', 'confirmed')])).rejects.toThrow();
    failing.mockRestore();
    await branch.ended();
    const back = relay.connect(key, { memory: { branchEpoch: epoch, upHead: 1 } });
    expect((await back.ready()).upCursor).toBe(0);
    expect((await back.sendUp(epoch, [moved(1, 'o-1', 'confirmed')])).cursor).toBe(1);
    expect(await relay.putAside()).toEqual([]);
  });
});

describe('a branch whose database is an older copy', () => {
  test('is told to begin a new epoch, and nothing of the old one is applied any more', async () => {
    await relay.givenOrder('o-1');
    await branch.sendUp(epoch, [moved(1, 'o-1', 'confirmed'), moved(2, 'o-1', 'preparing')]);
    branch.close();
    const copy = relay.connect(key, { memory: { branchEpoch: epoch, upHead: 1 } });
    expect(await copy.ready()).toMatchObject({ upCursor: 2, upMustRestart: true });
    expect((await copy.sendUp(epoch, [moved(3, 'o-1', 'delivered')])).cursor).toBe(2);
    expect(await relay.order('o-1')).toMatchObject({ status: 'preparing' });
    const reply = await copy.sendUp('epoch-new', [moved(1, 'o-1', 'ready_for_pickup')]);

    expect(reply).toEqual({ epoch: 'epoch-new', cursor: 1 });
    expect(await relay.order('o-1')).toMatchObject({ status: 'ready_for_pickup' });
  });
});

test('a branch that sends without waiting for its acknowledgements is cut off', async () => {
  await relay.givenOrder('o-1');
  const flood = Array.from({ length: 50 }, () =>
    branch.sendUp(epoch, [moved(1, 'o-1', 'confirmed')]).catch(() => undefined),
  );
  await branch.ended();
  await Promise.all(flood);
  await eventually(() => expect(relay.link.presence.list()).toEqual([]));
});

test('a batch that is none ends the connection', async () => {
  await expect(
    branch.socket.timeout(5_000).emitWithAck('up.batch', { events: 'all' } as never),
  ).rejects.toThrow();
  await branch.ended();
});
