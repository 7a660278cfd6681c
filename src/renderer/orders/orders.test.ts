import { describe, expect, test } from 'vitest';
import type { OrderView } from '../../shared/contract/branch-api.ts';
import { orderStatuses } from '../../shared/contract/order-status.ts';
import { minuteMs, secondMs } from '../../shared/kit/clock.ts';
import { alarmOf } from '../sound/alarm.ts';
import { buildLine, buildModifier, buildOrder, buildView } from '../testing/build-order.ts';
import { buildPrintJob } from '../testing/build-printing.ts';
import { expectedStatus, withAttempt } from './commands.ts';
import { countdownOf, minutesLeft } from './countdown.ts';
import { intoLanes, itemCount, laneOf, matches } from './lanes.ts';
import { problemsOf } from './problems.ts';
import { lineTotal } from '../../shared/contract/order-sums.ts';
import { ourSum } from './sums.ts';

const placedAtMs = Date.UTC(2026, 0, 15, 12);
const waiting = (part: Partial<OrderView> = {}, minutes = 10) =>
  buildView({
    order: buildOrder({ placedAtMs, acceptByMs: placedAtMs + minutes * minuteMs }),
    receivedAtMs: placedAtMs,
    ...part,
  });

describe('the countdown', () => {
  test.each([
    [0, 'calm', 10],
    [4.9, 'calm', 6],
    [5, 'soon', 5],
    [7.9, 'soon', 3],
    [8, 'late', 2],
    [9.5, 'late', 1],
    [10, 'late', 0],
    [30, 'late', 0],
  ])('after %d of ten minutes it is %s and shows %d', (minutes, urgency, shown) => {
    const countdown = countdownOf(waiting(), placedAtMs + minutes * minuteMs);
    expect(countdown?.urgency).toBe(urgency);
    expect(minutesLeft(countdown?.leftMs ?? -1)).toBe(shown);
  });

  test('is empty, never negative, when the time is over', () => {
    expect(countdownOf(waiting(), placedAtMs + 60 * minuteMs)).toMatchObject({
      leftMs: 0,
      share: 0,
    });
  });

  test('is not shown where the platform does not say how long it waits', () => {
    const view = buildView({ order: buildOrder({ acceptByMs: null }) });
    expect(countdownOf(view, placedAtMs)).toBeNull();
  });

  test('takes five minutes for the whole when the deadline lies before the order was placed', () => {
    const order = buildOrder({ placedAtMs: placedAtMs + minuteMs, acceptByMs: placedAtMs });
    const countdown = countdownOf(buildView({ order }), placedAtMs - minuteMs);
    expect(countdown?.share).toBeCloseTo(1 / 5);
  });
});

describe('the alarm', () => {
  test('rises with the most urgent order', () => {
    const orders = [waiting({}, 60), waiting({}, 10)];
    const levelAfter = (minutes: number) => alarmOf(orders, placedAtMs + minutes * minuteMs).level;
    expect([0, 5, 8, 11].map(levelAfter)).toEqual([1, 2, 3, 3]);
  });

  test('rises with age where there is no deadline', () => {
    const view = buildView({ receivedAtMs: placedAtMs });
    const levelAfter = (minutes: number) => alarmOf([view], placedAtMs + minutes * minuteMs).level;
    expect([0, 2, 4].map(levelAfter)).toEqual([1, 2, 3]);
  });

  test('names the order that asks loudest, among those the one with the least time left', () => {
    const orders = [waiting({}, 60), waiting({}, 10), waiting({ status: 'confirmed' }, 1)];
    const alarm = alarmOf(orders, placedAtMs + 6 * minuteMs);
    expect(alarm).toMatchObject({ level: 2, waiting: 2, loudest: { leftMs: 4 * minuteMs } });
  });

  test('is silent when every order has its answer', () => {
    expect(alarmOf([waiting({ status: 'confirmed' })], placedAtMs).level).toBe(0);
    expect(alarmOf([], placedAtMs)).toEqual({ level: 0, waiting: 0, loudest: null });
  });
});

describe('lanes', () => {
  test('every status has its lane or none', () => {
    expect(Object.fromEntries(orderStatuses.map((status) => [status, laneOf(status)]))).toEqual({
      pending: 'new',
      confirmed: 'kitchen',
      preparing: 'kitchen',
      ready_for_pickup: 'ready',
      out_for_delivery: null,
      delivered: null,
      cancelled: null,
      rejected: null,
      refunded: null,
    });
  });

  test('the kitchen cooks what is due first, the counter hands over what waits longest', () => {
    const view = (id: string, part: Partial<OrderView>) =>
      buildView({ order: buildOrder({ id }), ...part });
    const lanes = intoLanes([
      view('later', { status: 'preparing', readyByMs: 20 * minuteMs }),
      view('sooner', { status: 'confirmed', readyByMs: 10 * minuteMs }),
      view('whenever', { status: 'confirmed', receivedAtMs: 1 }),
      view('fresh', { status: 'ready_for_pickup', statusAtMs: 9 }),
      view('waiting', { status: 'ready_for_pickup', statusAtMs: 3 }),
    ]);
    expect(lanes.kitchen.map(({ order }) => order.id)).toEqual(['sooner', 'later', 'whenever']);
    expect(lanes.ready.map(({ order }) => order.id)).toEqual(['waiting', 'fresh']);
  });
});

describe('the search', () => {
  const view = buildView({
    order: buildOrder({
      displayNumber: '1042',
      customer: { name: 'Omar Haddad', phone: '+962 79', address: null },
      lines: [
        buildLine({
          name: { default: 'Mansaf', ar: 'منسف' },
          modifiers: [{ ...buildModifier('a', 'ب'), modifiers: [buildModifier('Jameed', 'جميد')] }],
        }),
      ],
    }),
  });

  test.each(['104', 'omar', 'OMAR 1042', 'منسف', 'جميد', '+962', 'talabat', '١٠٤٢', '   '])(
    'finds it by "%s"',
    (words) => expect(matches(view, words)).toBe(true),
  );
  test('needs every word', () => expect(matches(view, 'omar knafeh')).toBe(false));
});

test('items are counted with their quantities, without what was voided', () => {
  const lines = [
    buildLine({ quantity: 3 }),
    buildLine({ quantity: 2 }),
    buildLine({ quantity: 4, voided: true }),
  ];
  expect(itemCount(buildView({ order: buildOrder({ lines }) }))).toBe(5);
});

describe('our own sum', () => {
  const extra = { ...buildModifier('Large', 'كبير', 500), quantity: 2 };
  const nested = { ...extra, modifiers: [buildModifier('Gold', 'ذهب', 100)] };

  test('counts modifiers of modifiers, times their own and the line quantity', () => {
    const line = buildLine({
      quantity: 3,
      unitPriceMinor: 1_000,
      totalMinor: null,
      modifiers: [nested],
    });
    expect(lineTotal(line)).toBe(3 * (1_000 + 2 * (500 + 100)));
  });

  test('adds charges and takes off discounts, whichever sign the platform gives them', () => {
    const discount = (amountMinor: number) => ({ name: '', amountMinor, sponsors: [] });
    const order = buildOrder({
      lines: [buildLine({ totalMinor: 2_000 })],
      charges: [{ kind: 'bag', name: '', amountMinor: 50 }],
      discounts: [discount(300), discount(-100)],
    });
    expect(ourSum(order)).toBe(1_650);
  });

  test('is not known when any price is missing', () => {
    const unpriced = { ...buildModifier('x', 'س'), unitPriceMinor: null };
    const line = buildLine({ totalMinor: null, modifiers: [unpriced] });
    expect(ourSum(buildOrder({ lines: [line] }))).toBeNull();
  });
});

describe('problems of an order', () => {
  test('a late arrival comes before a refused answer and a waiting ticket', () => {
    const view = waiting({
      cameTooLate: true,
      printJobs: [buildPrintJob({ state: 'blocked' }), buildPrintJob({ state: 'printed' })],
      answers: [
        { action: 'accept', state: 'refused', detail: '', atMs: 0 },
        { action: 'ready', state: 'told', detail: '', atMs: 0 },
      ],
    });
    expect(problemsOf(view).map(({ kind }) => kind)).toEqual(['late', 'answer', 'print_job']);
  });

  test('a ticket held for a scheduled order is no problem, one without a printer is', () => {
    const held = (problem: string) =>
      waiting({ printJobs: [buildPrintJob({ state: 'held', problem })] });
    expect(problemsOf(held('scheduled'))).toEqual([]);
    expect(problemsOf(held('no_printer'))).toHaveLength(1);
  });
});

describe('a wish on its way to the branch', () => {
  test('moves the order at once and leaves nothing to press twice', () => {
    const view = waiting({ offers: ['accept', 'reject'] });
    const command = { do: 'accept', prepMinutes: 20 } as const;
    expect(withAttempt(view, { command, state: 'saving' })).toMatchObject({
      status: 'confirmed',
      offers: [],
    });
  });

  test('is taken back when it was refused', () => {
    const view = waiting({ offers: ['accept'] });
    const command = { do: 'accept', prepMinutes: 20 } as const;
    expect(withAttempt(view, { command, state: 'failed', error: 'x' })).toBe(view);
  });

  test('a reprint or a delay moves nothing', () => {
    expect(expectedStatus({ do: 'reprint', reason: '' })).toBeNull();
    expect(expectedStatus({ do: 'delay', minutes: 5 })).toBeNull();
  });
});

test('a second counts as a started minute', () => {
  expect(minutesLeft(61 * secondMs)).toBe(2);
});
