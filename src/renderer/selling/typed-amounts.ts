import { formatDecimal } from '../../shared/contract/money.ts';

/** A currency of two decimals writes hundredths of a percent as well. */
const twoDecimals = 'USD';

/** 1600 as `16`, 750 as `7.5`. */
export function percentText(basisPoints: number): string {
  return formatDecimal(basisPoints, twoDecimals).replace(/\.?0+$/, '');
}

/** Currencies of the platforms' countries that restaurants here sell in, with how VAT stands in their prices. */
export const currencies = ['JOD', 'SAR', 'AED', 'KWD', 'QAR', 'BHD', 'OMR', 'IQD', 'EGP'] as const;

/** Coins to which cash is rounded, in minor units of three or two decimals. */
export function cashSteps(digits: number): readonly number[] {
  return digits === 3 ? [1, 5, 10, 25, 50, 100, 250] : [1, 5, 10, 25, 50, 100];
}
