import type { Actor, BillKind, PaymentMethod, TaxSum } from '../../../shared/contract/bill.ts';
import type { Minor } from '../../../shared/contract/money.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';

/** Money that moved, or a bill that was settled. Amounts are not negative; the kind says which way. */
export type MoneyEntry =
  | {
      readonly kind: 'payment' | 'take_back';
      readonly method: PaymentMethod;
      readonly amountMinor: Minor;
      readonly roundingMinor: Minor;
    }
  | {
      readonly kind: 'refund';
      readonly method: PaymentMethod;
      readonly totalMinor: Minor;
      readonly roundingMinor: Minor;
      readonly taxes: readonly TaxSum[];
    }
  /** A receipt was given for a bill or a guest's part of it. */
  | {
      readonly kind: 'sale';
      readonly billKind: BillKind;
      readonly totalMinor: Minor;
      readonly discountMinor: Minor;
      readonly taxes: readonly TaxSum[];
    };

/** Something that moved no money and that an owner wants to know of. */
export type DeedEntry =
  /** What the guest pays less; a discount that was taken away again is below nothing. */
  | { readonly kind: 'void' | 'discount'; readonly amountMinor: Minor }
  /** The drawer was opened without any sale. */
  | { readonly kind: 'no_sale'; readonly reason: string };

export interface CashEntry {
  readonly kind: 'pay_in' | 'pay_out';
  readonly amountMinor: Minor;
  readonly reason: string;
  /** Who allowed it with a PIN of their own; empty for nobody. */
  readonly approvedBy: string;
}

export type ShiftEntry = MoneyEntry | DeedEntry | CashEntry;

/** An entry as it stands in the book. */
export interface ShiftFact {
  readonly entry: ShiftEntry;
  readonly by: Actor;
  readonly atMs: EpochMs;
}
