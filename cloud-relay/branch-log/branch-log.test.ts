import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DownEvent } from '../../src/shared/contract/relay.ts';
import { hourMs } from '../../src/shared/kit/clock.ts';
import { silentLogger } from '../../src/shared/kit/logger.ts';
import { createTestIngress, type TestIngress } from '../ingress/testing/test-ingress.ts';
import {
  ackDown,
  appendDown,
  createBranchWakeups,
  createLogTrimmer,
  trimLogs,
  findLog,
  keptMs,
  readDown,
  startNewEpoch,
} from './index.ts';

let relay: TestIngress;
beforeEach(async () => {
  relay = await createTestIngress();
});
afterEach(() => relay.stop());

const all = { events: 10_000, bytes: 1e9 };
let epochs = 0;
const ids = (prefix: string) => `${prefix}-${(epochs += 1)}`;

const courier = (index: number) => ({
  eventId: `e-${index}`,
  orderId: 'o_any',
  atMs: relay.clock.now(),
  body: {
    kind: 'order.courier' as const,
    orderId: 'o_any',
    courier: { state: 'arrived' as const, name: 'Sami', phone: '', etaMs: null, atMs: index },
  },
});
const append = (branchId: string, ...numbers: number[]) =>
  relay.store.transact((tx) =>
    appendDown(tx, { branchId, companyId: relay.companyId, ids }, numbers.map(courier)),
  );
const ack = async (branchId: string, seq: number, epoch?: string) => {
  const log = await findLog(relay.store.db, branchId);
  return relay.store.transact((tx) => ackDown(tx, branchId, epoch ?? log?.epoch ?? '', seq));
};
const seqs = async (branchId: string, after = 0) =>
  (await readDown(relay.store.db, branchId, after, all)).map(({ seq }) => seq);

describe('numbers', () => {
  test('have no gap, belong to one branch each, and are given back when the cause fails', async () => {
    await append('b-1', 1, 2, 3);
    await append('b-2', 1);
    const failing = relay.store.transact(async (tx) => {
      const owner = { branchId: 'b-1', companyId: relay.companyId, ids };
      await appendDown(tx, owner, [courier(4)]);
      throw new Error('the cause failed');
    });
    await expect(failing).rejects.toThrow('the cause failed');
    await append('b-1', 5);

    expect(await seqs('b-1')).toEqual([1, 2, 3, 4]);
    expect(await seqs('b-2')).toEqual([1]);
    expect(await findLog(relay.store.db, 'b-1')).toMatchObject({ head: 4, acked: 0 });
  });

  test('have no gap when many append at the same time', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => append('b-1', index, index)));
    expect(await seqs('b-1')).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
  });
});

describe('reading', () => {
  test('keeps to its limits and always brings at least one event', async () => {
    await append('b-1', 1, 2, 3, 4, 5);
    const read = (limits: { events: number; bytes: number }) =>
      readDown(relay.store.db, 'b-1', 1, limits).then((events) => events.map(({ seq }) => seq));
    expect(await read({ events: 2, bytes: 1e6 })).toEqual([2, 3]);
    expect(await read({ events: 9, bytes: 300 })).toEqual([2, 3]);
    expect(await read({ events: 9, bytes: 1 })).toEqual([2]);
  });

  test('brings what the contract promises, an order as it stands at this moment', async () => {
    await relay.sendAndSettle({ kind: 'order', id: 'x-1' });
    await relay.sendAndSettle({ kind: 'status', id: 'x-1', status: 'cancelled', atMs: 9 });
    await append(relay.branchId, 1);

    const events = await relay.downEvents();

    expect(events.map((event) => DownEvent.parse(event))).toEqual(events);
    expect(events[0]?.body).toMatchObject({
      kind: 'order.placed',
      standing: { status: 'cancelled', atMs: 9 },
    });
  });
});

describe('an acknowledgement', () => {
  test('never moves back and counts only in its epoch, for numbers that were given', async () => {
    await append('b-1', 1, 2, 3);
    expect(await ack('b-1', 2)).toBe(true);
    expect(await ack('b-1', 1)).toBe(true);
    expect(await ack('b-1', 4)).toBe(false);
    expect(await ack('b-1', 3, 'another-life')).toBe(false);
    expect(await findLog(relay.store.db, 'b-1')).toMatchObject({ head: 3, acked: 2 });
  });
});

describe('a new epoch', () => {
  test('numbers what is kept from 1, so that all of it is sent again', async () => {
    await append('b-1', 1, 2, 3, 4, 5);
    await append('b-2', 1, 2);
    await ack('b-1', 3);
    relay.clock.advance(keptMs + 1);
    await trim();
    const before = await findLog(relay.store.db, 'b-1');

    const after = await relay.store.transact((tx) =>
      startNewEpoch(tx, { branchId: 'b-1', companyId: relay.companyId, ids }),
    );

    expect(after).toEqual({ epoch: expect.any(String) as string, head: 2, acked: 0 });
    expect(after.epoch).not.toBe(before?.epoch);
    expect(await findLog(relay.store.db, 'b-1')).toEqual(after);
    const events = await readDown(relay.store.db, 'b-1', 0, all);
    expect(events.map(({ seq, id }) => [seq, id])).toEqual([
      [1, 'e-4'],
      [2, 'e-5'],
    ]);
    await append('b-1', 6);
    expect(await seqs('b-1')).toEqual([1, 2, 3]);
    expect(await seqs('b-2')).toEqual([1, 2]);
  });

  test('of a log without events starts at nothing', async () => {
    const log = await relay.store.transact((tx) =>
      startNewEpoch(tx, { branchId: 'b-9', companyId: relay.companyId, ids }),
    );
    expect(log).toMatchObject({ head: 0, acked: 0 });
    await append('b-9', 1);
    expect(await seqs('b-9')).toEqual([1]);
  });
});

describe('trimming', () => {
  test('deletes only what is acknowledged and two weeks old', async () => {
    await append('b-1', 1, 2);
    relay.clock.advance(keptMs);
    await append('b-1', 3, 4);
    await ack('b-1', 1);
    expect(await trim()).toEqual([1, 2, 3, 4]);
    relay.clock.advance(1);
    expect(await trim()).toEqual([2, 3, 4]);
    await ack('b-1', 4);
    expect(await trim()).toEqual([3, 4]);
  });

  test('happens every hour', async () => {
    const trimmer = createLogTrimmer({ ...relay, logger: silentLogger });
    await append('b-1', 1);
    await ack('b-1', 1);
    relay.clock.advance(keptMs);
    await trimmer.start();
    expect(await seqs('b-1')).toEqual([1]);
    relay.clock.advance(hourMs);
    await vi.waitFor(async () => expect(await seqs('b-1')).toEqual([]));
    await trimmer.stop();
  });
});

test('whoever listens is woken for the branch that has news, until it stops listening', () => {
  const wakeups = createBranchWakeups();
  const heard: string[] = [];
  const stop = wakeups.onWake((branchId) => void heard.push(branchId));
  wakeups.wake('b-1');
  stop();
  wakeups.wake('b-2');
  expect(heard).toEqual(['b-1']);
});

/** Tells what is left of b-1. */
async function trim(): Promise<number[]> {
  await trimLogs(relay);
  return seqs('b-1');
}
