import { z } from 'zod';

/** ISO 4217 code, upper case. */
export const Currency = z.string().regex(/^[A-Z]{3}$/);
export type Currency = z.infer<typeof Currency>;

/** An amount in minor units (fils, halalas, pence); negative for what is given back. */
export const Minor = z.int();
export type Minor = z.infer<typeof Minor>;

/** Currencies that do not have two decimals. Source: ISO 4217 list one. */
const unusualDigits: Record<string, number> = {
  BHD: 3,
  IQD: 3,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Decimals of the currency: 3 for JOD, KWD, BHD and OMR, 2 for most. */
export function minorDigits(currency: Currency): number {
  return unusualDigits[currency] ?? 2;
}

/** Country (ISO 3166-1 alpha-2) to currency, for platforms that send an amount and no currency. */
const currencyByCountry: Record<string, Currency> = {
  AE: 'AED',
  BH: 'BHD',
  DE: 'EUR',
  EG: 'EGP',
  GB: 'GBP',
  HK: 'HKD',
  IE: 'EUR',
  IQ: 'IQD',
  JO: 'JOD',
  KW: 'KWD',
  OM: 'OMR',
  QA: 'QAR',
  SA: 'SAR',
};

export function currencyOfCountry(country: string): Currency | undefined {
  return currencyByCountry[country.toUpperCase()];
}

export interface ParsedAmount {
  readonly minor: Minor;
  /** False when the text has more decimals than the currency and was rounded half up, away from zero. */
  readonly exact: boolean;
}

/**
 * Reads a decimal written as text into minor units without ever passing through floating point.
 *
 * @param text `"2.750"`, `"-0.5"`, `"10"`, `"1e1"` is refused
 * @returns undefined when the text is no decimal or does not fit a safe integer
 */
export function parseDecimal(text: string, currency: Currency): ParsedAmount | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '0', fraction = ''] = match;
  const digits = minorDigits(currency);
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  const rest = fraction.slice(digits);
  const roundUp = rest !== '' && rest.charCodeAt(0) >= '5'.charCodeAt(0) ? 1 : 0;
  const size = Number(whole + kept) + roundUp;
  if (!Number.isSafeInteger(size)) return undefined;
  return { minor: sign === '-' && size !== 0 ? -size : size, exact: /^0*$/.test(rest) };
}

/** Minor units as decimal text with all the currency's decimals: `2750` JOD is `"2.750"`. */
export function formatDecimal(minor: Minor, currency: Currency): string {
  const digits = minorDigits(currency);
  const padded = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = padded.length - digits;
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + padded : `${sign}${padded.slice(0, cut)}.${padded.slice(cut)}`;
}
