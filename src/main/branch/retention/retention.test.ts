import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dayMs, minuteMs } from '../../../shared/kit/clock.ts';
import { buildChange, buildOrder, noonMs, placed, platformStatus } from '../testing/builders.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';
import { keepOrdersMs, keepTechnicalMs } from './index.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

const tables = [
  'orders',
  'order_history',
  'order_hops',
  'platform_answers',
  'print_jobs',
  'seen_events',
  'early_events',
] as const;

/** How many rows each table has, read beside the running branch. */
function rows(): Record<string, number> {
  return branch.withDatabase((db) =>
    Object.fromEntries(
      tables.map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]),
    ),
  ) as Record<string, number>;
}

const there = async (id: string) => (await branch.fetch('GET', `/api/orders/${id}`)).status === 200;

test('what ended long ago is forgotten with all that belongs to it, what is open never', async () => {
  branch.relay.say(placed(buildOrder('o-open'), buildChange('confirmed')));
  for (let n = 1; n <= 120; n++) branch.relay.say(placed(buildOrder(`o-${n}`)));
  await branch.caughtUp(121);
  await branch.accept('o-1');
  branch.relay.say(platformStatus('o-1', 'delivered'));
  for (let n = 2; n <= 120; n++) branch.relay.say(platformStatus(`o-${n}`, 'cancelled'));
  branch.relay.say(platformStatus('o-never', 'cancelled'));
  await branch.caughtUp(242);

  // Its ticket has no printer: until somebody takes it back, its order is not settled.
  branch.clock.advance(keepOrdersMs + dayMs);
  expect(await there('o-1')).toBe(true);
  expect(await there('o-open')).toBe(true);
  const [job] = (await branch.order('o-1')).printJobs;
  await branch.call('DELETE', `/api/printing/print-jobs/${job?.id}`);
  branch.clock.advance(dayMs);

  expect(await there('o-open')).toBe(true);
  expect(rows()).toMatchObject({
    orders: 1,
    order_history: 1,
    order_hops: 2,
    platform_answers: 0,
    print_jobs: 1,
    seen_events: 0,
    early_events: 0,
  });
});

test('traffic is forgotten after a month, orders are not', async () => {
  branch.relay.say(placed(buildOrder('o-1'), buildChange('delivered')));
  await branch.caughtUp(1);
  branch.clock.advance(keepTechnicalMs - dayMs);
  expect(rows()).toMatchObject({ orders: 1, seen_events: 1 });
  branch.clock.advance(2 * dayMs);
  expect(rows()).toMatchObject({ orders: 1, seen_events: 0 });
});

test('a clock that was set to another year costs no order', async () => {
  branch.relay.say(placed(buildOrder('o-1'), buildChange('delivered')));
  await branch.caughtUp(1);
  branch.clock.set(noonMs + 10 * keepOrdersMs);
  branch.clock.advance(dayMs);
  expect(await there('o-1')).toBe(true);
});

test('without a relay there is one clock only, and nothing is forgotten', async () => {
  branch.relay.say(placed(buildOrder('o-1'), buildChange('delivered')));
  await branch.caughtUp(1);
  await branch.close();
  await branch.relay.stop();
  branch.clock.set(noonMs + 2 * keepOrdersMs);
  await branch.open();
  await eventually(async () => (await branch.state()).relay.state === 'offline');
  branch.clock.advance(10 * minuteMs);
  expect(await there('o-1')).toBe(true);
});
