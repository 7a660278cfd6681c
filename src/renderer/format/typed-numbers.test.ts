import { describe, expect, test } from 'vitest';
import { readAmount, readCount, readPercent, tidyAmount } from './typed-numbers.ts';

test.each([
  ['2.750', 2_750],
  ['٢٫٧٥', 2_750],
  ['2,75', 2_750],
  ['١٬٢٥٠', 1_250_000],
  ['2,750', null],
  ['1.2345', null],
  ['-5', null],
  ['5 JD', null],
  ['', null],
])('"%s" is %s fils', (text, minor) => {
  expect(readAmount(text, 'JOD')).toBe(minor);
});

test.each([
  ['16', 1_600],
  ['٧٫٥٪', 750],
  ['7,5 %', 750],
  ['100', 10_000],
  ['100.01', null],
  ['1.234', null],
  ['%', null],
])('"%s" is %s hundredths of a percent', (text, basisPoints) => {
  expect(readPercent(text)).toBe(basisPoints);
});

test.each([
  ['٢٠', 20],
  ['2.5', null],
  ['2,500', null],
  ['', null],
])('"%s" is %s pieces', (text, count) => {
  expect(readCount(text)).toBe(count);
});

describe('an amount on the way', () => {
  test.each([
    ['١٬٢٣٤٫٥ JD', '1234.5'],
    ['JOD 1,250.000', '1250.000'],
    ['2,', '2.'],
    ['2,5', '2.5'],
    ['2,500', '2,500'],
  ])('"%s" is written "%s"', (text, tidy) => {
    expect(tidyAmount(text)).toBe(tidy);
  });
});
