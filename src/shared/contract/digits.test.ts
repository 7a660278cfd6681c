import { describe, expect, test } from 'vitest';
import { latinDigits, plainNumber } from './digits.ts';
import { parseDecimal } from './money.ts';

test.each([
  ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
  ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  ['صنف ٣', 'صنف 3'],
])('the digits of "%s" are those of "%s"', (text, latin) => {
  expect(latinDigits(text)).toBe(latin);
});

describe('a typed number', () => {
  test.each([
    ['2.5', '2.5'],
    ['٢٫٥', '2.5'],
    ['٢.٥', '2.5'],
    ['2,5', '2.5'],
    ['٢،٥', '2.5'],
    ['2,50', '2.50'],
    ['12,', '12.'],
    ['1250', '1250'],
    ['١٬٢٥٠', '1250'],
    ['١٬٢٥٠٫٥٠٠', '1250.500'],
    ['1,250.500', '1250.500'],
    ['1,250,000', '1250000'],
    ['1,250,000.5', '1250000.5'],
    [' 7 ', '7'],
    ['-5', '-5'],
  ])('"%s" is read as "%s"', (text, plain) => {
    expect(plainNumber(text)).toBe(plain);
  });

  test.each(['2,500', '٢،٥٠٠', '12,5000', '1,25.5', '12,34,56', '1٬25', '2٬5', '1.250,5', ',5'])(
    '"%s" could mean two things or none, and is no amount',
    (text) => {
      expect(parseDecimal(plainNumber(text), 'JOD')).toBeUndefined();
    },
  );
});
