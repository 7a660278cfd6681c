import type { MenuEntry } from './adapter.ts';
import { describe, expect, test } from 'vitest';
import { checkSum, createReading, currencyFor } from './reading.ts';

const names = new Map([['A', { default: 'Tea', ar: 'شاي' }]]);

function reading(currency = 'JOD', isPublished = true) {
  const menu = {
    isPublished: () => isPublished,
    find: (_storeId: string, itemId: string) => (isPublished ? names.get(itemId) : undefined),
  };
  return createReading({ menu, storeId: 'S', currency });
}

describe('amounts', () => {
  test('empty is not sent, words are reported, too many decimals are rounded and reported', () => {
    const order = reading();
    expect(order.amount('total', '')).toBeNull();
    expect(order.warnings).toEqual([]);
    expect(order.amount('total', 'free')).toBeNull();
    expect(order.amount('tip', '0.0005')).toBe(1);
    expect(order.warnings).toEqual([
      { code: 'amount_unreadable', detail: 'total: free' },
      { code: 'amount_rounded', detail: 'tip: 0.0005 JOD' },
    ]);
  });

  test('the same complaint is made once', () => {
    const order = reading();
    order.amount('total', 'free');
    order.amount('total', 'free');
    expect(order.warnings).toHaveLength(1);
  });

  test.each([
    ['1000', 1000],
    ['-0', 0],
    ['15.00', 15],
    ['15.5', null],
    ['99999999999999999999', null],
    ['', null],
  ])('%j minor units are %j', (written, minor) => {
    expect(reading().minorAmount('total', written)).toBe(minor);
  });
});

describe('quantities', () => {
  test.each([
    ['2', 2],
    ['2.000', 2],
    ['007', 7],
    ['0', 1],
    ['-3', 1],
    ['1.5', 1],
    ['9999999', 1],
    ['string', 1],
    ['', 1],
  ])('%j is %i', (written, count) => {
    const order = reading();
    expect(order.quantity('tea', written)).toBe(count);
    const isExact = Number(written) === count;
    expect(order.warnings).toHaveLength(isExact ? 0 : 1);
  });
});

describe('items', () => {
  test('keep the platform’s words and take the other language from the menu', () => {
    expect(reading().item('A', { default: 'Mint tea' })).toEqual({
      itemId: 'A',
      name: { default: 'Mint tea', ar: 'شاي' },
      known: true,
    });
  });

  test('without words are called what the menu calls them', () => {
    expect(reading().item('A', { default: '' }).name.default).toBe('Tea');
  });

  test('outside the menu are unknown, and said so', () => {
    const order = reading();
    expect(order.item('Z', { default: 'Cake' }).known).toBe(false);
    expect(order.item('', { default: '' })).toEqual({
      itemId: null,
      name: { default: 'Unnamed item' },
      known: false,
    });
    expect(order.warnings.map(({ detail }) => detail)).toEqual(['Z: Cake', 'no id: Unnamed item']);
  });

  test('where no menu was published a name is enough and a bare id is not', () => {
    const order = reading('JOD', false);
    expect(order.item('Z', { default: 'Cake' }).known).toBe(true);
    expect(order.item('Z', { default: '' })).toMatchObject({
      name: { default: 'Item Z' },
      known: false,
    });
  });
});

describe('the category of a line', () => {
  const categoryIn = (entry: MenuEntry | undefined, own?: { id: string; name: string }) =>
    createReading({
      menu: { isPublished: () => entry !== undefined, find: () => entry },
      storeId: 's',
      currency: 'JOD',
    }).line('A', { default: 'Tea' }, own).category;
  const drinks = { id: 'cat-drinks', name: { default: 'Drinks', ar: 'مشروبات' } };
  const own = { id: '7', name: 'Beverages' };

  test('is that of the published menu, so that every platform means the same one', () => {
    expect(categoryIn({ default: 'Tea', category: drinks }, own)).toEqual(drinks);
  });

  test("is the platform's own where the menu says nothing, known by its name when it has no id", () => {
    expect(categoryIn({ default: 'Tea' }, own)).toEqual({
      id: '7',
      name: { default: 'Beverages' },
    });
    expect(categoryIn(undefined, { id: ' ', name: ' Beverages ' })).toEqual({
      id: 'Beverages',
      name: { default: 'Beverages' },
    });
    expect(categoryIn(undefined, { id: '7', name: '' })).toEqual({
      id: '7',
      name: { default: '7' },
    });
  });

  test('is left open where nobody says', () => {
    expect(categoryIn(undefined)).toBeUndefined();
    expect(categoryIn({ default: 'Tea' }, { id: '', name: ' ' })).toBeUndefined();
  });
});

describe('sums', () => {
  const sum = (stated: number | null, lines: (number | null)[], maybe: number[] = []) => {
    const order = reading();
    checkSum(order, { lines, added: [1_000], maybe, stated });
    return order.warnings;
  };

  test('that agree with or without discount and tax are quiet', () => {
    for (const stated of [4_000, 3_500, 4_640, 4_140])
      expect(sum(stated, [1_000, 2_000], [-500, 640])).toEqual([]);
  });

  test('that agree with none are reported with both amounts', () => {
    expect(sum(9_999, [1_000, 2_000], [-500])).toEqual([
      { code: 'sum_differs', detail: '3.500 ≠ 9.999 JOD' },
    ]);
  });

  test('that cannot be known are quiet', () => {
    expect(sum(null, [1_000])).toEqual([]);
    expect(sum(9_999, [1_000, null])).toEqual([]);
  });
});

test('a currency comes from the country sent, else from the company’s, else from nowhere', () => {
  expect(currencyFor('kw', 'JO')).toEqual({ currency: 'KWD', assumed: false });
  expect(currencyFor('', 'JO')).toEqual({ currency: 'JOD', assumed: true });
  expect(currencyFor('ZZ', 'ZZ')).toEqual({ currency: 'XXX', assumed: true });
});
