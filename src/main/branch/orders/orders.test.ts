import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { buildChange, buildOrder, noonMs, placed, platformStatus } from '../testing/builders.ts';
import { eventually, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

async function receive(id: string, changes: Parameters<typeof buildOrder>[1] = {}): Promise<void> {
  branch.relay.say(placed(buildOrder(id, changes)));
  await branch.arrived(id);
}

const heard = (kind: string) => branch.relay.heard.filter((event) => event.body.kind === kind);

describe('a till that follows', () => {
  test('hears which orders changed and reads only those, each with the list it stands in now', async () => {
    await receive('o-1');
    await receive('o-2');
    const till = await branch.till();

    await branch.accept('o-1');

    await eventually(() => till.notices.some(({ topics }) => topics.includes('orders')));
    const told = till.notices.filter(({ topics }) => topics.includes('orders'));
    expect(new Set(told.flatMap(({ orderIds }) => orderIds))).toEqual(new Set(['o-1']));
    await branch.call('POST', '/api/orders/o-2/reject', { reason: 'item_unavailable' });
    const path = '/api/orders/some?ids=o-1,o-2,gone';
    expect(await branch.call('GET', path)).toMatchObject({
      orders: [
        { lane: 'open', view: { order: { id: 'o-1' }, status: 'confirmed' } },
        { lane: 'done', view: { order: { id: 'o-2' }, status: 'rejected' } },
      ],
    });
  });
});

describe('answering', () => {
  test('an accepted order tells the platform, queues one kitchen ticket and says when it is ready', async () => {
    await receive('o-1');

    const accepted = await branch.accept('o-1', 20);

    expect(accepted).toMatchObject({
      status: 'confirmed',
      prepMinutes: 20,
      readyByMs: noonMs + 20 * minuteMs,
      answers: [{ action: 'accept', state: 'waiting' }],
    });
    expect(accepted.printJobs).toMatchObject([{ kind: 'kitchen', mark: 'none' }]);
    await eventually(() => heard('order.moved').length === 1);
    expect(heard('order.moved')[0]?.body).toMatchObject({
      orderId: 'o-1',
      prepMinutes: 20,
      change: { status: 'confirmed', by: 'till' },
    });
  });

  test('a second accept is refused and queues nothing more', async () => {
    await receive('o-1');
    await branch.accept('o-1');

    await expect(branch.accept('o-1')).rejects.toThrow('order.bad_transition');

    expect(await branch.printJobs()).toHaveLength(1);
    await eventually(() => heard('order.moved').length === 1);
  });

  test('an answer that the platform does not take is refused', async () => {
    await receive('o-1', { actions: ['ready'] });
    await expect(branch.accept('o-1')).rejects.toThrow('order.action_unsupported');
    const preparing = await branch.call<{ order: object }>('PUT', '/api/orders/o-1/status', {
      to: 'preparing',
    });
    expect(preparing.order).toMatchObject({ status: 'preparing' });
  });

  test('an order that waits for its answer cannot be cooked past it', async () => {
    await receive('o-1');
    await expect(branch.call('PUT', '/api/orders/o-1/status', { to: 'preparing' })).rejects.toThrow(
      'order.bad_transition',
    );
  });

  test('a rejection names a reason that the platform knows', async () => {
    await receive('o-1');
    const reject = (reason: string) =>
      branch.call('POST', '/api/orders/o-1/reject', { reason, unavailableItemIds: ['item-1'] });
    await expect(reject('closed')).rejects.toThrow('order.action_unsupported');

    await reject('item_unavailable');

    await eventually(() => heard('order.moved').length === 1);
    expect(heard('order.moved')[0]?.body).toMatchObject({
      rejectReason: 'item_unavailable',
      unavailableItemIds: ['item-1'],
    });
    expect(await branch.printJobs()).toEqual([]);
  });

  test('the platform says how it took the answer', async () => {
    await receive('o-1');
    await branch.accept('o-1');
    branch.relay.say({
      kind: 'order.platform_answer',
      orderId: 'o-1',
      action: 'accept',
      outcome: 'refused',
      detail: '409 already cancelled',
      atMs: noonMs,
    });
    await branch.caughtUp(2);
    expect((await branch.order('o-1')).answers).toMatchObject([
      { action: 'accept', state: 'refused', detail: '409 already cancelled' },
    ]);
  });

  test("the platform's end of an order's life is told once, and not back to the relay that told it", async () => {
    await receive('o-1');
    await branch.accept('o-1');
    const told = {
      kind: 'order.platform_answer',
      orderId: 'o-1',
      action: 'accept',
      outcome: 'told',
      detail: '204',
      atMs: noonMs + 80,
    } as const;
    branch.relay.say(told, 'ev-told');
    branch.relay.say(told, 'ev-told');
    branch.relay.say(told, 'ev-told-again');
    branch.relay.say({ ...told, action: 'ready', outcome: 'gave_up', detail: '' });
    await branch.caughtUp(5);

    const ends = (await branch.order('o-1')).hops.filter(({ hop }) => hop.startsWith('platform_'));
    expect(ends).toEqual([
      { hop: 'platform_told', atMs: noonMs + 80, detail: 'accept: 204' },
      { hop: 'platform_refused', atMs: noonMs + 80, detail: 'ready' },
    ]);
    const said = heard('order.hops').map(({ body }) => JSON.stringify(body));
    expect(said.filter((body) => body.includes('platform_'))).toEqual([]);
  });

  test('a delay moves the promised time and reaches the platform', async () => {
    await receive('o-1', { delayMinutes: [10] });
    await branch.accept('o-1', 15);
    const delay = (minutes: number) =>
      branch.call<{ order: object }>('POST', '/api/orders/o-1/delay', { minutes });
    await expect(delay(7)).rejects.toThrow('order.action_unsupported');

    const { order } = await delay(10);

    expect(order).toMatchObject({ readyByMs: noonMs + 25 * minuteMs });
    await eventually(() => heard('order.delayed').length === 1);
  });

  test('an order that is not here is said to be so', async () => {
    await expect(branch.accept('nobody')).rejects.toMatchObject({
      status: 404,
      reply: { code: 'order.not_found' },
    });
  });
});

describe('what the platform does', () => {
  test('a cancellation wins over everything and takes the waiting ticket back', async () => {
    await receive('o-1');
    await branch.accept('o-1');
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    await branch.caughtUp(2);
    expect(await branch.order('o-1')).toMatchObject({
      status: 'cancelled',
      offers: [],
      printJobs: [{ kind: 'kitchen', state: 'cancelled', problem: 'order_void' }],
    });
  });

  test('a step that the table forbids is remembered and changes nothing', async () => {
    await receive('o-1');
    await branch.accept('o-1');
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    branch.relay.say(platformStatus('o-1', 'preparing'));
    await branch.caughtUp(3);
    const order = await branch.order('o-1');
    expect(order.status).toBe('cancelled');
    expect(order.history.map(({ status, taken }) => [status, taken])).toEqual([
      ['pending', true],
      ['confirmed', true],
      ['cancelled', true],
      ['preparing', false],
    ]);
  });

  test('what is said about an order before it comes is applied when it comes', async () => {
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    branch.relay.say(placed(buildOrder('o-1'), buildChange('confirmed')));
    await branch.caughtUp(2);
    expect(await branch.order('o-1')).toMatchObject({
      status: 'cancelled',
      printJobs: [{ state: 'cancelled' }],
    });
  });

  test('the same order twice stays one order with one ticket', async () => {
    await receive('o-1');
    await branch.accept('o-1');
    branch.relay.say(placed(buildOrder('o-1')));
    await branch.caughtUp(2);
    expect(await branch.orders()).toHaveLength(1);
    const { status, history } = await branch.order('o-1');
    expect(status).toBe('confirmed');
    expect(history.map((change) => change.status)).toEqual(['pending', 'confirmed']);
    expect(await branch.printJobs()).toHaveLength(1);
  });

  test('the courier has a track of its own', async () => {
    await receive('o-1');
    const courier = {
      state: 'arrived',
      name: 'Sami',
      phone: '',
      etaMs: null,
      atMs: noonMs,
    } as const;
    branch.relay.say({ kind: 'order.courier', orderId: 'o-1', courier });
    await branch.caughtUp(2);
    expect(await branch.order('o-1')).toMatchObject({ status: 'pending', courier });
  });
});

describe('how an order stands when it arrives', () => {
  test('one that was cancelled while the branch was away is history and never prints', async () => {
    branch.relay.say(placed(buildOrder('o-1'), buildChange('cancelled')));
    await branch.arrived('o-1');
    expect(await branch.orders()).toEqual([]);
    expect(await branch.orders('done')).toMatchObject([{ status: 'cancelled', printJobs: [] }]);
  });

  test('one that was accepted elsewhere goes straight to the kitchen', async () => {
    branch.relay.say(placed(buildOrder('o-1'), buildChange('confirmed')));
    await branch.arrived('o-1');
    expect(await branch.printJobs()).toMatchObject([{ kind: 'kitchen', orderId: 'o-1' }]);
  });

  test('setting the clock of this PC while it works makes no order late', async () => {
    branch.clock.set(noonMs + 60 * minuteMs);
    await receive('o-1', { acceptByMs: noonMs + 10 * minuteMs });
    expect(await branch.order('o-1')).toMatchObject({ cameTooLate: false });
  });

  test("a deadline is judged by the relay's clock", async () => {
    await branch.close();
    branch.relay.clockLeadMs = 20 * minuteMs;
    await branch.open();
    await eventually(() => branch.relay.isConnected);
    await receive('o-1', { acceptByMs: noonMs + 10 * minuteMs });
    expect(await branch.order('o-1')).toMatchObject({ cameTooLate: true, status: 'pending' });
    const state = await branch.state();
    expect(state.relay.clockOffsetMs).toBe(-20 * minuteMs);
    // Tills count down by this time.
    expect(state.serverTimeMs).toBe(noonMs + 20 * minuteMs);
  });
});

describe('scheduled orders', () => {
  const startAtMs = noonMs + 60 * minuteMs;

  test('stand on the board while they need an answer, and again once somebody begins early', async () => {
    await receive('o-1', { startAtMs });
    await receive('o-2', { startAtMs, actions: ['ready'] });
    const lanes = async () =>
      Promise.all(
        (['open', 'scheduled'] as const).map(async (lane) =>
          (await branch.orders(lane)).map(({ order }) => order.id),
        ),
      );
    expect(await lanes()).toEqual([['o-1'], ['o-2']]);
    await branch.accept('o-1');
    expect(await lanes()).toEqual([[], ['o-1', 'o-2']]);
    await branch.call('PUT', '/api/orders/o-1/status', { to: 'preparing' });
    expect(await lanes()).toEqual([['o-1'], ['o-2']]);
  });

  test('wait in their own lane and hold their ticket until they may be cooked', async () => {
    await receive('o-1', { startAtMs });
    const accepted = await branch.accept('o-1', 15);
    expect(accepted).toMatchObject({
      readyByMs: startAtMs + 15 * minuteMs,
      printJobs: [{ state: 'held', problem: 'scheduled' }],
    });
    expect(await branch.orders()).toEqual([]);
    expect(await branch.orders('scheduled')).toHaveLength(1);

    branch.clock.advance(60 * minuteMs);

    await eventually(async () => (await branch.orders()).length === 1);
    expect(await branch.orders('scheduled')).toEqual([]);
  });

  test('reach the board in time when the clock is set forward meanwhile', async () => {
    await receive('o-1', { startAtMs });
    await branch.accept('o-1');
    const till = await branch.till();
    await eventually(async () => (await branch.orders('scheduled')).length === 1);
    till.notices.splice(0);
    branch.relay.cut();
    await eventually(async () => (await branch.state()).relay.state === 'offline');
    branch.clock.set(startAtMs - minuteMs);

    branch.clock.advance(2 * minuteMs);

    await eventually(() => till.notices.some(({ topics }) => topics.includes('orders')));
    expect(await branch.orders()).toHaveLength(1);
  });

  test('the held ticket survives a restart and prints when due', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await receive('o-1', { startAtMs });
    await branch.accept('o-1');
    await branch.close();
    await branch.open();
    branch.clock.advance(59 * minuteMs);
    await eventually(async () => (await branch.state()).printers[0]?.state === 'ready');
    expect(printer.tickets).toEqual([]);

    branch.clock.advance(minuteMs + secondMs);

    await printer.whenTickets(1);
  });

  test('beginning early prints at once', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await receive('o-1', { startAtMs });
    await branch.accept('o-1');
    await branch.call('PUT', '/api/orders/o-1/status', { to: 'preparing' });
    await printer.whenTickets(1);
  });
});

test('every hop of this branch is in the life of the order and travels to the relay', async () => {
  const printer = await branch.printer();
  await branch.addPrinter(printer);
  await receive('o-1');
  await branch.accept('o-1');
  await printer.whenTickets(1);
  await eventually(async () =>
    (await branch.order('o-1')).hops.some((hop) => hop.hop === 'ticket_printed'),
  );
  const hops = (await branch.order('o-1')).hops.map((hop) => hop.hop);
  expect(hops).toEqual([
    'relay_stored',
    'branch_stored',
    'answered',
    'ticket_sent',
    'ticket_printed',
  ]);
  await eventually(() => heard('order.hops').length === 4);
});
