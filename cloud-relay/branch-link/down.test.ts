import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { batchLimits } from '../../src/shared/contract/relay.ts';
import { minuteMs, secondMs } from '../../src/shared/kit/clock.ts';
import { appendDown } from '../branch-log/index.ts';
import { eventually, patienceMs } from '../outbound/testing/eventually.ts';
import type { BranchKey, FakeBranch } from './testing/fake-branch.ts';
import { createTestLink, type TestLink } from './testing/test-link.ts';

vi.setConfig({ testTimeout: patienceMs });

let relay: TestLink;
let key: BranchKey;
beforeEach(async () => {
  relay = await createTestLink({ acknowledgeTimeoutMs: 300 });
  key = await relay.enrol('a');
});
afterEach(() => relay.stop());

const names = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => `e-${from + index}`);
const isGone = () => eventually(() => expect(relay.link.presence.list()).toEqual([]));
const idsOf = (branch: FakeBranch) => branch.received.map(({ id }) => id);
const has = (branch: FakeBranch, count: number) =>
  eventually(() => expect(branch.received).toHaveLength(count));
const isAcknowledged = (seq: number) =>
  eventually(async () => expect((await relay.log('a'))?.acked).toBe(seq));
/** A connection that goes on from what another remembered. */
const comeBack = (branch: FakeBranch) =>
  relay.connect(key, {
    memory: { downEpoch: branch.state.epoch, downCursor: branch.state.cursor },
  });

describe('the relay’s log', () => {
  test('reaches a connected branch as it grows', async () => {
    const branch = relay.connect(key);
    await branch.ready();
    await relay.append('a', ['e-1']);
    await has(branch, 1);
    await relay.append('a', ['e-2', 'e-3']);
    await has(branch, 3);

    expect(branch.received.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    await isAcknowledged(3);
  });

  test('of a thousand events arrives in order and in batches within the limits', async () => {
    await relay.append('a', names(1_000));
    const branch = relay.connect(key);
    await has(branch, 1_000);

    expect(idsOf(branch)).toEqual(names(1_000));
    expect(Math.max(...branch.batches.map(({ events }) => events.length))).toBe(batchLimits.events);
    expect(branch.batches[0]?.events.length).toBeLessThan(batchLimits.events);
    await isAcknowledged(1_000);
  });

  test('carries an order as it stands when it is sent', async () => {
    await relay.givenOrder('o-1', { status: 'cancelled' });
    await relay.store.transact((tx) =>
      appendDown(
        tx,
        { branchId: 'branch-a', companyId: 'company-a', ids: (prefix) => `${prefix}-1` },
        [{ eventId: 'placed', orderId: 'o-1', body: { kind: 'order.placed' }, atMs: 1 }],
      ),
    );
    const branch = relay.connect(key);
    await has(branch, 1);

    expect(branch.received[0]?.body).toMatchObject({
      kind: 'order.placed',
      order: { id: 'o-1' },
      standing: { status: 'cancelled' },
    });
  });

  test('goes to its own branch only', async () => {
    const mine = relay.connect(key);
    const other = relay.connect(await relay.enrol('b'));
    await mine.ready();
    await other.ready();
    await relay.append('b', ['theirs']);
    await relay.append('a', ['mine']);
    await has(other, 1);
    await has(mine, 1);

    expect(idsOf(mine)).toEqual(['mine']);
    expect(idsOf(other)).toEqual(['theirs']);
  });

  test('that grew without a wake-up is noticed within a minute', async () => {
    const branch = relay.connect(key);
    await branch.ready();
    const wake = vi.spyOn(relay.wakeups, 'wake').mockReturnValue(undefined);
    await relay.append('a', ['e-1']);
    wake.mockRestore();
    await eventually(() => {
      relay.clock.advance(minuteMs);
      expect(branch.received).toHaveLength(1);
    });
  });
});

describe('a branch that goes away', () => {
  test('in the middle of a batch is given the same batch again', async () => {
    await relay.append('a', names(3));
    const branch = relay.connect(key);
    branch.take(() => {
      branch.close();
      return 'silence';
    });
    await branch.ended();
    expect(branch.batches).toHaveLength(1);
    const again = comeBack(branch);
    await has(again, 3);

    expect(idsOf(again)).toEqual(names(3));
  });

  test('after it stored a batch whose acknowledgement was lost goes on behind it', async () => {
    await relay.append('a', names(3));
    const branch = relay.connect(key);
    branch.take((batch) => {
      branch.state.cursor = batch.events.at(-1)?.seq ?? 0;
      branch.close();
      return 'silence';
    });
    await branch.ended();
    expect((await relay.log('a'))?.acked).toBe(0);
    await relay.append('a', ['e-4']);
    const again = comeBack(branch);
    await has(again, 1);

    expect(idsOf(again)).toEqual(['e-4']);
    expect((await again.ready()).downEpoch).toBe(branch.state.epoch);
    await isAcknowledged(4);
  });

  test('for a thousand orders catches up in order', async () => {
    const branch = relay.connect(key);
    await branch.ready();
    branch.close();
    await isGone();
    for (let start = 1; start <= 1_000; start += 100) await relay.append('a', names(100, start));
    const again = comeBack(branch);
    await has(again, 1_000);

    expect(idsOf(again)).toEqual(names(1_000));
  });
});

describe('a branch that does not answer', () => {
  test('is disconnected, and gets everything when it comes back', async () => {
    const branch = relay.connect(key);
    branch.take(() => 'silence');
    await branch.ready();
    await relay.append('a', names(2));
    await branch.ended();
    expect((await relay.log('a'))?.acked).toBe(0);
    const again = comeBack(branch);
    await has(again, 2);
  });

  test('slows down no other branch and is held in no more than one batch', async () => {
    const slow = relay.connect(key);
    slow.take(() => 'silence');
    const quick = relay.connect(await relay.enrol('b'));
    await slow.ready();
    await quick.ready();
    for (let index = 0; index < 20; index += 1) {
      await relay.append('a', names(50, index * 50));
      await relay.append('b', names(50, index * 50));
    }
    await has(quick, 1_000);

    expect(slow.batches).toHaveLength(1);
    expect(slow.batches[0]?.events.length).toBeLessThanOrEqual(50);
  });

  test.each([
    ['a cursor that was never sent', { cursor: 99 }],
    ['a cursor that went back', { cursor: 0 }],
    ['another epoch', { epoch: 'another' }],
    ['nonsense', { cursor: 'all' }],
  ])(
    'sensibly, but with %s, is disconnected and nothing counts as delivered',
    async (_what, reply) => {
      const branch = relay.connect(key);
      branch.take(
        ({ epoch, events }) => ({ epoch, cursor: events.at(-1)?.seq ?? 0, ...reply }) as never,
      );
      await branch.ready();
      await relay.append('a', names(2));
      await branch.ended();
      expect((await relay.log('a'))?.acked).toBe(0);
    },
  );

  test('for all of a batch is sent the rest again', async () => {
    const branch = relay.connect(key);
    branch.take(({ epoch, events }) => ({ epoch, cursor: events[0]?.seq ?? 0 }));
    await branch.ready();
    await relay.append('a', names(3));
    await has(branch, 3);

    expect(idsOf(branch)).toEqual(names(3));
    expect(branch.batches).toHaveLength(3);
  });
});

describe('a database that was put back', () => {
  test('at the relay shows itself by a cursor it never gave: a new epoch, everything again', async () => {
    await relay.append('a', names(2));
    const before = relay.connect(key);
    await has(before, 2);
    before.close();
    const { epoch } = before.state;
    const branch = relay.connect(key, { memory: { downEpoch: epoch, downCursor: 57 } });
    const ready = await branch.ready();
    await has(branch, 2);

    expect(ready.downEpoch).not.toBe(epoch);
    expect(idsOf(branch)).toEqual(names(2));
  });

  test('at the relay shows itself also when the log has grown past the cursor since', async () => {
    await relay.append('a', names(2));
    const before = relay.connect(key);
    await has(before, 2);
    before.close();
    await isGone();
    const { epoch } = before.state;
    await relay.append('a', names(5, 3));
    const branch = relay.connect(key, { memory: { downEpoch: epoch, downCursor: 4 } });
    const ready = await branch.ready();
    await has(branch, 7);

    expect(ready.downEpoch).not.toBe(epoch);
    expect(idsOf(branch)).toEqual(names(7));
  });

  test('at the branch is given again what it has forgotten, in the same epoch', async () => {
    await relay.append('a', names(4));
    const before = relay.connect(key);
    await has(before, 4);
    before.close();
    const { epoch } = before.state;
    const branch = relay.connect(key, { memory: { downEpoch: epoch, downCursor: 1 } });
    const ready = await branch.ready();
    await has(branch, 3);

    expect(ready.downEpoch).toBe(epoch);
    expect(idsOf(branch)).toEqual(names(3, 2));
  });

  test('so far back that the events are gone begins a new epoch without a gap', async () => {
    await relay.append('a', names(4));
    const before = relay.connect(key);
    await has(before, 4);
    await isAcknowledged(4);
    before.close();
    await relay.store.db.deleteFrom('down_events').where('seq', '<=', 2).execute();
    const branch = relay.connect(key);
    await has(branch, 2);

    expect(branch.received.map(({ seq, id }) => `${seq} ${id}`)).toEqual(['1 e-3', '2 e-4']);
    expect(branch.state.epoch).not.toBe(before.state.epoch);
  });
});

test('the age of the oldest undelivered event leaves out no branch', async () => {
  const age = async () =>
    /^oldest_undelivered_age_seconds (\S+)/m.exec(await relay.metrics.text())?.[1];
  expect(await age()).toBe('0');
  await relay.append('b', ['never connected']);
  relay.clock.advance(90 * secondMs);
  await relay.append('a', ['e-1']);
  relay.clock.advance(10 * secondMs);
  expect(await age()).toBe('100');
});

test('a relay that stops lets go of every branch and leaves the HTTP server open', async () => {
  const branch = relay.connect(key);
  await branch.ready();
  await relay.link.stop();
  await branch.ended();

  expect(await (await fetch(relay.url)).text()).toBe('http');
});
