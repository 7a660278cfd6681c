import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bill } from '../../../shared/contract/bill.ts';
import type { Route } from '../../../shared/contract/route.ts';
import { fillPath } from '../../../shared/contract/route.ts';
import { shiftRoutes } from '../../../shared/contract/shift.ts';
import { printingRoutes } from '../../../shared/contract/printing.ts';
import { approvalHeader, staffHeader, staffRoutes } from '../../../shared/contract/staff.ts';
import { dayMs, hourMs } from '../../../shared/kit/clock.ts';
import { systemIds } from '../../../shared/kit/ids.ts';
import {
  ask,
  CounterClient,
  givenMenu,
  type SampleMenu,
} from '../selling/testing/counter-client.ts';
import { buildChange, buildOrder, placed } from '../testing/builders.ts';
import { TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let counter: CounterClient;
let menu: SampleMenu;

beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '', pairingCode: '' });
  await branch.open();
  counter = new CounterClient(branch);
  menu = await givenMenu(branch);
});
afterEach(() => branch.end());

const now = async () => (await ask(branch, shiftRoutes.readShift, {})).shift;
const openWith = (floatMinor: number) =>
  ask(branch, shiftRoutes.openShift, { commandId: systemIds('cmd'), floatMinor });
const move = (route: typeof shiftRoutes.payIn, amountMinor: number, reason = 'change') =>
  ask(branch, route, { commandId: systemIds('cmd'), amountMinor, reason });
async function close(countedMinor: number, more: object = {}) {
  const id = (await now())?.id ?? '';
  const input = { id, commandId: systemIds('cmd'), countedMinor, ...more };
  return ask(branch, shiftRoutes.closeShift, input);
}
const juice = async (bill?: Bill): Promise<Bill> =>
  counter.add(bill ?? (await counter.open()), { productId: menu.juice });
const sellJuice = async (tenderedMinor = 1_000) => counter.pay(await juice(), tenderedMinor);

describe('a shift', () => {
  test('ends with a Z that says what should be in the drawer, and what is missing', async () => {
    await openWith(50_000);
    await sellJuice(5_000);
    const card = await juice();
    await counter.payCard(card, 1_000);
    const refunded = await sellJuice();
    await counter.do('refundBill', refunded, {
      of: { kind: 'rest' },
      method: 'cash',
      reason: 'cold',
    });
    await move(shiftRoutes.payIn, 10_000);
    await move(shiftRoutes.payOut, 2_500, 'ice');

    const { shift, printJob } = await close(57_000, { cardTerminalMinor: 1_000, note: 'one coin' });

    expect(shift).toMatchObject({ number: 1, floatMinor: 50_000, openedBySale: false });
    expect(shift.report).toMatchObject({
      countedMinor: 57_000,
      differenceMinor: -1_500,
      card: { expectedMinor: 1_000, terminalMinor: 1_000 },
      note: 'one coin',
      sums: {
        sales: { count: 3, netMinor: 3_000, discountsMinor: 0 },
        refunds: { count: 1, totalMinor: 1_000 },
        taxMinor: 276,
        openBillsMinor: 0,
        cash: {
          floatMinor: 50_000,
          takenMinor: 2_000,
          givenBackMinor: 1_000,
          paidInMinor: 10_000,
          paidOutMinor: 2_500,
          expectedMinor: 58_500,
        },
      },
    });
    expect(printJob).toMatchObject({ kind: 'report', mark: 'none' });
    expect(await now()).toBeNull();
  });

  test('numbers of Z reports have no gaps, and figures stay as they were at the close', async () => {
    for (const floatMinor of [0, 100, 200]) {
      await openWith(floatMinor);
      await sellJuice();
      await close(floatMinor + 1_000);
      branch.clock.advance(hourMs);
    }
    const { shifts } = await ask(branch, shiftRoutes.listShifts, {});
    expect(shifts.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(shifts.map(({ report }) => report?.differenceMinor)).toEqual([0, 0, 0]);

    await branch.close();
    await branch.open();
    const again = await ask(branch, shiftRoutes.listShifts, {});
    expect(again.shifts).toEqual(shifts);
  });

  test('that nobody has opened is opened by the first sale, and takes its float later', async () => {
    await sellJuice();
    expect(await now()).toMatchObject({ openedBySale: true, floatMinor: 0, sales: 1 });

    await openWith(20_000);
    expect((await now())?.sums?.cash.expectedMinor).toBe(21_000);
    await expect(openWith(30_000)).rejects.toMatchObject({ reply: { code: 'shift.open' } });
  });

  test('counts a sale when it has its receipt, and the money when it comes', async () => {
    await openWith(0);
    const bill = await juice(await juice());
    const half = await counter.pay(bill, 500);
    await close(500);
    const first = (await ask(branch, shiftRoutes.listShifts, {})).shifts[0]?.report;
    expect(first).toMatchObject({ openBills: 1, differenceMinor: 0 });
    expect(first?.sums).toMatchObject({ sales: { count: 0 }, openBillsMinor: 500 });

    await counter.pay(half, 1_500);
    const { shift } = await close(1_500);
    expect(shift.report).toMatchObject({ openBills: 0, differenceMinor: 0 });
    expect(shift.report?.sums).toMatchObject({
      sales: { count: 1, netMinor: 2_000 },
      openBillsMinor: -500,
    });
  });

  test('knows who took something off, gave a discount or opened the drawer, also between two shifts', async () => {
    let bill = await juice(await juice(await juice()));
    bill = await counter.do('sendBill', bill);
    const lineId = bill.lines[0]?.id ?? '';
    bill = await counter.do('voidLine', bill, { lineId, quantity: 1, reason: 'cold' });
    bill = await counter.do('discountBill', bill, {
      discount: { kind: 'amount', amountMinor: 200 },
    });
    expect(await now()).toBeNull();

    await openWith(0);
    await counter.pay(bill, 2_000);

    const sums = (await now())?.sums;
    expect(sums?.voids).toEqual({ count: 1, totalMinor: 1_000 });
    expect(sums?.sales).toMatchObject({ grossMinor: 2_000, discountsMinor: 200, netMinor: 1_800 });
    expect(sums?.staff).toMatchObject([
      {
        sales: { count: 1, totalMinor: 1_800 },
        discounts: { count: 1, totalMinor: 200 },
        voids: { count: 1, totalMinor: 1_000 },
      },
    ]);
  });

  test('says when it was left open over night', async () => {
    await openWith(0);
    expect(await now()).toMatchObject({ isFromEarlierDay: false });
    branch.clock.advance(dayMs);
    expect(await now()).toMatchObject({ isFromEarlierDay: true });
  });

  test('a command that is repeated after a lost reply is carried out once', async () => {
    await openWith(1_000);
    const out = { commandId: 'command-out', amountMinor: 300, reason: 'ice' };
    await ask(branch, shiftRoutes.payOut, out);
    await ask(branch, shiftRoutes.payOut, out);
    expect((await now())?.sums?.cash.expectedMinor).toBe(700);

    const id = (await now())?.id ?? '';
    const end = { id, commandId: 'command-close', countedMinor: 700 };
    const first = await ask(branch, shiftRoutes.closeShift, end);
    const second = await ask(branch, shiftRoutes.closeShift, { ...end, countedMinor: 1 });
    expect(second.shift).toEqual(first.shift);
    expect(second.printJob).toBeNull();
    await expect(
      ask(branch, shiftRoutes.closeShift, { ...end, commandId: 'command-another' }),
    ).rejects.toMatchObject({ reply: { code: 'shift.closed' } });
  });

  test('pieces that do not come to what was counted are refused', async () => {
    await openWith(0);
    const pieces = [{ valueMinor: 500, pieces: 3 }];
    await expect(close(1_000, { pieces })).rejects.toMatchObject({
      reply: { code: 'input.invalid' },
    });
    expect((await close(1_500, { pieces })).shift.report?.pieces).toEqual(pieces);
  });

  test('every payment of the database belongs to the shift in which it moved', async () => {
    await sellJuice();
    const { id = '' } = (await now()) ?? {};
    await close(1_000);
    await sellJuice();
    const rows = branch.withDatabase((db) =>
      db
        .prepare<[], { shiftId: string }>(
          'SELECT shift_id AS shiftId FROM bill_money ORDER BY place',
        )
        .all(),
    );
    expect(rows.map(({ shiftId }) => shiftId)).toEqual([id, (await now())?.id]);
  });
});

test('platform orders stand on the Z for information and never in the drawer', async () => {
  await branch.end();
  branch = await new TestBranch().start();
  counter = new CounterClient(branch);
  menu = await givenMenu(branch);
  await openWith(0);
  branch.relay.say(placed(buildOrder('o-1', { totalMinor: 5_000, collectMinor: 5_000 })));
  branch.relay.say(placed(buildOrder('o-2', { totalMinor: 9_000 }), buildChange('confirmed')));
  await branch.caughtUp(2);
  await branch.accept('o-1');
  branch.clock.advance(hourMs);
  await sellJuice();

  const { shift } = await close(1_000);

  expect(shift.report?.platforms.reduce((sum, one) => sum + one.totalMinor, 0)).toBe(14_000);
  expect(shift.report?.sums.cash.expectedMinor).toBe(1_000);
});

describe('on paper', () => {
  test('the Z prints once and later as a copy, an X prints and changes nothing', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    await openWith(0);
    await sellJuice();
    const before = await now();
    await ask(branch, shiftRoutes.printXReport, {});
    expect(await now()).toEqual(before);
    const { shift } = await close(1_000);

    const again = { id: shift.id, reason: 'lost' };
    const { printJob } = await ask(branch, shiftRoutes.reprintZReport, again);
    expect(printJob).toMatchObject({ mark: 'copy', copy: 2 });
  });

  test('a drawer that cannot be opened is told, and the shift remembers nothing', async () => {
    await openWith(0);
    await expect(
      ask(branch, printingRoutes.openDrawer, { reason: 'change' }),
    ).rejects.toMatchObject({ reply: { code: 'printer.no_drawer' } });
    expect((await now())?.sums?.staff).toEqual([]);
  });
});

describe('who may see what', () => {
  let tokens: Record<'manager' | 'cashier', string>;
  let managerId: string;

  beforeEach(async () => {
    const add = async (name: string, role: string, pin: string, by = '') => {
      const headers = by === '' ? {} : { [staffHeader]: by };
      const reply = await branch.fetch('POST', '/api/staff', { name, role, pin }, headers);
      return staffRoutes.addStaff.reply.parse(await reply.json()).member.id;
    };
    const signIn = async (staffId: string, pin: string) =>
      (await ask(branch, staffRoutes.signIn, { staffId, pin })).token;
    managerId = await add('Rana', 'manager', '4711');
    const manager = await signIn(managerId, '4711');
    const cashierId = await add('Sami', 'cashier', '1234', manager);
    tokens = { manager, cashier: await signIn(cashierId, '1234') };
  });

  async function as<Reply>(
    who: keyof typeof tokens,
    route: Route<unknown, Reply>,
    input: Record<string, unknown>,
    approval = '',
  ): Promise<Reply> {
    const { path, rest } = fillPath(route.path, input);
    const body = route.method === 'GET' ? undefined : rest;
    const response = await branch.fetch(route.method, path, body, {
      [staffHeader]: tokens[who],
      ...(approval !== '' && { [approvalHeader]: approval }),
    });
    const reply: unknown = await response.json();
    if (!response.ok) throw Object.assign(new Error('refused'), { reply });
    return route.reply.parse(reply);
  }
  const route = (one: object) => one as Route<unknown, never>;

  test('a cashier counts blind, even right after a manager allowed to take cash out', async () => {
    await as('cashier', route(shiftRoutes.openShift), { commandId: 'command-1', floatMinor: 500 });
    const out = { commandId: 'command-2', amountMinor: 100, reason: 'ice' };
    await expect(as('cashier', route(shiftRoutes.payOut), out)).rejects.toMatchObject({
      reply: { code: 'staff.permission_needed', details: { permission: 'move_cash_out' } },
    });
    const approval = await ask(branch, staffRoutes.approve, {
      staffId: managerId,
      pin: '4711',
      permission: 'move_cash_out',
    });
    const reply = await as<{ shift: unknown }>(
      'cashier',
      route(shiftRoutes.payOut),
      out,
      approval.token,
    );
    expect(reply.shift).toMatchObject({ sums: null, moves: [{ approvedBy: 'Rana' }] });

    const seen = await as<{ shift: { id: string; sums: unknown } }>(
      'manager',
      route(shiftRoutes.readShift),
      {},
    );
    expect(seen.shift.sums).toMatchObject({ cash: { expectedMinor: 400 } });
    const closed = await as<{ shift: { report: unknown } }>(
      'cashier',
      route(shiftRoutes.closeShift),
      {
        id: seen.shift.id,
        commandId: 'command-3',
        countedMinor: 350,
      },
    );
    expect(closed.shift.report).toMatchObject({ differenceMinor: -50 });
  });

  test('another’s difference is for who may see it', async () => {
    await as('manager', route(shiftRoutes.openShift), { commandId: 'command-1', floatMinor: 500 });
    const seen = await as<{ shift: { id: string } }>('manager', route(shiftRoutes.readShift), {});
    const { id } = seen.shift;
    const end = { id, commandId: 'command-2', countedMinor: 500 };
    await as('manager', route(shiftRoutes.closeShift), end);
    const list = { method: 'GET', path: '/api/shifts', reply: shiftRoutes.listShifts.reply };
    const { shifts } = await as<{ shifts: { report: unknown }[] }>('cashier', route(list), {});
    expect(shifts).toMatchObject([{ report: null }]);
    await expect(as('cashier', route(shiftRoutes.readZReport), { id })).rejects.toMatchObject({
      reply: { code: 'staff.permission_needed' },
    });
  });
});
