import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billKinds, paymentMethods } from '../../../shared/contract/bill.ts';
import type { ShiftEntry, ShiftFact } from './shift-entry.ts';
import { sumShift } from './sum-shift.ts';

const amount = fc.integer({ min: 0, max: 5_000_000 });
const rounding = fc.integer({ min: -25, max: 25 });
const method = fc.constantFrom(...paymentMethods);
const tax = fc.record({
  taxClassId: fc.constantFrom('standard', 'zero'),
  rateBasisPoints: fc.constantFrom(1_600, 0),
  netMinor: amount,
  taxMinor: amount,
  grossMinor: amount,
});
const taxes = fc.array(tax, { maxLength: 3 });
const kind = <Kind extends ShiftEntry['kind']>(one: Kind) => fc.constant(one);
const reason = fc.constant('any');

const entry: fc.Arbitrary<ShiftEntry> = fc.oneof(
  fc.record({ kind: kind('payment'), method, amountMinor: amount, roundingMinor: rounding }),
  fc.record({ kind: kind('take_back'), method, amountMinor: amount, roundingMinor: rounding }),
  fc.record({ kind: kind('refund'), method, totalMinor: amount, roundingMinor: rounding, taxes }),
  fc.record({
    kind: kind('sale'),
    billKind: fc.constantFrom(...billKinds),
    totalMinor: amount,
    discountMinor: amount,
    taxes,
  }),
  fc.record({ kind: kind('void'), amountMinor: amount }),
  fc.record({ kind: kind('discount'), amountMinor: fc.integer({ min: -9_999, max: 9_999 }) }),
  fc.record({ kind: kind('no_sale'), reason }),
  fc.record({ kind: kind('pay_in'), amountMinor: amount, reason, approvedBy: fc.constant('') }),
  fc.record({ kind: kind('pay_out'), amountMinor: amount, reason, approvedBy: fc.constant('') }),
);
const fact: fc.Arbitrary<ShiftFact> = fc.record({
  entry,
  by: fc.constantFrom({ staffId: 'a', name: 'Rana' }, { staffId: 'b', name: 'Sami' }),
  atMs: fc.nat(),
});

/** A drawer and a card account into which somebody puts and takes one amount after the other. */
function walk(floatMinor: number, facts: readonly ShiftFact[]) {
  const account = { cash: BigInt(floatMinor), card: 0n, sold: 0n, tax: 0n, rounding: 0n };
  for (const { entry: one } of facts) {
    if (one.kind === 'payment') {
      account[one.method] += BigInt(one.amountMinor) + BigInt(one.roundingMinor);
      account.rounding += BigInt(one.roundingMinor);
    } else if (one.kind === 'take_back') {
      account[one.method] -= BigInt(one.amountMinor) + BigInt(one.roundingMinor);
      account.rounding -= BigInt(one.roundingMinor);
    } else if (one.kind === 'refund') {
      account[one.method] -= BigInt(one.totalMinor) + BigInt(one.roundingMinor);
      account.rounding -= BigInt(one.roundingMinor);
      account.sold -= BigInt(one.totalMinor);
      for (const { taxMinor } of one.taxes) account.tax -= BigInt(taxMinor);
    } else if (one.kind === 'sale') {
      account.sold += BigInt(one.totalMinor);
      for (const { taxMinor } of one.taxes) account.tax += BigInt(taxMinor);
    } else if (one.kind === 'pay_in') account.cash += BigInt(one.amountMinor);
    else if (one.kind === 'pay_out') account.cash -= BigInt(one.amountMinor);
  }
  return account;
}

describe('whatever happens in a shift', () => {
  test('the drawer, the cards, the sales and the tax are exact to the last fils', () => {
    fc.assert(
      fc.property(amount, fc.array(fact, { maxLength: 60 }), (floatMinor, facts) => {
        const sums = sumShift(floatMinor, facts);
        const account = walk(floatMinor, facts);
        const card = sums.payments.find((one) => one.method === 'card')?.totalMinor ?? 0;
        expect(BigInt(sums.cash.expectedMinor)).toBe(account.cash);
        expect(BigInt(card)).toBe(account.card);
        expect(BigInt(sums.sales.netMinor - sums.refunds.totalMinor)).toBe(account.sold);
        expect(BigInt(sums.taxMinor)).toBe(account.tax);
        expect(BigInt(sums.roundingMinor)).toBe(account.rounding);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the report adds up in itself: money = sales − refunds + open bills + rounding', () => {
    fc.assert(
      fc.property(amount, fc.array(fact, { maxLength: 60 }), (floatMinor, facts) => {
        const sums = sumShift(floatMinor, facts);
        const paidMinor = sums.payments.reduce((sum, one) => sum + one.totalMinor, 0);
        expect(paidMinor).toBe(
          sums.sales.netMinor - sums.refunds.totalMinor + sums.openBillsMinor + sums.roundingMinor,
        );
        const people = sums.staff.reduce((sum, one) => sum + one.sales.totalMinor, 0);
        expect(people).toBe(sums.sales.netMinor);
        expect(sums.byKind.reduce((sum, one) => sum + one.totalMinor, 0)).toBe(sums.sales.netMinor);
      }),
      { numRuns: 500 },
    );
  });

  test('a report in between does not change what comes after: it is the sum of the first rows', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 30 }), fc.array(fact, { maxLength: 30 }), (a, b) => {
        const x = sumShift(0, a).cash.expectedMinor;
        expect(sumShift(x, b).cash.expectedMinor).toBe(
          sumShift(0, [...a, ...b]).cash.expectedMinor,
        );
      }),
      { numRuns: 200 },
    );
  });
});
