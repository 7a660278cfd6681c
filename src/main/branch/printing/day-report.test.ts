import { describe, expect, test } from 'vitest';
import type { Order } from '../../../shared/contract/order.ts';
import { buildOrder } from '../testing/builders.ts';
import { dayReport, startOfDayMs, type ReportedOrder } from './day-report.ts';

const period = { fromMs: 1, toMs: 2, currency: 'JOD' };
const sold = (
  order: Partial<Order>,
  status: ReportedOrder['status'] = 'delivered',
): ReportedOrder => ({ order: buildOrder('o', order), status });

describe('the day', () => {
  test('is summed to the last fils, by channel and by payment', () => {
    const report = dayReport(
      [
        sold({
          platform: 'talabat',
          totalMinor: 5_501,
          taxMinor: 759,
          collectMinor: 5_501,
          paymentMethod: 'cash',
        }),
        sold({
          platform: 'talabat',
          totalMinor: 2_250,
          discounts: [{ name: 'Ramadan', amountMinor: 750, sponsors: [] }],
        }),
        sold({ platform: 'careem', totalMinor: 9_999, riderPaysMinor: 9_999 }, 'preparing'),
      ],
      period,
    );
    expect(report).toMatchObject({
      sales: { orders: 3, grossMinor: 18_500, discountsMinor: 750, netMinor: 17_750 },
      byChannel: [
        { platform: 'careem', orders: 1, totalMinor: 9_999 },
        { platform: 'talabat', orders: 2, totalMinor: 7_751 },
      ],
      byPayment: [
        { method: 'online', orders: 2, totalMinor: 12_249 },
        { method: 'cash', orders: 1, totalMinor: 5_501 },
      ],
      taxMinor: 759,
      cashDrawer: { expectedMinor: 15_500, countedMinor: null },
    });
  });

  test('counts what was taken back apart, and neither what waits for an answer nor tests', () => {
    const report = dayReport(
      [
        sold({ totalMinor: 100 }, 'cancelled'),
        sold({ totalMinor: 200 }, 'rejected'),
        sold({ totalMinor: 300 }, 'pending'),
        sold({ totalMinor: 400, isTest: true }),
        sold({ totalMinor: null }),
      ],
      period,
    );
    expect(report.voids).toEqual({ orders: 2, totalMinor: 300 });
    expect(report.sales).toEqual({ orders: 1, grossMinor: 0, discountsMinor: 0, netMinor: 0 });
  });
});

describe('the day begins', () => {
  test.each([
    [
      'at midnight in Amman, three hours before UTC',
      'Asia/Amman',
      '2026-01-15T12:00:00.5Z',
      '2026-01-14T21:00:00Z',
    ],
    ['just now', 'Asia/Amman', '2026-01-14T21:00:00Z', '2026-01-14T21:00:00Z'],
    [
      'at midnight of winter time after the clocks went back',
      'Europe/Berlin',
      '2026-10-25T20:00:00Z',
      '2026-10-24T22:00:00Z',
    ],
    [
      'at midnight before the clocks went forward',
      'Europe/Berlin',
      '2026-03-29T20:00:00Z',
      '2026-03-28T23:00:00Z',
    ],
    [
      'at one o’clock where summer time leaves no midnight',
      'Africa/Cairo',
      '2026-04-24T12:00:00Z',
      '2026-04-23T22:00:00Z',
    ],
  ])('%s', (_, timeZone, now, start) => {
    expect(new Date(startOfDayMs(Date.parse(now), timeZone)).toISOString()).toBe(
      new Date(start).toISOString(),
    );
  });
});
