import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { buildOrder, placed } from '../testing/builders.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

async function givenAccepted(actions: ('accept' | 'reject' | 'cancel')[]): Promise<OrderView> {
  branch.relay.say(placed(buildOrder('o-1', { actions })));
  await branch.arrived('o-1');
  return branch.accept('o-1');
}

const cancel = () =>
  branch.call<{ order: OrderView }>('POST', '/api/orders/o-1/cancel', { reason: 'customer_asked' });

test('a cancelled order takes its ticket back, and its platform is told why', async () => {
  expect((await givenAccepted(['accept', 'cancel'])).offers).toContain('cancel');

  const { order } = await cancel();

  expect(order).toMatchObject({
    status: 'cancelled',
    offers: [],
    printJobs: [{ kind: 'kitchen', state: 'cancelled' }],
    answers: [{ action: 'accept' }, { action: 'cancel', state: 'waiting' }],
  });
  const moved = () => branch.relay.heard.filter(({ body }) => body.kind === 'order.moved');
  await eventually(() => moved().length === 2);
  expect(moved()[1]?.body).toMatchObject({
    change: { status: 'cancelled', by: 'till', reason: 'customer_asked' },
    cancelReason: 'customer_asked',
  });
  await expect(cancel()).rejects.toThrow('order.bad_transition');
});

test('a platform that takes no cancellation offers none and refuses it', async () => {
  expect((await givenAccepted(['accept', 'reject'])).offers).not.toContain('cancel');

  await expect(cancel()).rejects.toThrow('order.action_unsupported');

  expect(await branch.order('o-1')).toMatchObject({ status: 'confirmed' });
});
