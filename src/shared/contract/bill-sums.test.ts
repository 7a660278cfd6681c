import { describe, expect, test } from 'vitest';
import {
  billSums,
  nothingTaken,
  remainingOf,
  roundCash,
  splitByAmounts,
  splitByLines,
  splitEqually,
  spread,
  takeAmount,
  takeLines,
  type Basket,
  type BasketLine,
} from './bill-sums.ts';

const line = (id: string, unitPriceMinor: number, more: Partial<BasketLine> = {}): BasketLine => ({
  id,
  quantity: 1,
  unitPriceMinor,
  modifiers: [],
  discount: null,
  taxClassId: 'standard',
  rateBasisPoints: 1_600,
  ...more,
});

const basket = (lines: BasketLine[], more: Partial<Basket> = {}): Basket => ({
  taxMode: 'inclusive',
  lines,
  discount: null,
  charges: [],
  ...more,
});

describe('what a bill comes to', () => {
  test('a line costs its dish and every choice on it, as often as each is taken', () => {
    const cheese = { quantity: 2, unitPriceMinor: 250, modifiers: [] };
    const sauce = { quantity: 1, unitPriceMinor: null, modifiers: [cheese] };
    const sums = billSums(basket([line('a', 2_750, { quantity: 3, modifiers: [sauce, cheese] })]));
    expect(sums.totalMinor).toBe(3 * (2_750 + 500 + 500));
  });

  test('tax that prices include is taken out of them once for the whole class', () => {
    const sums = billSums(basket([line('a', 1_000), line('b', 1_000), line('c', 1_000)]));
    // 3.000 × 16 ÷ 116 = 0.41379…; line by line it would have come to 0.414 as 3 × 0.138.
    expect(sums).toMatchObject({ totalMinor: 3_000, taxMinor: 414 });
    expect(sums.taxes).toEqual([
      {
        taxClassId: 'standard',
        rateBasisPoints: 1_600,
        netMinor: 2_586,
        taxMinor: 414,
        grossMinor: 3_000,
      },
    ]);
  });

  test('tax on top of prices is rounded half up once for the class, not for each line', () => {
    const sums = billSums(
      basket([line('a', 103), line('b', 103), line('c', 103)], { taxMode: 'exclusive' }),
    );
    // 0.309 × 16 % = 0.04944; line by line it would have been 3 × 0.016 = 0.048.
    expect(sums).toMatchObject({ subtotalMinor: 309, taxMinor: 49, totalMinor: 358 });
    expect(sums.lines.map((one) => one.taxMinor)).toEqual([17, 16, 16]);
  });

  test('classes of tax are kept apart', () => {
    const bread = { taxClassId: 'bread', rateBasisPoints: 0 };
    const sums = billSums(basket([line('a', 1_160), line('b', 500, bread)]));
    expect(sums.taxes.map((tax) => [tax.taxClassId, tax.taxMinor, tax.grossMinor])).toEqual([
      ['standard', 160, 1_160],
      ['bread', 0, 500],
    ]);
  });

  test("a bill's discount is shared over its lines and loses nothing on the way", () => {
    const sums = billSums(
      basket([line('a', 1_000), line('b', 1_000), line('c', 1_000)], {
        discount: { kind: 'amount', amountMinor: 1_000 },
      }),
    );
    expect(sums.lines.map((one) => one.billDiscountMinor)).toEqual([334, 333, 333]);
    expect(sums).toMatchObject({ discountMinor: 1_000, totalMinor: 2_000 });
  });

  test("a line's discount comes before the bill's", () => {
    const sums = billSums(
      basket([line('a', 2_000, { discount: { kind: 'percent', basisPoints: 5_000 } })], {
        discount: { kind: 'percent', basisPoints: 1_000 },
      }),
    );
    expect(sums.lines).toMatchObject([{ lineDiscountMinor: 1_000, billDiscountMinor: 100 }]);
    expect(sums.totalMinor).toBe(900);
  });

  test('a discount never takes more than there is', () => {
    const tooMuch = { kind: 'amount', amountMinor: 9_999 } as const;
    const sums = billSums(basket([line('a', 500, { discount: tooMuch })], { discount: tooMuch }));
    expect(sums).toMatchObject({ discountMinor: 500, taxMinor: 0, totalMinor: 0 });
  });

  test('service is a share of what is left after discounts, and taxed with its class', () => {
    const service = {
      kind: 'service',
      charge: { kind: 'percent', basisPoints: 1_000 },
      taxClassId: 'standard',
      rateBasisPoints: 1_600,
    } as const;
    const sums = billSums(
      basket([line('a', 1_000)], {
        taxMode: 'exclusive',
        discount: { kind: 'amount', amountMinor: 200 },
        charges: [service],
      }),
    );
    expect(sums.charges).toMatchObject([{ amountMinor: 80, taxMinor: 13, grossMinor: 93 }]);
    expect(sums).toMatchObject({ taxMinor: 141, totalMinor: 1_021 });
  });

  test('an empty bill comes to nothing', () => {
    expect(billSums(basket([]))).toMatchObject({ taxes: [], totalMinor: 0 });
  });
});

describe('sharing a bill', () => {
  const sums = billSums(
    basket([line('a', 1_000, { quantity: 3 }), line('b', 501, { rateBasisPoints: 400 })], {
      taxMode: 'exclusive',
    }),
  );
  const taxesOf = (portions: readonly { taxMinor: number }[]) =>
    portions.reduce((sum, portion) => sum + portion.taxMinor, 0);

  test('equal parts differ by the smallest coin at most and add up', () => {
    const parts = splitEqually(sums, 3);
    expect(sums.totalMinor).toBe(4_001);
    expect(parts.map((part) => part.totalMinor)).toEqual([1_334, 1_334, 1_333]);
    expect(taxesOf(parts)).toBe(sums.taxMinor);
  });

  test('guests who share a dish pay for their piece of it', () => {
    const parts = splitByLines(sums, [
      [{ lineId: 'a', quantity: 1 }],
      [
        { lineId: 'a', quantity: 2 },
        { lineId: 'b', quantity: 1 },
      ],
    ]);
    expect(parts.map((part) => part.totalMinor)).toEqual([1_160, 2_841]);
    expect(taxesOf(parts)).toBe(sums.taxMinor);
  });

  test('parts by amounts carry the tax of their amount', () => {
    const parts = splitByAmounts(sums, [1, 4_000]);
    expect(parts.map((part) => part.totalMinor)).toEqual([1, 4_000]);
    expect(taxesOf(parts)).toBe(sums.taxMinor);
  });

  test('shares are given by largest remainder, the earlier one first when they are equal', () => {
    expect(spread(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(spread(10, [1, 5, 1])).toEqual([2, 7, 1]);
    expect(spread(0, [0, 0])).toEqual([0, 0]);
    expect(spread(5, [0, 0])).toEqual([5, 0]);
  });
});

describe('giving money back', () => {
  const sums = billSums(basket([line('a', 333, { quantity: 3 }), line('b', 1_000)]));

  test('a bill given back in pieces gives back its tax to the last fils', () => {
    const first = takeLines(sums, nothingTaken, [{ lineId: 'a', quantity: 1 }]);
    const afterFirst = { portions: [first], lines: [{ lineId: 'a', quantity: 1 }] };
    const second = takeAmount(sums, afterFirst, 777);
    const rest = remainingOf(sums, { ...afterFirst, portions: [first, second] });
    expect(first.totalMinor).toBe(333);
    expect(first.totalMinor + second.totalMinor + rest.totalMinor).toBe(sums.totalMinor);
    expect(first.taxMinor + second.taxMinor + rest.taxMinor).toBe(sums.taxMinor);
  });

  test('a dish is given back once, and never more than is left of the bill', () => {
    const everything = [
      { lineId: 'a', quantity: 3 },
      { lineId: 'b', quantity: 1 },
    ];
    const most = takeAmount(sums, nothingTaken, 1_900);
    const rest = takeLines(sums, { portions: [most], lines: [] }, everything);
    expect(rest.totalMinor).toBe(99);
    const again = takeLines(sums, { portions: [most, rest], lines: everything }, everything);
    expect(again).toEqual({ taxes: [], taxMinor: 0, totalMinor: 0 });
  });
});

test('cash is rounded to the nearest coin, half up', () => {
  expect([1_002, 1_003, 997, 0].map((amount) => roundCash(amount, 5))).toEqual([
    1_000, 1_005, 995, 0,
  ]);
  expect(roundCash(15, 10)).toBe(20);
  expect(roundCash(1_234, 1)).toBe(1_234);
});
