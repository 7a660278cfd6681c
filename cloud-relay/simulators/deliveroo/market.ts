import { minuteMs } from '../../../src/shared/kit/clock.ts';
import type { DeliverooCredentials } from './credentials.ts';

export interface Market {
  /** ISO 4217 */
  readonly currency: string;
  readonly exponent: number;
  /** Minor units here for one fils of the sample menu: a menu priced for the market, not an exchange rate. */
  readonly rate: number;
  /** An ASAP order that nobody accepted is rejected after this long. */
  readonly autoRejectMs: number;
}

/** @source Order API: "10 minutes (7 minutes for the Kuwait and UAE markets)" */
export const markets: Record<DeliverooCredentials['market'], Market> = {
  ae: { currency: 'AED', exponent: 2, rate: 0.5, autoRejectMs: 7 * minuteMs },
  kw: { currency: 'KWD', exponent: 3, rate: 0.4, autoRejectMs: 7 * minuteMs },
  gb: { currency: 'GBP', exponent: 2, rate: 0.1, autoRejectMs: 10 * minuteMs },
};
