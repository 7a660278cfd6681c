import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  KitchenBoard,
  KitchenTicket,
  PickupNumber,
} from '../../../shared/contract/kitchen.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { EnrolmentCode } from '../../../shared/contract/terminal.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { buildLine, buildOrder, noonMs, placed, platformStatus } from '../testing/builders.ts';
import { CounterClient, givenMenu, small } from '../selling/testing/counter-client.ts';
import { TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

/** A kitchen display, as its browser calls. */
async function display(settings: object = {}) {
  const body = { kind: 'kitchen', name: 'Screen', ...settings };
  const { code } = await branch.call<EnrolmentCode>('POST', '/api/terminals/codes', body);
  const enrolled = await branch.fetch('POST', '/api/enrolments', { code });
  const token = /=([^;]+)/.exec(enrolled.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const call = async (method: string, path: string, given?: object) => {
    const answer = await fetch(branch.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(given && { 'content-type': 'application/json' }),
      },
      ...(given && { body: JSON.stringify(given) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const board = async () => (await call('GET', '/api/kitchen')).body as unknown as KitchenBoard;
  return {
    call,
    board,
    numbers: async () => (await board()).tickets.map(({ number }) => number),
    ticket: async (orderId: string): Promise<KitchenTicket | undefined> =>
      (await board()).tickets.find((ticket) => ticket.orderId === orderId),
    bump: (orderId: string, stationId = '') =>
      call('POST', '/api/kitchen/bumps', { orderId, stationId }),
    recall: (orderId: string, stationId = '') =>
      call('POST', '/api/kitchen/recalls', { orderId, stationId }),
    acknowledge: (orderId: string, stationId = '') =>
      call('POST', '/api/kitchen/acknowledgements', { orderId, stationId }),
    strike: (orderId: string, place: number, struck = true, stationId = '') =>
      call('PUT', '/api/kitchen/lines', { orderId, stationId, place, struck }),
  };
}

async function accepted(id: string, order: Partial<Order> = {}): Promise<void> {
  branch.relay.say(placed(buildOrder(id, order)));
  await branch.arrived(id);
  await branch.accept(id);
}

async function addStation(name: string, station: object = {}): Promise<string> {
  const settings = { name, prints: 'kitchen', printerId: null, ...station };
  const { station: added } = await branch.call<{ station: { id: string } }>(
    'POST',
    '/api/printing/stations',
    settings,
  );
  return added.id;
}

const grilled = buildLine({ itemId: 'kebab', name: { default: 'Kebab' } });
const drink = buildLine({ itemId: 'ayran', name: { default: 'Ayran' }, quantity: 3 });

describe('a kitchen display', () => {
  test('shows what may be cooked, the oldest first, and nothing that waits for an answer', async () => {
    const screen = await display();
    branch.relay.say(placed(buildOrder('o-new')));
    await branch.arrived('o-new');
    await accepted('o-1');
    branch.clock.advance(minuteMs);
    await accepted('o-2');
    await accepted('o-later', { startAtMs: noonMs + 30 * minuteMs });

    expect(await screen.numbers()).toEqual(['o-1', 'o-2']);
    expect(await screen.ticket('o-2')).toMatchObject({ sinceMs: noonMs + minuteMs });

    branch.clock.advance(30 * minuteMs);
    expect(await screen.numbers()).toEqual(['o-1', 'o-2', 'ater']);
  });

  test('shows the note and no money and no customer', async () => {
    const screen = await display();
    await accepted('o-1', {
      note: 'nut allergy!',
      customer: { name: 'Rana', phone: '0790000000', address: null },
    });
    expect(await screen.ticket('o-1')).toMatchObject({ note: 'nut allergy!' });
    expect(JSON.stringify(await screen.board())).not.toMatch(/Rana|0790000000|Minor/);
  });

  test('keeps what was struck over a restart, and a second display of the station agrees', async () => {
    const [first, second] = [await display(), await display()];
    await accepted('o-1', { lines: [grilled, drink] });
    await first.strike('o-1', 1);
    const struck = async () =>
      (await second.ticket('o-1'))?.lines.map(({ struck: isStruck }) => isStruck);
    expect(await struck()).toEqual([false, true]);

    await branch.close();
    await branch.open();
    expect(await struck()).toEqual([false, true]);
    await second.strike('o-1', 1, false);
    expect(await struck()).toEqual([false, false]);
  });

  test('tells the other displays and the tills that it did something', async () => {
    const screen = await display();
    const till = await branch.till();
    await accepted('o-1');
    till.notices.splice(0);
    await screen.strike('o-1', 0);
    await vi.waitFor(() =>
      expect(till.notices.flatMap(({ topics }) => topics)).toContain('kitchen'),
    );
  });
});

describe('a bump', () => {
  test('makes the order ready on the board and for the platform', async () => {
    const screen = await display();
    await accepted('o-1');
    await screen.bump('o-1');
    expect(await screen.numbers()).toEqual([]);
    expect(await branch.order('o-1')).toMatchObject({
      status: 'ready_for_pickup',
      answers: [{ action: 'accept' }, { action: 'ready', state: 'waiting' }],
    });
    expect((await screen.bump('o-1')).status).toBe(200);
  });

  test('leaves the order alone where the branch wants it so', async () => {
    await branch.call('PUT', '/api/terminals/network', { bumpedIsReady: false });
    const screen = await display();
    await accepted('o-1');
    await screen.bump('o-1');
    expect(await screen.numbers()).toEqual([]);
    expect((await branch.order('o-1')).status).toBe('confirmed');
  });

  test('is taken back by a recall, and the next bump says nothing twice', async () => {
    const screen = await display();
    await accepted('o-1');
    await screen.bump('o-1');
    expect((await screen.board()).lastBumped).toMatchObject({ orderId: 'o-1', number: 'o-1' });
    await screen.recall('o-1');
    expect(await screen.ticket('o-1')).toMatchObject({ recalled: true });
    await screen.bump('o-1');
    expect(await screen.numbers()).toEqual([]);
    const { history } = await branch.order('o-1');
    const ready = history.filter(({ status }) => status === 'ready_for_pickup');
    expect(ready).toMatchObject([{ by: 'Screen' }]);
  });

  test('of a ticket that never was is refused', async () => {
    const screen = await display();
    expect((await screen.bump('o-none')).body.code).toBe('order.not_found');
  });
});

describe('stations', () => {
  test('each display shows its own lines, and the order is ready when both have bumped', async () => {
    const grill = await addStation('Grill', { isDefault: true });
    const bar = await addStation('Bar', { takes: { itemIds: ['ayran'] } });
    const grillScreen = await display({ stationIds: [grill] });
    const barScreen = await display({ stationIds: [bar] });
    await accepted('o-1', { lines: [grilled, drink] });

    expect((await grillScreen.ticket('o-1'))?.lines.map(({ place }) => place)).toEqual([0]);
    expect((await barScreen.ticket('o-1'))?.lines.map(({ place }) => place)).toEqual([1]);
    await barScreen.bump('o-1', bar);
    expect((await branch.order('o-1')).status).toBe('confirmed');
    await grillScreen.bump('o-1', grill);
    expect((await branch.order('o-1')).status).toBe('ready_for_pickup');
  });

  test('a display cannot touch the tickets of another station', async () => {
    const grill = await addStation('Grill', { isDefault: true });
    const bar = await addStation('Bar', { takes: { itemIds: ['ayran'] } });
    const barScreen = await display({ stationIds: [bar] });
    await display({ stationIds: [grill] });
    await accepted('o-1', { lines: [grilled] });
    expect((await barScreen.bump('o-1', grill)).body.code).toBe('terminal.not_allowed');
  });

  test('a station on paper alone is not waited for', async () => {
    const { id: printerId } = await branch.addPrinter(await branch.printer());
    await addStation('Grill', { isDefault: true, printerId });
    const bar = await addStation('Bar', { takes: { itemIds: ['ayran'] } });
    const barScreen = await display({ stationIds: [bar] });
    await accepted('o-1', { lines: [grilled, drink] });
    await barScreen.bump('o-1', bar);
    expect((await branch.order('o-1')).status).toBe('ready_for_pickup');
  });

  test('a station with neither printer nor display keeps no line to itself', async () => {
    const grill = await addStation('Grill', { isDefault: true });
    await addStation('Bar', { takes: { itemIds: ['ayran'] } });
    const grillScreen = await display({ stationIds: [grill] });
    await accepted('o-1', { lines: [grilled, drink] });
    expect((await grillScreen.ticket('o-1'))?.lines).toHaveLength(2);
  });

  test('a display whose station was removed shows everything rather than nothing', async () => {
    const grill = await addStation('Grill', { isDefault: true });
    const bar = await addStation('Bar', { takes: { itemIds: ['ayran'] } });
    const barScreen = await display({ stationIds: [bar] });
    await display({ stationIds: [grill] });
    await branch.call('DELETE', `/api/printing/stations/${bar}`);
    await accepted('o-1', { lines: [grilled] });
    expect(await barScreen.numbers()).toEqual(['o-1']);
  });
});

describe('what is not to be cooked after all', () => {
  test('a cancelled order stays, crossed out, until somebody has seen it', async () => {
    const screen = await display();
    await accepted('o-1');
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    await vi.waitFor(async () =>
      expect(await screen.ticket('o-1')).toMatchObject({ cancelled: true }),
    );
    await screen.acknowledge('o-1');
    expect(await screen.numbers()).toEqual([]);
    expect((await screen.board()).lastBumped).toBeNull();
  });

  test('a line that was taken off is crossed out, new until it was seen, and what is left is cooked', async () => {
    const screen = await display();
    const counter = new CounterClient(branch);
    const { shawarma, juice } = await givenMenu(branch);
    const dish = { productId: shawarma, choices: small };
    const bill = await counter.add(await counter.open(), dish, { productId: juice });
    const sent = await counter.do('sendBill', bill);
    const orderId = sent.lines[0]?.sent?.orderId ?? '';
    const voids = async () => (await screen.ticket(orderId))?.lines.map(({ voided }) => voided);
    expect(await voids()).toEqual(['no', 'no']);

    await counter.do('voidLine', sent, { lineId: sent.lines[1]?.id, quantity: 1, reason: 'wrong' });
    expect(await voids()).toEqual(['no', 'new']);
    await screen.acknowledge(orderId);
    expect(await voids()).toEqual(['no', 'seen']);
  });

  test('an order that was cancelled before anybody cooked it, or after it was bumped, alarms nobody', async () => {
    const screen = await display();
    branch.relay.say(placed(buildOrder('o-1')));
    branch.relay.say(platformStatus('o-1', 'cancelled'));
    await accepted('o-2');
    await screen.bump('o-2');
    branch.relay.say(platformStatus('o-2', 'cancelled'));
    await vi.waitFor(async () => expect((await branch.order('o-2')).status).toBe('cancelled'));
    expect(await screen.numbers()).toEqual([]);
  });
});

describe('the pickup screen', () => {
  const numbers = async () => {
    const reply = await branch.call<{ preparing: PickupNumber[]; ready: PickupNumber[] }>(
      'GET',
      '/api/pickup',
    );
    return {
      preparing: reply.preparing.map(({ number }) => number),
      ready: reply.ready.map(({ number }) => number),
    };
  };

  test('shows who waits and who can take, and no table and no name', async () => {
    const customer = { name: 'Rana', phone: '', address: null };
    await accepted('o-1', { customer });
    await accepted('o-2');
    await accepted('o-table', { fulfilment: { kind: 'dine_in', by: 'customer', table: '4' } });
    await branch.call('PUT', '/api/orders/o-2/status', { to: 'ready_for_pickup' });
    expect(await numbers()).toEqual({ preparing: ['o-1'], ready: ['o-2'] });
    expect(JSON.stringify(await branch.call('GET', '/api/pickup'))).not.toContain('Rana');

    await branch.call('PUT', '/api/orders/o-2/status', { to: 'out_for_delivery' });
    expect(await numbers()).toEqual({ preparing: ['o-1'], ready: [] });
  });
});
