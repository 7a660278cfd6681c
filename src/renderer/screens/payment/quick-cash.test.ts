import { describe, expect, test } from 'vitest';
import { quickCash } from './quick-cash.ts';

describe('the amounts a guest is likely to hand over', () => {
  test('begin with the exact one and go on with the next sums of each note', () => {
    expect(quickCash(6_350, 'JOD')).toEqual([6_350, 6_500, 7_000, 10_000, 20_000, 50_000]);
    expect(quickCash(23_400, 'JOD')).toEqual([23_400, 23_500, 24_000, 25_000, 30_000, 40_000]);
    expect(quickCash(350, 'JOD')).toEqual([350, 500, 1_000, 5_000, 10_000, 20_000]);
  });

  test('are each once where a note is the amount', () => {
    expect(quickCash(20_000, 'JOD')).toEqual([20_000, 50_000]);
    expect(quickCash(5_000, 'SAR')).toEqual([5_000, 6_000, 10_000, 20_000, 50_000]);
  });

  test('follow the notes of the country', () => {
    expect(quickCash(4_675, 'AED')).toEqual([4_675, 4_700, 5_000, 6_000, 10_000, 20_000]);
    expect(quickCash(3_120, 'KWD')).toEqual([3_120, 3_500, 4_000, 5_000, 10_000, 20_000]);
    expect(quickCash(1_230, 'EUR')).toEqual([1_230, 1_300, 1_500, 2_000, 5_000, 10_000]);
  });

  test('never are less than what is due', () => {
    for (const currency of ['JOD', 'SAR', 'AED', 'KWD', 'EUR', 'JPY']) {
      for (let due = 1; due < 200_000; due += 777) {
        expect(Math.min(...quickCash(due, currency))).toBe(due);
      }
    }
  });
});
