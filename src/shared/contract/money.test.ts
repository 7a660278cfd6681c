import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyOfCountry, formatDecimal, minorDigits, parseDecimal } from './money.ts';

describe('reading amounts', () => {
  test.each([
    ['2.750', 'JOD', 2_750, true],
    ['2.75', 'JOD', 2_750, true],
    ['10', 'KWD', 10_000, true],
    ['-0.5', 'SAR', -50, true],
    ['0.1', 'AED', 10, true],
    [' 8.125 ', 'JOD', 8_125, true],
    ['1.005', 'SAR', 101, false],
    ['1.0049', 'SAR', 100, false],
    ['-1.005', 'SAR', -101, false],
    ['100', 'JPY', 100, true],
    ['-0.000', 'JOD', 0, true],
    ['4.', 'JOD', 4_000, true],
  ])('%s %s is %i minor units', (text, currency, minor, exact) => {
    expect(parseDecimal(text, currency)).toEqual({ minor, exact });
  });

  test.each(['', 'string', '1e3', '1,5', '١٫٥', '--1', '.', '0x10', '99999999999999999', 'NaN'])(
    '%j is no amount',
    (text) => {
      expect(parseDecimal(text, 'JOD')).toBeUndefined();
    },
  );

  test('what is written is read back to the last fil, in every currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
        fc.constantFrom('JOD', 'SAR', 'AED', 'KWD', 'BHD', 'OMR', 'JPY', 'EUR'),
        (minor, currency) => {
          expect(parseDecimal(formatDecimal(minor, currency), currency)).toEqual({
            minor,
            exact: true,
          });
        },
      ),
    );
  });

  test('sums of tenths stay exact where floating point would not', () => {
    const total = ['0.1', '0.2', '0.7'].reduce(
      (sum, text) => sum + (parseDecimal(text, 'JOD')?.minor ?? Number.NaN),
      0,
    );
    expect(formatDecimal(total, 'JOD')).toBe('1.000');
  });
});

test('dinars and rials of the Gulf have three decimals, riyals and dirhams two', () => {
  const digits = ['JOD', 'KWD', 'BHD', 'OMR', 'SAR', 'AED', 'QAR'].map(minorDigits);
  expect(digits).toEqual([3, 3, 3, 3, 2, 2, 2]);
});

test('a country tells its currency where a platform sends none', () => {
  expect([currencyOfCountry('JO'), currencyOfCountry('de'), currencyOfCountry('XX')]).toEqual([
    'JOD',
    'EUR',
    undefined,
  ]);
});
