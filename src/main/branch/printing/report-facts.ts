import type { Currency, Minor } from '../../../shared/contract/money.ts';
import type { Order } from '../../../shared/contract/order.ts';

/** How many orders and what they come to. */
export interface Tally {
  readonly orders: number;
  readonly totalMinor: Minor;
}

/** What a day or shift came to, exact to the minor unit. */
export interface ReportFacts {
  readonly currency: Currency;
  readonly fromMs: number;
  readonly toMs: number;
  readonly sales: {
    readonly orders: number;
    /** Before discounts, charges included. */
    readonly grossMinor: Minor;
    readonly discountsMinor: Minor;
    /** What customers paid or will pay. */
    readonly netMinor: Minor;
  };
  /** By platform, best seller first. */
  readonly byChannel: readonly (Tally & { readonly platform: string })[];
  readonly byPayment: readonly (Tally & { readonly method: Order['paymentMethod'] })[];
  readonly taxMinor: Minor;
  /** Rejected and cancelled orders: what they would have come to. */
  readonly voids: Tally;
  /** Null where nobody keeps a drawer; what was counted is null until somebody counts. */
  readonly cashDrawer: {
    readonly expectedMinor: Minor;
    readonly countedMinor: Minor | null;
  } | null;
}
