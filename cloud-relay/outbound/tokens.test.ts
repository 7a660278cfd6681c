import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { secondMs } from '../../src/shared/kit/clock.ts';
import { eventually, patienceMs } from './testing/eventually.ts';
import { type FakePlatform, startFakePlatform } from './testing/fake-platform.ts';
import { createTestOutbound, type TestOutbound } from './testing/test-outbound.ts';

vi.setConfig({ testTimeout: patienceMs });

let platform: FakePlatform;
let outbound: TestOutbound;

beforeEach(async () => {
  platform = await startFakePlatform();
  outbound = await createTestOutbound({ origin: platform.origin });
  await outbound.worker.start();
});
afterEach(async () => {
  await outbound.stop();
  await platform.stop();
});

const accept = async (...orderIds: string[]) => {
  for (const id of orderIds) await outbound.givenOrder(id);
  await Promise.all(orderIds.map((id) => outbound.enqueue(id, { action: 'accept' })));
};

describe('a token', () => {
  test('is fetched once for fifty calls at the same time', async () => {
    await accept(...Array.from({ length: 50 }, (_, index) => `o-${index}`));
    await outbound.settled(50);

    expect(platform.tokens.given).toHaveLength(1);
    expect(new Set(platform.calls.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${platform.tokens.given[0]}`]),
    );
  });

  test('that is refused is replaced once, also when many calls learn it at the same time', async () => {
    platform.answer(({ authorization }) => ({
      status: authorization === `Bearer ${platform.tokens.given[0]}` ? 401 : 200,
    }));
    await accept(...Array.from({ length: 8 }, (_, index) => `o-${index}`));
    await outbound.settled(8);

    expect(platform.tokens.given).toHaveLength(2);
    expect(await outbound.answers()).toHaveLength(8);
    expect(
      (await outbound.rows()).every(({ state, attempts }) => state === 'done' && attempts === 1),
    ).toBe(true);
  });

  test('that is refused again after a fresh one is tried later, not at once', async () => {
    platform.answer(() => ({ status: 401 }));
    await accept('o-1');
    await outbound.tried(1);

    expect(platform.tokens.given).toHaveLength(2);
    expect(platform.calls).toHaveLength(2);
    expect(await outbound.rows()).toMatchObject([{ state: 'queued' }]);
  });

  test('is renewed before it expires', async () => {
    await accept('o-1');
    await outbound.settled(1);
    outbound.clock.advance(539 * secondMs);
    await accept('o-2');
    await outbound.settled(2);
    expect(platform.tokens.given).toHaveLength(1);
    outbound.clock.advance(2 * secondMs);
    await accept('o-3');
    await outbound.settled(3);
    expect(platform.tokens.given).toHaveLength(2);
  });

  test('is made anew when the credentials change', async () => {
    await accept('o-1');
    await outbound.settled(1);
    const live = outbound.live.get('conn-a');
    if (!live) throw new Error('no connection');
    outbound.connect('a', {
      view: { ...live.view, credentials: { clientId: 'client-77', clientSecret: 'rotated' } },
    });
    await accept('o-2');
    await outbound.settled(2);

    expect(platform.tokens.given).toHaveLength(2);
  });

  test('that is not given is not asked for again by every waiting call', async () => {
    platform.tokens.answer = { status: 400, body: '{"error":"invalid_client"}' };
    await accept('o-1', 'o-2', 'o-3');
    await eventually(async () =>
      expect((await outbound.rows()).every(({ attempts }) => attempts === 1)).toBe(true),
    );

    expect(platform.tokens.given).toHaveLength(1);
    expect((await outbound.rows())[0]?.last_detail).toBe('login answered 400');
    platform.tokens.answer = undefined;
    outbound.clock.advance(10 * secondMs);
    await outbound.settled(3);
    expect(platform.tokens.given).toHaveLength(2);
  });
});
