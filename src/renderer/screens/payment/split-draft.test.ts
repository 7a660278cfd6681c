import { describe, expect, test } from 'vitest';
import type { Bill } from '../../../shared/contract/bill.ts';
import { billSums } from '../../../shared/contract/bill-sums.ts';
import {
  give,
  giveRest,
  leftOf,
  noGuests,
  partsOf,
  sumOfGuest,
  takeFrom,
  withLast,
} from './split-draft.ts';

const line = (id: string, quantity: number, unitPriceMinor: number) => ({
  id,
  quantity,
  unitPriceMinor,
  modifiers: [],
  discount: null,
  taxClassId: 'standard',
  rateBasisPoints: 1_600,
});
/** Three juices and a plate. */
const bill = {
  sums: billSums({
    taxMode: 'inclusive',
    lines: [line('juice', 3, 1_000), line('plate', 1, 4_500)],
    discount: null,
    charges: [],
  }),
} as Bill;

describe('sharing a bill by what each had', () => {
  test('each tap gives one piece, and no piece twice', () => {
    const once = give(bill, noGuests, { guest: 0, lineId: 'plate' });
    expect(give(bill, once, { guest: 1, lineId: 'plate' })).toBe(once);
    expect(leftOf(bill, once, 'plate')).toBe(0);
    const two = give(bill, give(bill, once, { guest: 1, lineId: 'juice' }), {
      guest: 1,
      lineId: 'juice',
    });
    expect(leftOf(bill, two, 'juice')).toBe(1);
    expect(sumOfGuest(bill, two[1] ?? [])).toBe(2_000);
    expect(leftOf(bill, takeFrom(two, { guest: 1, lineId: 'juice' }), 'juice')).toBe(2);
  });

  test('is ready once every piece belongs to one of two guests at least', () => {
    const started = give(bill, noGuests, { guest: 0, lineId: 'plate' });
    expect(partsOf(bill, started)).toBeUndefined();
    expect(partsOf(bill, giveRest(bill, noGuests, 0))).toBeUndefined();
    expect(partsOf(bill, giveRest(bill, started, 1))).toEqual([
      [{ lineId: 'plate', quantity: 1 }],
      [{ lineId: 'juice', quantity: 3 }],
    ]);
  });
});

test('the last guest pays what the others leave', () => {
  expect(withLast(7_500, [2_000, 3_000])).toEqual([2_000, 3_000, 2_500]);
  expect(withLast(7_500, [8_000])).toBeUndefined();
});
