import { describe, expect, test } from 'vitest';
import { backKey } from '../ui/number-pad.tsx';
import { typedAmount, typedCount } from './typing.ts';

const type = (keys: string, currency = 'JOD') =>
  keys.split('').reduce((text, key) => typedAmount(text, key, currency), '');

describe('an amount by keypad', () => {
  test.each([
    ['12.5', 'JOD', '12.5'],
    ['1.23456', 'JOD', '1.234'],
    ['1.23456', 'SAR', '1.23'],
    ['.5', 'JOD', '5'],
    ['1..5', 'JOD', '1.5'],
    ['007', 'JOD', '7'],
    ['12.5', 'JPY', '125'],
  ])('%s in %s is %s', (keys, currency, text) => {
    expect(type(keys, currency)).toBe(text);
  });

  test('the last key can be taken back, and counts have no point', () => {
    expect(typedAmount('12.', backKey, 'JOD')).toBe('12');
    expect(typedCount('1', '.')).toBe('1');
    expect(typedCount('0', '7')).toBe('7');
  });
});
