import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { secondMs } from '../../src/shared/kit/clock.ts';
import { eventually, patienceMs } from './testing/eventually.ts';
import { type FakePlatform, startFakePlatform } from './testing/fake-platform.ts';
import {
  createTestOutbound,
  type TestOutbound,
  type TestOutboundOptions,
} from './testing/test-outbound.ts';

vi.setConfig({ testTimeout: patienceMs });

let platform: FakePlatform;
let outbound: TestOutbound;

beforeEach(async () => {
  platform = await startFakePlatform();
});
afterEach(async () => {
  await outbound.stop();
  await platform.stop();
});

const begin = async (options: Omit<TestOutboundOptions, 'origin'> = {}) => {
  outbound = await createTestOutbound({ origin: platform.origin, ...options });
  await outbound.worker.start();
};

describe('a call', () => {
  test('reaches the platform and its answer reaches the branch', async () => {
    await begin();
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'accept', prepMinutes: 15 });
    await outbound.settled(1);

    expect(platform.calls).toMatchObject([
      { method: 'POST', authorization: `Bearer ${platform.tokens.given[0]}` },
    ]);
    expect(platform.calls[0]?.path).toContain('/orders/ext-o-1/accept');
    expect(JSON.parse(platform.calls[0]?.body ?? '')).toMatchObject({
      prepMinutes: 15,
      brand: 'B-7',
    });
    expect(await outbound.answers()).toMatchObject([
      { orderId: 'o-1', action: 'accept', outcome: 'told', detail: '' },
    ]);
    expect(await outbound.hops('o-1')).toEqual([
      { hop: 'platform_called', detail: 'accept' },
      { hop: 'platform_told', detail: 'accept' },
    ]);
    expect(outbound.woken).toEqual(['branch-a']);
  });

  test('is queued once however often its cause comes', async () => {
    await begin();
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'accept' }, 'event-1');
    await outbound.enqueue('o-1', { action: 'accept' }, 'event-1');
    await outbound.settled(1);

    expect(await outbound.rows()).toHaveLength(1);
    expect(platform.calls).toHaveLength(1);
  });

  test('that the platform refuses ends, and the branch hears the platform’s words', async () => {
    await begin();
    platform.answer(() => ({ status: 409, body: 'already cancelled' }));
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'accept' });
    await outbound.settled(1);

    expect(await outbound.answers()).toMatchObject([
      { outcome: 'refused', detail: '409 already cancelled' },
    ]);
    expect((await outbound.hops('o-1')).at(-1)).toEqual({
      hop: 'platform_refused',
      detail: 'accept: 409 already cancelled',
    });
    expect(platform.calls).toHaveLength(1);
  });

  test('that the platform is not told of ends in silence', async () => {
    await begin({ script: { told: () => false } });
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'preparing' });
    await outbound.settled(1);

    expect(await outbound.rows()).toMatchObject([{ state: 'done', attempts: 0 }]);
    expect(await outbound.answers()).toEqual([]);
    expect(platform.calls).toEqual([]);
    expect(platform.tokens.given).toEqual([]);
  });

  test('of an order leaves only after the calls that were caused before it', async () => {
    await begin();
    const release = Promise.withResolvers<void>();
    platform.answer(async ({ path }) => {
      if (path.includes('accept')) await release.promise;
      return { status: 200 };
    });
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'accept' });
    await outbound.enqueue('o-1', { action: 'preparing' });
    await outbound.enqueue('o-1', { action: 'ready' });
    await eventually(() => expect(platform.calls).toHaveLength(1));
    release.resolve();
    await outbound.settled(3);

    expect(platform.calls.map(({ path }) => /(\w+)\?/.exec(path)?.[1])).toEqual([
      'accept',
      'preparing',
      'ready',
    ]);
  });

  test('that fails holds back the later ones of its order, not those of others', async () => {
    await begin();
    platform.answer(({ path }) => ({ status: path.includes('ext-o-1/accept') ? 500 : 200 }));
    await outbound.givenOrder('o-1');
    await outbound.givenOrder('o-2');
    await outbound.enqueue('o-1', { action: 'accept' });
    await outbound.enqueue('o-1', { action: 'ready' });
    await outbound.enqueue('o-2', { action: 'accept' });
    await outbound.settled(1);
    await outbound.tried(1);

    expect(platform.calls.some(({ path }) => path.includes('o-1/ready'))).toBe(false);
    platform.answer(() => ({ status: 200 }));
    outbound.clock.advance(secondMs);
    await outbound.settled(3);
  });

  test('with the least time left goes first', async () => {
    outbound = await createTestOutbound({
      origin: platform.origin,
      script: { limits: [{ scope: 'connection', actions: [], calls: 1, perMs: secondMs }] },
    });
    const now = outbound.clock.now();
    await outbound.givenOrder('o-late', { acceptByMs: now + 600 * secondMs });
    await outbound.givenOrder('o-soon', { acceptByMs: now + 60 * secondMs });
    await outbound.enqueue('o-late', { action: 'accept' });
    await outbound.enqueue('o-soon', { action: 'accept' });
    await outbound.worker.start();
    await outbound.settled(1);

    expect(platform.calls.map(({ path }) => path.includes('o-soon'))).toEqual([true]);
    await eventually(async () =>
      expect(
        (await outbound.rows()).find(({ state }) => state === 'queued')?.last_detail,
      ).toContain('1 calls in 1 s'),
    );
    outbound.clock.advance(secondMs);
    await outbound.settled(2);
  });
});

describe('an order that ends', () => {
  test('takes its waiting accept with it: the platform hears nothing', async () => {
    await begin();
    platform.answer(() => ({ status: 503 }));
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'accept' });
    await outbound.tried(1);
    const before = platform.calls.length;
    await outbound.setStatus('o-1', 'cancelled');
    outbound.clock.advance(secondMs);
    await outbound.settled(1);

    expect(await outbound.rows()).toMatchObject([{ state: 'superseded' }]);
    expect(platform.calls).toHaveLength(before);
    expect(await outbound.answers()).toEqual([]);
  });

  test('by the branch’s own hand says so to its platform', async () => {
    await begin();
    await outbound.givenOrder('o-1');
    await outbound.setStatus('o-1', 'cancelled');
    await outbound.enqueue('o-1', { action: 'cancel' });
    await outbound.settled(1);

    expect(await outbound.rows()).toMatchObject([{ action: 'cancel', state: 'done' }]);
  });

  test('while its accept waits for a token still wins', async () => {
    await begin();
    await outbound.givenOrder('o-1');
    platform.tokens.before = () => outbound.setStatus('o-1', 'cancelled').then(() => undefined);
    await outbound.enqueue('o-1', { action: 'accept' });
    await outbound.settled(1);

    expect(await outbound.rows()).toMatchObject([{ state: 'superseded' }]);
    expect(platform.tokens.given).toHaveLength(1);
    expect(platform.calls).toEqual([]);
  });

  test('by our own rejection still tells the platform of it', async () => {
    await begin();
    await outbound.givenOrder('o-1');
    await outbound.setStatus('o-1', 'rejected');
    await outbound.enqueue('o-1', { action: 'reject', rejectReason: 'too_busy' });
    await outbound.settled(1);

    expect(platform.calls).toHaveLength(1);
    expect(await outbound.answers()).toMatchObject([{ action: 'reject', outcome: 'told' }]);
  });
});

describe('a platform that fails', () => {
  test('is tried again after a while, and each try is in its log', async () => {
    await begin();
    platform.answer(() => ({ status: 502, body: 'bad gateway' }));
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'ready' });
    await outbound.tried(1);
    platform.answer(() => ({ status: 200 }));
    outbound.clock.advance(secondMs - 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(platform.calls).toHaveLength(1);
    outbound.clock.advance(1);
    await outbound.settled(1);

    expect(await outbound.log()).toMatchObject([
      { operation: 'token', status: 200 },
      { operation: 'ready', status: 502, response_body: 'bad gateway' },
      { operation: 'ready', status: 200 },
    ]);
    const hops = (await outbound.hops('o-1')).map(({ hop }) => hop);
    expect(hops).toEqual(['platform_called', 'platform_told']);
  });

  test.each([
    ['seconds', () => '90'],
    ['a date', (now: number) => new Date(now + 90 * secondMs).toUTCString()],
  ])('and says when to come back, in %s, is left alone until then', async (_form, header) => {
    await begin();
    const now = outbound.clock.now();
    platform.answer(() => ({ status: 429, headers: { 'Retry-After': header(now) } }));
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'ready' });
    await outbound.tried(1);

    expect((await outbound.rows())[0]?.due_at_ms).toBe(now + 90 * secondMs);
  });

  test('until the deadline gets a last try shortly before it; then the branch hears it', async () => {
    await begin();
    const start = outbound.clock.now();
    platform.answer(() => ({ status: 500, body: 'down' }));
    await outbound.givenOrder('o-1', { acceptByMs: start + 16 * secondMs });
    await outbound.enqueue('o-1', { action: 'accept' });
    const triedAfterMs = [0, 1_000, 3_000, 7_000, 14_000];
    for (const [index, afterMs] of triedAfterMs.entries()) {
      outbound.clock.advance(start + afterMs - outbound.clock.now());
      await outbound.tried(index + 1);
      expect(platform.calls).toHaveLength(index + 1);
    }

    expect(await outbound.rows()).toMatchObject([{ state: 'gave_up' }]);
    expect(await outbound.answers()).toMatchObject([
      { action: 'accept', outcome: 'gave_up', detail: '500 down' },
    ]);
  });

  test('with a wish beyond the deadline is given up at once', async () => {
    await begin();
    platform.answer(() => ({ status: 429, headers: { 'Retry-After': '120' } }));
    await outbound.givenOrder('o-1', { acceptByMs: outbound.clock.now() + 60 * secondMs });
    await outbound.enqueue('o-1', { action: 'accept' });
    await outbound.settled(1);

    expect(await outbound.answers()).toMatchObject([{ outcome: 'gave_up' }]);
  });

  test('by hanging up gets two quick repeats inside one attempt', async () => {
    await begin();
    let hungUp = 0;
    platform.answer(() => (hungUp++ < 2 ? 'hang_up' : { status: 200 }));
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'accept' });
    await outbound.settled(1);

    expect(platform.calls).toHaveLength(3);
    expect(await outbound.rows()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  test('by not answering is left after ten seconds', async () => {
    await begin();
    platform.answer(() => new Promise(() => undefined));
    await outbound.givenOrder('o-1');
    await outbound.enqueue('o-1', { action: 'accept' });
    await eventually(() => expect(platform.calls).toHaveLength(1));
    outbound.clock.advance(10 * secondMs);
    await outbound.tried(1);

    expect(await outbound.rows()).toMatchObject([{ last_detail: 'no answer within 10000 ms' }]);
  });

  test('that answers slowly keeps no other connection waiting', async () => {
    await begin();
    platform.answer(({ path }) =>
      path.includes('slow') ? new Promise(() => undefined) : { status: 200 },
    );
    for (let index = 0; index < 40; index += 1) {
      await outbound.givenOrder(`slow-${index}`, { letter: 'a' });
      await outbound.enqueue(`slow-${index}`, { action: 'accept' });
    }
    await outbound.givenOrder('quick', { letter: 'b' });
    await outbound.enqueue('quick', { action: 'accept' });
    await outbound.settled(1);

    expect(await outbound.answers('b')).toHaveLength(1);
    expect(platform.calls.filter(({ path }) => path.includes('slow')).length).toBeLessThanOrEqual(
      8,
    );
    outbound.clock.advance(10 * secondMs);
  });
});

test('an answer given after the deadline is still told once', async () => {
  await begin();
  await outbound.givenOrder('o-1', { acceptByMs: outbound.clock.now() - secondMs });
  await outbound.enqueue('o-1', { action: 'accept' });
  await outbound.settled(1);

  expect(await outbound.answers()).toMatchObject([{ outcome: 'told' }]);
});

test('a connection that is switched off keeps its calls until it is back', async () => {
  await begin();
  outbound.connect('a', { disabled: true });
  await outbound.givenOrder('o-1');
  await outbound.enqueue('o-1', { action: 'accept' });
  await eventually(async () =>
    expect((await outbound.rows())[0]?.last_detail).toBe('the connection is switched off'),
  );
  outbound.connect('a');
  outbound.clock.advance(30 * secondMs);
  await outbound.settled(1);

  expect(platform.calls).toHaveLength(1);
});

test('the metrics count the queue and the results without naming a company', async () => {
  await begin();
  platform.answer(({ path }) => ({ status: path.includes('o-1') ? 200 : 500 }));
  await outbound.givenOrder('o-1');
  await outbound.givenOrder('o-2');
  await outbound.enqueue('o-1', { action: 'accept' });
  await outbound.enqueue('o-2', { action: 'accept' });
  await outbound.settled(1);
  await eventually(async () => expect(await outbound.metrics.text()).toContain('result="retry"'));

  const text = await outbound.metrics.text();
  expect(text).toContain('outbound_queue_size 1');
  expect(text).toContain(
    'outbound_calls_total{provider="testeats",operation="accept",result="done"} 1',
  );
  expect(text).not.toContain('company');
});
