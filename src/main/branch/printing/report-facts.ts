import type { Currency, Minor } from '../../../shared/contract/money.ts';
import type { BillKind, TaxSum } from '../../../shared/contract/bill.ts';
import type { Order } from '../../../shared/contract/order.ts';
import type { ShiftPerson, ShiftSums } from '../../../shared/contract/shift.ts';

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
  /** By platform, best seller first; in a shift those beside the counter, whose money never was in the drawer. */
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
  /** Null for the report of a day. */
  readonly shift: ShiftFacts | null;
}

/** What only the report of a shift says. */
export interface ShiftFacts {
  /** `x` in between, `z` at the close. */
  readonly kind: 'x' | 'z';
  /** Of the Z; null for an X. */
  readonly number: number | null;
  /** Empty when nobody was signed in. */
  readonly openedBy: string;
  readonly openedBySale: boolean;
  readonly closedBy: string;
  /** Bills that are left open. */
  readonly openBills: number;
  readonly note: string;
  readonly refunds: Tally;
  readonly byKind: readonly (Tally & { readonly kind: BillKind })[];
  readonly taxes: readonly TaxSum[];
  readonly openBillsMinor: Minor;
  readonly roundingMinor: Minor;
  /** What the card terminal says it took; null when nobody looked. */
  readonly cardTerminalMinor: Minor | null;
  readonly cash: ShiftSums['cash'];
  readonly moves: ShiftSums['moves'];
  readonly staff: readonly ShiftPerson[];
}
