import type {
  Actor,
  Bill,
  BillDiscount,
  BillKind,
  BillLine,
  BillPayment,
  BillState,
  BillSums,
  Customer,
  GuestCheck,
  Portion,
  Receipt,
  Refund,
  SellingSettings,
  TakenBack,
  TaxMode,
} from '../../../shared/contract/bill.ts';
import {
  billSums,
  roundCash,
  sumOf,
  type BasketCharge,
  type LineShare,
} from '../../../shared/contract/bill-sums.ts';

/** What was agreed when the bill was opened; a change of the settings touches later bills only. */
export interface Terms {
  readonly currency: string;
  readonly taxMode: TaxMode;
  readonly serviceBasisPoints: number;
  readonly deliveryMinor: number;
  readonly chargesTaxClassId: string;
  readonly chargesRateBasisPoints: number;
  readonly cashStepMinor: number;
}

/** Lines that the kitchen got together: an order of its own on the board, with a ticket of its own. */
export interface Round {
  readonly orderId: string;
  /** What is called out and stands on the ticket. */
  readonly number: string;
  readonly atMs: number;
}

export interface StoredPart extends Portion {
  readonly lines: readonly LineShare[];
}

/** A guest check as it is kept: what it says is known by its digest, so that the next one knows whether it is a copy. */
export interface StoredCheck extends GuestCheck {
  readonly digest: string;
  readonly printJobId: string;
}

/** A bill as it is kept; its figures follow from it. */
export interface StoredBill {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly kind: BillKind;
  readonly state: BillState;
  readonly table: string;
  readonly customer: Customer | null;
  readonly note: string;
  readonly terms: Terms;
  readonly lines: readonly BillLine[];
  readonly discount: BillDiscount | null;
  readonly rounds: readonly Round[];
  readonly parts: readonly StoredPart[];
  readonly checks: readonly StoredCheck[];
  readonly openedAtMs: number;
  readonly openedBy: Actor;
  readonly closedAtMs: number | null;
  readonly mergedInto: string | null;
}

/** What came in and went out for a bill, and the papers given for it. */
export interface BillMoney {
  /** Those that count. */
  readonly payments: readonly BillPayment[];
  readonly takenBack: readonly TakenBack[];
  readonly refunds: readonly Refund[];
  readonly receipts: readonly Receipt[];
}

export const noMoney: BillMoney = { payments: [], takenBack: [], refunds: [], receipts: [] };

export function toTerms(settings: SellingSettings, currency: string): Terms {
  const { taxMode, serviceBasisPoints, deliveryMinor, chargesTaxClassId, cashStepMinor } = settings;
  return {
    currency,
    taxMode,
    serviceBasisPoints,
    deliveryMinor,
    chargesTaxClassId,
    chargesRateBasisPoints: rateOf(settings, chargesTaxClassId),
    cashStepMinor,
  };
}

export function rateOf({ taxClasses }: SellingSettings, taxClassId: string): number {
  return taxClasses.find(({ id }) => id === taxClassId)?.rateBasisPoints ?? 0;
}

/** The guests are still there. */
export function isLive({ state }: Pick<StoredBill, 'state'>): boolean {
  return state === 'open' || state === 'held';
}

/** Lines that count. */
export function liveLines({ lines }: StoredBill): BillLine[] {
  return lines.filter((line) => line.voided === null);
}

export function sumsOf(bill: StoredBill): BillSums {
  const { terms, discount } = bill;
  const lines = liveLines(bill);
  return billSums({
    taxMode: terms.taxMode,
    lines,
    discount,
    charges: lines.length === 0 ? [] : chargesOf(bill),
  });
}

function chargesOf({ kind, terms }: StoredBill): BasketCharge[] {
  const { serviceBasisPoints: basisPoints, deliveryMinor: amountMinor } = terms;
  const taxed = {
    taxClassId: terms.chargesTaxClassId,
    rateBasisPoints: terms.chargesRateBasisPoints,
  };
  if (kind === 'dine_in' && basisPoints > 0) {
    return [{ kind: 'service', charge: { kind: 'percent', basisPoints }, ...taxed }];
  }
  if (kind === 'delivery' && amountMinor > 0) {
    return [{ kind: 'delivery', charge: { kind: 'amount', amountMinor }, ...taxed }];
  }
  return [];
}

/** Paid for one part, or for the whole of a bill that is not split. */
export function paidOf(payments: readonly BillPayment[], part: number | null): number {
  return sumOf(payments.filter((one) => one.part === part).map((one) => one.amountMinor));
}

/** The bill as tills see it. */
export function toBill(bill: StoredBill, money: BillMoney): Bill {
  const sums = sumsOf(bill);
  const paidMinor = sumOf(money.payments.map((payment) => payment.amountMinor));
  const { rounds: _, terms, parts, checks, ...told } = bill;
  return {
    ...told,
    currency: terms.currency,
    taxMode: terms.taxMode,
    lines: [...bill.lines],
    sums,
    parts: parts.map((part, index) => ({
      ...part,
      lines: [...part.lines],
      ...dues(part.totalMinor - paidOf(money.payments, index), terms),
    })),
    payments: [...money.payments],
    takenBack: [...money.takenBack],
    refunds: [...money.refunds],
    receipts: [...money.receipts],
    checks: checks.map(({ digest: _digest, printJobId: _printJobId, ...check }) => check),
    ...dues(isLive(bill) ? sums.totalMinor - paidMinor : 0, terms),
  };
}

function dues(dueMinor: number, { cashStepMinor }: Terms) {
  return { dueMinor, cashDueMinor: roundCash(dueMinor, cashStepMinor) };
}
