import { formatDecimal, parseDecimal } from '../../shared/contract/money.ts';
import { inLatinDigits } from '../../shared/ui/locale.tsx';

/** A currency of two decimals reads and writes hundredths of a percent as well. */
const twoDecimals = 'USD';

/** `16` or `٧٫٥` percent in hundredths; undefined for what is no rate. */
export function toBasisPoints(text: string): number | undefined {
  const parsed = parseDecimal(inLatinDigits(text).replace('%', '').replace('٪', ''), twoDecimals);
  return parsed?.exact && parsed.minor >= 0 && parsed.minor <= 10_000 ? parsed.minor : undefined;
}

/** 1600 as `16`, 750 as `7.5`. */
export function percentText(basisPoints: number): string {
  return formatDecimal(basisPoints, twoDecimals).replace(/\.?0+$/, '');
}

/** An amount as it was typed, in minor units; undefined for what is none or more than `maxMinor`. */
export function toAmount(text: string, currency: string, maxMinor: number): number | undefined {
  const parsed = parseDecimal(inLatinDigits(text), currency);
  return parsed?.exact && parsed.minor >= 0 && parsed.minor <= maxMinor ? parsed.minor : undefined;
}

/** Currencies of the platforms' countries that restaurants here sell in, with how VAT stands in their prices. */
export const currencies = ['JOD', 'SAR', 'AED', 'KWD', 'QAR', 'BHD', 'OMR', 'IQD', 'EGP'] as const;

/** Coins to which cash is rounded, in minor units of three or two decimals. */
export function cashSteps(digits: number): readonly number[] {
  return digits === 3 ? [1, 5, 10, 25, 50, 100, 250] : [1, 5, 10, 25, 50, 100];
}
