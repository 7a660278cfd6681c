import { beforeEach, describe, expect, test } from 'vitest';
import type { Bill } from '../../shared/contract/bill.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { minuteMs, secondMs } from '../../shared/kit/clock.ts';
import { createFakeClock, type FakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { createFakeBranch, type FakeBranch } from '../testing/fake-branch.ts';
import { giveMenu, type FakeMenu } from '../testing/fake-selling.ts';
import { createMemoryStorage } from '../testing/render-till.tsx';
import { BillDesk } from './bill-desk.ts';
import { createMenuBook } from './menu-book.ts';

let clock: FakeClock;
let branch: FakeBranch;
let menu: FakeMenu;
let storage: ReturnType<typeof createMemoryStorage>;
let desk: BillDesk;

const unreachable = () => new AppError('branch.unreachable', 'cut');
const one = (productId: string, part: object = {}) => ({
  do: 'addLines' as const,
  lines: [{ productId, quantity: 1, choices: [], note: '', ...part }],
});

/** A till on this branch, its page just opened. */
async function openTill(count = { ids: 0 }): Promise<BillDesk> {
  const known = await branch.api.readMenu({ knownVersion: '' });
  const settings = await branch.api.getSellingSettings({});
  if (!known.menu) throw new Error('no menu');
  const facts = { book: createMenuBook(known.menu), settings, currency: 'JOD' };
  return new BillDesk({
    api: branch.api,
    clock,
    ids: (prefix) => `${prefix}_till${(count.ids += 1)}`,
    storage,
    onBack: (listener) => branch.live.onConnection(listener),
    facts: () => facts,
    onChanged: () => undefined,
  });
}

/** Lets everything that needs no waiting happen. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function openBill(kind: Bill['kind'] = 'takeaway'): Promise<{ key: string; id: string }> {
  const { key, opened } = desk.open({ kind, table: '', customer: null });
  const bill = await opened;
  return { key, id: bill?.id ?? '' };
}

/** Carried out, but the reply got lost on its way. */
function loseNextReply(): void {
  const { addLines } = branch.api;
  branch.api.addLines = async (input) => {
    await addLines(input);
    branch.api.addLines = addLines;
    throw unreachable();
  };
}

beforeEach(async () => {
  clock = createFakeClock();
  branch = createFakeBranch(clock);
  menu = giveMenu(branch.selling);
  storage = createMemoryStorage();
  desk = await openTill();
});

describe('a till sells', () => {
  test('the first tap shows its line at once, and the branch comes to the same sum', async () => {
    const { key, opened } = desk.open({ kind: 'takeaway', table: '', customer: null });
    const added = desk.run(key, one(menu.juice, { quantity: 3 }));

    const { bill, saving, pending } = desk.view(key);
    expect(bill).toMatchObject({ number: '', dueMinor: 3_000, kind: 'takeaway' });
    expect([saving.size, pending]).toEqual([1, 2]);

    expect(await opened).toMatchObject({ number: '1' });
    const booked = await added;
    expect(booked?.sums).toMatchObject({ totalMinor: 3_000, taxMinor: 414 });
    expect(bill?.sums).toEqual({
      ...booked?.sums,
      lines: booked?.sums.lines.map((line) => ({ ...line, id: expect.any(String) as string })),
    });
    expect(desk.view(key)).toMatchObject({ pending: 0, refused: null });
    expect(desk.idOf(key)).toBe(booked?.id);
  });

  test('a line that is not confirmed yet can be changed already', async () => {
    const { key } = await openBill();
    void desk.run(key, one(menu.juice));
    const early = desk.view(key).bill?.lines[0]?.id ?? '';
    const changed = desk.run(key, {
      do: 'changeLine',
      lineId: early,
      quantity: 2,
      note: 'no ice',
    });
    expect(desk.view(key).bill?.sums.totalMinor).toBe(2_000);
    expect((await changed)?.lines).toMatchObject([{ quantity: 2, note: 'no ice' }]);
    expect(desk.lineIdOf(key, early)).toBe(desk.view(key).bill?.lines[0]?.id);
  });

  test('what is chosen on a dish counts before the branch has answered', async () => {
    const { key } = await openBill();
    const choices = [
      { optionId: 'meal', quantity: 1, choices: [{ optionId: 'ayran', quantity: 1, choices: [] }] },
    ];
    const added = desk.run(key, one(menu.shawarma, { choices }));
    expect(desk.view(key).bill?.dueMinor).toBe(2_750 + 1_250 + 100);
    expect((await added)?.dueMinor).toBe(4_100);
  });

  test('the service charge is foreseen with the kind of the bill', async () => {
    const settings = await branch.api.getSellingSettings({});
    await branch.api.changeSellingSettings({ ...settings, serviceBasisPoints: 1_000 });
    desk = await openTill();
    const { key } = await openBill();
    await desk.run(key, one(menu.juice));
    const moved = desk.run(key, {
      do: 'changeBill',
      kind: 'dine_in',
      table: 'T4',
      customer: null,
      note: '',
    });
    expect(desk.view(key).bill).toMatchObject({ table: 'T4', dueMinor: 1_100 });
    expect((await moved)?.dueMinor).toBe(1_100);
  });

  test('what is out is refused in words and is on no bill', async () => {
    const { key } = await openBill();
    await branch.api.setAvailability({ kind: 'product', id: menu.tea, out: 'for_good' });
    const refused = desk.run(key, one(menu.tea));
    const held = desk.run(key, one(menu.juice));
    expect(await refused).toBeNull();
    expect(await held).toMatchObject({ dueMinor: 1_000 });
    expect(desk.view(key).refused).toMatchObject({ error: { code: 'menu.out' } });
    desk.dismiss(key);
    expect(desk.view(key).refused).toBeNull();
  });
});

test('a bill that is still being read takes lines already', async () => {
  const { key, id } = await openBill();
  await desk.run(key, one(menu.juice));
  const fresh = await openTill({ ids: 100 });
  expect(await fresh.run(id, one(menu.tea))).toMatchObject({ dueMinor: 1_500 });
});

describe('a line that is taken off', () => {
  test('counts no more at once, can be brought back, and is gone after five seconds', async () => {
    const { key, id } = await openBill();
    const bill = await desk.run(key, one(menu.juice));
    const lineId = bill?.lines[0]?.id ?? '';

    desk.remove(key, lineId);
    expect(desk.view(key)).toMatchObject({ bill: { dueMinor: 0 }, leaving: [{ id: lineId }] });
    expect(branch.selling.other.read(id).lines).toHaveLength(1);
    desk.bringBack(key);
    expect(desk.view(key)).toMatchObject({ bill: { dueMinor: 1_000 }, leaving: [] });

    desk.remove(key, lineId);
    clock.advance(5 * secondMs);
    await settled();
    expect(branch.selling.other.read(id).lines).toEqual([]);
  });

  test('that the other till has taken off meanwhile is no reason to complain', async () => {
    const { key, id } = await openBill();
    const bill = await desk.run(key, one(menu.juice));
    const lineId = bill?.lines[0]?.id ?? '';
    desk.remove(key, lineId);
    desk.adopt(branch.selling.other.removeLine(id, lineId));
    clock.advance(5 * secondMs);
    await settled();
    expect(desk.view(key)).toMatchObject({ refused: null, pending: 0, leaving: [] });
  });

  test('is off the bill before anything else happens to it', async () => {
    const { key } = await openBill();
    const bill = await desk.run(key, one(menu.juice));
    await desk.run(key, one(menu.tea));
    desk.remove(key, bill?.lines[0]?.id ?? '');
    const sent = await desk.run(key, { do: 'sendBill' });
    expect(sent?.lines).toMatchObject([{ productId: menu.tea }]);
    expect(sent?.lines[0]?.sent).not.toBeNull();
  });
});

describe('two tills on one bill', () => {
  test('a change of what has changed meanwhile is refused, and the fresh bill is shown', async () => {
    const { key, id } = await openBill();
    await desk.run(key, one(menu.juice));
    branch.selling.other.addLine(id, menu.tea);
    expect(await desk.run(key, { do: 'sendBill' })).toBeNull();
    expect(desk.view(key)).toMatchObject({
      refused: { error: { code: 'bill.changed' }, command: { do: 'sendBill' } },
      bill: { dueMinor: 1_500 },
    });
    expect(await desk.run(key, { do: 'sendBill' })).toMatchObject({ dueMinor: 1_500 });
  });

  test('lines of both come together', async () => {
    const { key, id } = await openBill();
    branch.selling.other.addLine(id, menu.tea);
    const added = desk.run(key, one(menu.juice));
    expect((await added)?.lines).toHaveLength(2);
  });

  test('what the other till added is seen, but never what is older', async () => {
    const { key, id } = await openBill();
    const before = branch.selling.other.read(id);
    desk.adopt(branch.selling.other.addLine(id, menu.tea));
    desk.adopt(before);
    expect(desk.view(key).bill?.lines).toHaveLength(1);
  });
});

describe('the line to the branch is cut in the middle of a sale', () => {
  test('the command waits, says why, and is carried out once when the line is back', async () => {
    const { key, id } = await openBill();
    loseNextReply();
    const added = desk.run(key, one(menu.juice));
    await settled();
    expect(desk.view(key)).toMatchObject({
      waiting: 'branch.unreachable',
      pending: 1,
      bill: { dueMinor: 1_000 },
    });
    void desk.run(key, one(menu.tea));
    expect(desk.view(key).pending).toBe(2);

    branch.setConnected(true);
    expect((await added)?.lines).toHaveLength(1);
    await settled();
    expect(desk.view(key)).toMatchObject({ waiting: null, pending: 0 });
    expect(branch.selling.other.read(id).lines).toMatchObject([
      { productId: menu.juice },
      { productId: menu.tea },
    ]);
  });

  test('without a sign that it is back the till tries by itself', async () => {
    const { key } = await openBill();
    branch.failNext('addLines', unreachable());
    const added = desk.run(key, one(menu.juice));
    await settled();
    clock.advance(secondMs);
    expect(await added).toMatchObject({ dueMinor: 1_000 });
  });
});

describe('a reload in the middle of a sale', () => {
  test('sends again what was on its way, once', async () => {
    const { key, id } = await openBill();
    loseNextReply();
    void desk.run(key, one(menu.juice));
    const early = desk.view(key).bill?.lines[0]?.id ?? '';
    void desk.run(key, { do: 'changeLine', lineId: early, quantity: 4 });
    await settled();

    const fresh = await openTill({ ids: 100 });
    fresh.takeUp();
    await settled();
    expect(branch.selling.other.read(id).lines).toMatchObject([{ quantity: 4 }]);
    expect(fresh.view(id)).toMatchObject({ pending: 0, refused: null });
    const afterwards = await openTill({ ids: 200 });
    afterwards.takeUp();
    expect(afterwards.view(id).pending).toBe(0);
  });

  test('opens the bill that was being opened', async () => {
    branch.failNext('openBill', unreachable());
    const { key } = desk.open({ kind: 'takeaway', table: '', customer: null });
    void desk.run(key, one(menu.juice));
    await settled();
    const fresh = await openTill({ ids: 100 });
    fresh.takeUp();
    await settled();
    const { bills } = await branch.api.listBills({ lane: 'open' });
    expect(bills).toMatchObject([{ dueMinor: 1_000, lines: [{ productId: menu.juice }] }]);
  });

  test('does by itself nothing that another person had to allow, and nothing from long ago', async () => {
    const { key, id } = await openBill();
    await desk.run(key, one(menu.juice));
    branch.failNext('cancelBill', unreachable());
    void desk.run(key, { do: 'cancelBill', reason: 'guest left' });
    await settled();
    const fresh = await openTill({ ids: 100 });
    fresh.takeUp();
    await settled();
    expect(branch.selling.other.read(id).state).toBe('open');

    branch.failNext('addLines', unreachable());
    void fresh.run(id, one(menu.tea));
    await settled();
    clock.set(clock.now() + 11 * minuteMs);
    const late = await openTill({ ids: 200 });
    late.takeUp();
    await settled();
    expect(branch.selling.other.read(id).lines).toHaveLength(1);
  });
});

test('a bill that may not be opened leaves nothing behind', async () => {
  branch.failNext('openBill', new AppError('staff.permission_needed', 'no'));
  const { key, opened } = desk.open({ kind: 'takeaway', table: '', customer: null });
  const added = desk.run(key, one(menu.juice));
  expect([await opened, await added]).toEqual([null, null]);
  expect(desk.view(key)).toMatchObject({
    bill: null,
    pending: 0,
    refused: { command: null, error: { code: 'staff.permission_needed' } },
  });
});
