import { describe, expect, test } from 'vitest';
import { amountOf, entryKey, typed } from './amount-entry.ts';

const write = (keys: string, currency = 'JOD') =>
  Array.from(keys).reduce((text, key) => typed(text, key === '<' ? 'back' : key, currency), '');

describe('typing an amount', () => {
  test('takes as many decimals as the currency has and one point', () => {
    expect(write('12.3456')).toBe('12.345');
    expect(write('12.345', 'SAR')).toBe('12.34');
    expect(write('1..5')).toBe('1.5');
    expect(write('15.', 'JPY')).toBe('15');
  });

  test('never begins with a useless nought, and is taken back key by key', () => {
    expect(write('007')).toBe('7');
    expect(write('.5')).toBe('0.5');
    expect(write('12<<')).toBe('');
  });

  test('is the amount in the smallest unit, or nothing yet', () => {
    expect(amountOf('', 'JOD')).toBeNull();
    expect(amountOf('7', 'JOD')).toBe(7_000);
    expect(amountOf('0.', 'JOD')).toBe(0);
    expect(amountOf('1.25', 'SAR')).toBe(125);
  });

  test('works on an Arabic keyboard', () => {
    expect(['٧', '٫', '3', 'Backspace', 'a'].map(entryKey)).toEqual([
      '7',
      '.',
      '3',
      'back',
      undefined,
    ]);
  });
});
