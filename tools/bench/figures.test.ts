import { describe, expect, test } from 'vitest';
import { median, percentile, toFigure, toTable } from './figures.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

describe('percentiles', () => {
  test('are values that occurred, whatever the order they came in', () => {
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7], 0.01)).toBe(7);
  });

  test('one slow reply in fifty shows in p99 and not in p50', () => {
    const replies = [...Array.from({ length: 49 }, () => 2), 300];
    expect(percentile(replies, 0.99)).toBe(300);
    expect(percentile(replies, 0.5)).toBe(2);
  });

  test('of nothing are refused instead of invented', () => {
    expect(() => percentile([], 0.5)).toThrow('no values');
    expect(() => median([])).toThrow('no values');
  });
});

test('a median is the middle value, or halfway between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
});

describe('a figure', () => {
  const speed = { name: 'replies', value: 8_123.4, unit: '/s', baseline: 16_000, ratio: 0.4999 };

  test('is judged before it is rounded', () => {
    const figure = toFigure(speed, { of: 'ratio', atLeast: 0.5 });
    expect(figure).toEqual({
      name: 'replies',
      value: 8_123,
      unit: '/s',
      baseline: 16_000,
      ratio: 0.5,
      aim: 'ratio >= 0.5',
      ok: false,
    });
  });

  test('meets its aim on the limit and misses it beyond', () => {
    const reply = (value: number) =>
      toFigure({ name: 'p99', value, unit: 'ms' }, { of: 'value', atMost: 25 });
    expect(reply(25)).toEqual({ name: 'p99', value: 25, unit: 'ms', aim: '<= 25', ok: true });
    expect(reply(25.01).ok).toBe(false);
  });

  test('that is no number has missed', () => {
    const nothing = { name: 'p99', value: Number.NaN, unit: 'ms' };
    expect(toFigure(nothing, { of: 'value', atMost: 25 }).ok).toBe(false);
  });

  test('without an aim is only told', () => {
    expect(toFigure({ name: 'logged', value: 1.23456, unit: '/s' })).toEqual({
      name: 'logged',
      value: 1.23,
      unit: '/s',
      ok: true,
    });
  });
});

test('the table names every figure, its aim and what was missed', () => {
  const table = toTable([
    toFigure({ name: 'a', value: 1, unit: 'ms' }, { of: 'value', atMost: 2 }),
    toFigure({ name: 'longer', value: 3, unit: 'ms' }, { of: 'value', atMost: 2 }),
    toFigure({ name: 'told', value: 4, unit: '/s' }),
  ]);
  expect(table.split('\n')).toEqual([
    'measure  value  unit  baseline  ratio  aim',
    'a        1      ms                     <= 2  met',
    'longer   3      ms                     <= 2  MISSED',
    'told     4      /s',
  ]);
});
