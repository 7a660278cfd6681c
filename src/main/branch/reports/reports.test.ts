import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reportRoutes, type Report } from '../../../shared/contract/report.ts';
import { shiftRoutes } from '../../../shared/contract/shift.ts';
import { dayMs, hourMs } from '../../../shared/kit/clock.ts';
import {
  ask,
  CounterClient,
  givenMenu,
  small,
  type SampleMenu,
} from '../selling/testing/counter-client.ts';
import { buildChange, buildOrder, noonMs, placed, platformStatus } from '../testing/builders.ts';
import { Refused, TestBranch } from '../testing/test-branch.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let branch: TestBranch;
let counter: CounterClient;
let menu: SampleMenu;

beforeEach(async () => {
  branch = await new TestBranch().start();
  counter = new CounterClient(branch);
  menu = await givenMenu(branch);
});
afterEach(() => branch.end());

const report = (input: object = {}): Promise<Report> => ask(branch, reportRoutes.readReport, input);
const sell = async (tenderedMinor: number) => {
  const line = { productId: menu.shawarma, quantity: 2, choices: small };
  return counter.pay(await counter.add(await counter.open('takeaway'), line), tenderedMinor);
};

test('today shows the counter and the platforms side by side, and what was given back apart', async () => {
  const bill = await sell(5_500);
  await counter.do('refundBill', bill, {
    of: { kind: 'amount', amountMinor: 1_000 },
    method: 'cash',
    reason: 'cold',
  });
  await counter.add(await counter.open(), { productId: menu.juice });
  branch.relay.say(placed(buildOrder('o-1', { totalMinor: 7_000 }), buildChange('confirmed')));
  branch.relay.say(placed(buildOrder('o-2', { totalMinor: 900 }), buildChange('rejected')));
  branch.relay.say(placed(buildOrder('o-3', { totalMinor: 800 })));
  await branch.caughtUp(3);

  const today = await report();
  expect(today).toMatchObject({
    currency: 'JOD',
    days: { from: '2026-01-15', to: '2026-01-15' },
    today: '2026-01-15',
    counter: { orders: 1, totalMinor: 5_500, discountsMinor: 0 },
    platforms: { orders: 1, totalMinor: 7_000, voids: { count: 1, totalMinor: 900 } },
    refunds: { count: 1, totalMinor: 1_000 },
    tables: {
      channels: [
        { platform: 'generic', platforms: { count: 1, totalMinor: 7_000 } },
        { platform: 'counter', kind: 'takeaway', counter: { count: 1, totalMinor: 5_500 } },
      ],
    },
  });
  // 16 % are in the price.
  expect(today.counter.taxMinor).toBe(759);
});

test('a day is over when the next business day begins, and a range takes both ends in', async () => {
  await sell(5_500);
  branch.clock.advance(dayMs);
  await sell(6_000);
  expect((await report()).counter).toMatchObject({ orders: 1 });
  const both = await report({ fromDay: '2026-01-15', toDay: '2026-01-16' });
  expect(both.counter).toMatchObject({ orders: 2, totalMinor: 11_000 });
  expect(both.tables.days.map(({ day }) => day)).toEqual(['2026-01-15', '2026-01-16']);
  expect((await report({ fromDay: '2026-01-14', toDay: '2026-01-14' })).counter.orders).toBe(0);
  const backwards = report({ fromDay: '2026-01-16', toDay: '2026-01-15' });
  await expect(backwards).rejects.toThrow('input.invalid');
  await expect(report({ fromDay: '2020-01-01', toDay: '2026-01-15' })).rejects.toThrow(
    'input.invalid',
  );
});

test('a day that was reported is reported anew after a late cancellation or refund', async () => {
  const bill = await sell(5_500);
  branch.relay.say(placed(buildOrder('o-1', { totalMinor: 7_000 }), buildChange('confirmed')));
  await branch.caughtUp(1);
  branch.clock.advance(dayMs);
  const input = { fromDay: '2026-01-15', toDay: '2026-01-16' };
  expect(await report(input)).toMatchObject({
    counter: { totalMinor: 5_500 },
    platforms: { totalMinor: 7_000 },
    refunds: { count: 0 },
  });

  const of = { kind: 'amount', amountMinor: 1_000 } as const;
  await counter.do('refundBill', bill, { of, method: 'cash', reason: 'cold' });
  branch.relay.say(platformStatus('o-1', 'cancelled'));
  await branch.caughtUp(2);
  branch.clock.advance(dayMs);
  const made = await report(input);
  expect(made).toMatchObject({
    counter: { totalMinor: 5_500 },
    platforms: { totalMinor: 0, voids: { count: 1, totalMinor: 7_000 } },
    refunds: { count: 1, totalMinor: 1_000 },
  });
  expect(await report(input)).toEqual(made);
});

test('a shift has the bills that were paid in it and what platforms sold meanwhile', async () => {
  branch.relay.say(placed(buildOrder('o-before'), buildChange('confirmed')));
  await branch.caughtUp(1);
  branch.clock.advance(hourMs);
  await sell(5_500);
  const shiftId = branch.withDatabase((db) =>
    db.prepare('SELECT id FROM shifts').pluck().get(),
  ) as string;
  branch.clock.advance(1);
  branch.relay.say(placed(buildOrder('o-in'), buildChange('confirmed')));
  await branch.caughtUp(2);
  const shift = await report({ shiftId });
  expect(shift).toMatchObject({
    days: null,
    fromMs: noonMs + hourMs,
    counter: { orders: 1, totalMinor: 5_500 },
    platforms: { orders: 1 },
  });
  await expect(report({ shiftId: 'none' })).rejects.toThrow('shift.not_found');
});

test('a bill that two shifts were paid for counts in each as in its Z', async () => {
  const bill = await counter.add(
    await counter.open('dine_in', { table: '7' }),
    { productId: menu.juice, quantity: 3 },
    { productId: menu.shawarma, choices: small },
  );
  const sent = await counter.do('sendBill', bill);
  const [juice] = sent.lines;
  const less = await counter.do('voidLine', sent, {
    lineId: juice?.id,
    quantity: 1,
    reason: 'spilt',
  });
  const split = await counter.do('splitBill', less, { by: { kind: 'equal', parts: 2 } });
  const close = async (countedMinor: number) => {
    const { shift } = await ask(branch, shiftRoutes.readShift, {});
    const commandId = `close-${countedMinor}-shift`;
    const input = { id: shift?.id, commandId, countedMinor };
    return (await ask(branch, shiftRoutes.closeShift, input)).shift;
  };
  const half = await counter.pay(split, 2_375, 0);
  const first = await close(2_375);
  branch.clock.advance(hourMs);
  await counter.pay(half, 2_375, 1);
  const second = await close(2_376);

  for (const { id, report: z } of [first, second]) {
    const { counter: sold, roundingMinor } = await report({ shiftId: id });
    expect(sold).toMatchObject({ orders: 1, totalMinor: 2_375 });
    expect(sold).toEqual({
      orders: z?.sums.sales.count,
      totalMinor: z?.sums.sales.netMinor,
      discountsMinor: z?.sums.sales.discountsMinor,
      taxMinor: z?.sums.taxMinor,
      voids: z?.sums.voids,
    });
    expect(roundingMinor).toBe(z?.sums.roundingMinor);
  }
  expect((await report({ shiftId: first.id })).counter.voids).toEqual({
    count: 1,
    totalMinor: 1_000,
  });
});

test('a table is exported in the language of who asks for it', async () => {
  await sell(5_500);
  const input = { table: 'items', language: 'ar' };
  const { fileName, text } = await ask(branch, reportRoutes.exportReport, input);
  expect(fileName).toBe('wasla-items-2026-01-15.csv');
  expect(text.split('\r\n')).toEqual([
    '\ufeffالصنف,الكاشير: العدد,الكاشير: المبلغ,التطبيقات: العدد,التطبيقات: المبلغ,المجموع',
    'شاورما,2,5.500,0,0.000,5.500',
    'المجموع,2,5.500,0,0.000,5.500',
    '',
  ]);
});

test('who may not see reports sees none', async () => {
  await branch.call('POST', '/api/staff', { name: 'Hala', role: 'manager', pin: '1234' });
  const refused: unknown = await report().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toMatchObject({ reply: { code: 'staff.permission_needed' } });
});
