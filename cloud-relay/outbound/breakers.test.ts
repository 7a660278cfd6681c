import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { secondMs } from '../../src/shared/kit/clock.ts';
import { createBreakers } from './breakers.ts';
import { eventually, patienceMs } from './testing/eventually.ts';
import { type FakePlatform, startFakePlatform } from './testing/fake-platform.ts';
import { createTestOutbound, type TestOutbound } from './testing/test-outbound.ts';

vi.setConfig({ testTimeout: patienceMs });

let platform: FakePlatform;
let outbound: TestOutbound;

beforeEach(async () => {
  // The breaker library reads the wall clock itself; timers and everything else stay real.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 15, 12) });
  platform = await startFakePlatform();
  outbound = await createTestOutbound({ origin: platform.origin });
  await outbound.worker.start();
});
afterEach(async () => {
  await outbound.stop();
  await platform.stop();
  vi.useRealTimers();
});

const pass = (ms: number) => {
  vi.setSystemTime(outbound.clock.now() + ms);
  outbound.clock.advance(ms);
};
const failFiveTimes = async () => {
  platform.answer(({ path }) => ({
    status: path.includes('ext-a-') && path.includes('accept') ? 500 : 200,
  }));
  for (let index = 0; index < 5; index += 1) {
    await outbound.givenOrder(`a-${index}`, { letter: 'a' });
    await outbound.enqueue(`a-${index}`, { action: 'accept' });
  }
  await eventually(() =>
    expect(outbound.worker.breakers()).toMatchObject([
      { companyId: 'company-a', operation: 'answer', state: 'open' },
    ]),
  );
};

test('five failures in a row stop the calls of that company, platform and operation, and no others', async () => {
  await failFiveTimes();
  const before = platform.calls.length;
  await outbound.givenOrder('a-next', { letter: 'a' });
  await outbound.enqueue('a-next', { action: 'accept' });
  await outbound.givenOrder('a-cooking', { letter: 'a', status: 'confirmed' });
  await outbound.enqueue('a-cooking', { action: 'ready' });
  await outbound.givenOrder('b-1', { letter: 'b' });
  await outbound.enqueue('b-1', { action: 'accept' });
  await outbound.settled(2);

  const called = platform.calls.slice(before).map(({ path }) => /ext-([\w-]+)/.exec(path)?.[1]);
  expect(new Set(called)).toEqual(new Set(['a-cooking', 'b-1']));
  expect(called).toHaveLength(2);
  const held = (await outbound.rows()).find(({ order_id }) => order_id === 'a-next');
  expect(held).toMatchObject({
    state: 'queued',
    attempts: 0,
    last_detail: 'the platform has been failing',
  });
  const text = await outbound.metrics.text();
  expect(text).toContain('outbound_breakers_open{provider="testeats",operation="answer"} 1');
  expect(text).toContain('outbound_breakers_open{provider="testeats",operation="progress"} 0');
});

test('after half a minute probes find out that the platform is back, and everything leaves', async () => {
  await failFiveTimes();
  platform.answer(() => ({ status: 200 }));
  await eventually(async () => {
    pass(secondMs);
    expect((await outbound.rows()).every(({ state }) => state === 'done')).toBe(true);
  });

  expect(outbound.worker.breakers()).toMatchObject([{ state: 'closed' }]);
});

test('a probe that fails closes the door for another half minute', async () => {
  await failFiveTimes();
  const before = platform.calls.length;
  await eventually(() => {
    pass(secondMs);
    expect(platform.calls.length).toBeGreaterThan(before);
  });
  await eventually(() => expect(outbound.worker.breakers()).toMatchObject([{ state: 'open' }]));

  expect(platform.calls.length - before).toBeLessThanOrEqual(3);
});

test('a breaker whose time is over and that nobody called through holds nothing back', async () => {
  const breakers = createBreakers({ clock: outbound.clock });
  const key = { companyId: 'company-a', platform: 'testeats', operation: 'answer' } as const;
  const holding = () => breakers.list().map(({ isHolding }) => isHolding);
  for (let n = 0; n < 5; n += 1) await breakers.run(key, async () => ({ failed: true }));
  expect(holding()).toEqual([true]);
  pass(30 * secondMs);
  expect(holding()).toEqual([false]);

  const probing = Promise.withResolvers<{ failed: boolean }>();
  const probe = breakers.run(key, () => probing.promise);
  expect(holding()).toEqual([true]);
  probing.resolve({ failed: true });
  await probe;
  expect(holding()).toEqual([true]);
});
