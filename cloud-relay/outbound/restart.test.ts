import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { secondMs } from '../../src/shared/kit/clock.ts';
import { eventually, patienceMs } from './testing/eventually.ts';
import { type FakePlatform, startFakePlatform } from './testing/fake-platform.ts';
import { createTestOutbound } from './testing/test-outbound.ts';

vi.setConfig({ testTimeout: patienceMs });

let platform: FakePlatform;

beforeEach(async () => {
  platform = await startFakePlatform();
});
afterEach(() => platform.stop());

test('a call that was under way when the relay died is made again after the restart', async () => {
  platform.answer(() => new Promise(() => undefined));
  const first = await createTestOutbound({ origin: platform.origin });
  await first.worker.start();
  await first.givenOrder('o-1');
  await first.enqueue('o-1', { action: 'accept' });
  await eventually(() => expect(platform.calls).toHaveLength(1));
  // The process is gone: nothing is recorded any more, the file is as it was.
  const { folder } = first;
  const stopped = first.worker.stop();
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  first.clock.advance(5 * secondMs);
  await stopped;
  await first.store.close();

  platform.answer(() => ({ status: 200 }));
  const second = await createTestOutbound({ origin: platform.origin, folder });
  await second.worker.start();
  await second.settled(1);

  expect(platform.calls).toHaveLength(2);
  expect(platform.calls[1]?.body).toBe(platform.calls[0]?.body);
  expect(await second.answers()).toMatchObject([{ outcome: 'told' }]);
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a conflict met by the repeat of an accept whose answer was lost counts as told', async () => {
  platform.answer(() => ({ status: platform.calls.length === 1 ? 503 : 409 }));
  const outbound = await createTestOutbound({ origin: platform.origin });
  await outbound.worker.start();
  await outbound.givenOrder('o-1');
  await outbound.enqueue('o-1', { action: 'accept' });
  await eventually(async () => {
    outbound.clock.advance(secondMs);
    expect(await outbound.answers()).toHaveLength(1);
  });

  expect(platform.calls).toHaveLength(2);
  expect(await outbound.answers()).toMatchObject([{ outcome: 'told' }]);
  await outbound.stop();
});

test('a conflict met by the first try is a refusal', async () => {
  platform.answer(() => ({ status: 409 }));
  const outbound = await createTestOutbound({ origin: platform.origin });
  await outbound.worker.start();
  await outbound.givenOrder('o-1');
  await outbound.enqueue('o-1', { action: 'accept' });
  await outbound.settled(1);

  expect(await outbound.answers()).toMatchObject([{ outcome: 'refused' }]);
  await outbound.stop();
});

test('a call whose answer cannot be recorded is made again, until it can', async () => {
  const outbound = await createTestOutbound({ origin: platform.origin });
  await outbound.worker.start();
  await outbound.givenOrder('o-1');
  const transact = vi
    .spyOn(outbound.store, 'transact')
    .mockImplementationOnce((work) => outbound.store.db.transaction().execute(work))
    .mockRejectedValueOnce(new Error('disk full'));
  await outbound.enqueue('o-1', { action: 'accept' });
  await eventually(() => expect(transact).toHaveBeenCalledTimes(2));
  expect(platform.calls).toHaveLength(1);
  await eventually(async () => {
    outbound.clock.advance(secondMs);
    expect(await outbound.answers()).toHaveLength(1);
  });

  expect(platform.calls).toHaveLength(2);
  await outbound.stop();
});
