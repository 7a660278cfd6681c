import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Waiting } from '../../../shared/contract/waiting.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { buildOrder, noonMs, placed } from '../testing/builders.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

const waiting = (): Promise<Waiting> => branch.call('GET', '/api/waiting');

test('what was answered without internet is named with its deadline, and gone once it was heard', async () => {
  branch.relay.say(placed(buildOrder('o-1', { platform: 'talabat', displayNumber: '41' })));
  branch.relay.say(placed(buildOrder('o-2', { acceptByMs: noonMs + minuteMs })));
  branch.relay.say(placed(buildOrder('o-3', { acceptByMs: null })));
  await branch.caughtUp(3);
  await branch.accept('o-3');
  await eventually(async () => (await waiting()).kinds.length === 0);

  await branch.relay.stop();
  await eventually(async () => (await branch.state()).relay.state === 'offline');
  branch.clock.advance(1_000);
  await branch.accept('o-1');
  await branch.call('POST', '/api/orders/o-2/reject', { reason: 'too_busy' });
  await branch.call('PUT', '/api/orders/o-3/status', { to: 'preparing' });
  await branch.call('POST', '/api/orders/o-3/delay', { minutes: 10 });
  const { kinds, orders } = await waiting();
  expect(orders).toMatchObject([
    { orderId: 'o-2', to: 'rejected', answerByMs: noonMs + minuteMs },
    { number: '41', platform: 'talabat', to: 'confirmed', answerByMs: noonMs + 10 * minuteMs },
    { orderId: 'o-3', to: 'preparing', answerByMs: null },
  ]);
  expect(kinds).toMatchObject([{ kind: 'answers', count: 4 }, { kind: 'life' }]);

  await branch.relay.start();
  await eventually(async () => {
    branch.clock.advance(minuteMs);
    return (await waiting()).kinds.length === 0;
  });
  expect(await waiting()).toEqual({ kinds: [], orders: [] });
});
