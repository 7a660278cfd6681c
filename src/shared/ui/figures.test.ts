import { describe, expect, test } from 'vitest';
import { inDigits, type Locale } from './locale.tsx';
import { moneyParts } from './money-text.tsx';
import { timeText } from './time-text.tsx';

const english: Locale = { language: 'en', digits: 'latin', timeZone: 'Asia/Amman' };
const arabic: Locale = { language: 'ar', digits: 'arabic', timeZone: 'Asia/Amman' };

describe('money', () => {
  test('a dinar shows three decimals and a riyal two', () => {
    expect(moneyParts(12_500, 'JOD', english)).toEqual({ amount: '12.500', currency: 'JOD' });
    expect(moneyParts(12_500, 'SAR', english)).toEqual({ amount: '125.00', currency: 'SAR' });
  });

  test('amounts beyond the exact range of decimals in floating point stay exact', () => {
    expect(moneyParts(9_007_199_254_740_991, 'JOD', english).amount).toBe('9,007,199,254,740.991');
  });

  test('a discount keeps its minus in front', () => {
    expect(moneyParts(-50, 'JOD', english).amount).toBe('−0.050');
  });

  test('Arabic digits come with Arabic separators and the shop word for the currency', () => {
    expect(moneyParts(1_234_500, 'JOD', arabic)).toEqual({ amount: '١٬٢٣٤٫٥٠٠', currency: 'د.أ' });
  });

  test('a currency without a common Arabic word keeps its code', () => {
    expect(moneyParts(100, 'EUR', arabic).currency).toBe('EUR');
  });
});

test('times are those of the branch, in the digits of the person', () => {
  const noonUtc = Date.UTC(2026, 0, 15, 12, 5);
  expect(timeText(noonUtc, 'minutes', english)).toMatch(/^3:05\spm$/i);
  expect(timeText(noonUtc, 'minutes', arabic)).toMatch(/^٣:٠٥/);
});

test('only digits change when a person reads Arabic digits', () => {
  expect(inDigits('12 × 5', 'arabic')).toBe('١٢ × ٥');
  expect(inDigits('12', 'latin')).toBe('12');
});
