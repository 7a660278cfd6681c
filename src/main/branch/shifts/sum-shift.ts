import {
  billKinds,
  paymentMethods,
  type Actor,
  type TaxSum,
} from '../../../shared/contract/bill.ts';
import { sumOf } from '../../../shared/contract/bill-sums.ts';
import type { Minor } from '../../../shared/contract/money.ts';
import type {
  CashMove,
  ShiftPerson,
  ShiftSums,
  ShiftTally,
} from '../../../shared/contract/shift.ts';
import type { ShiftEntry, ShiftFact } from './shift-entry.ts';

type Kind = ShiftEntry['kind'];
type Of<Wanted extends Kind> = Extract<ShiftEntry, { kind: Wanted }>;

/** What a shift comes to, exact to the minor unit: everything it says follows from these facts and the float. */
export function sumShift(floatMinor: Minor, facts: readonly ShiftFact[]): ShiftSums {
  const entries = facts.map(({ entry }) => entry);
  const sales = entries.filter(is('sale'));
  const refunds = entries.filter(is('refund'));
  const money = entries.flatMap(movedBy);
  const net = tally(sales, totalOf);
  const back = tally(refunds, totalOf);
  const discountsMinor = sumOf(sales.map(({ discountMinor }) => discountMinor));
  const roundingMinor = sumOf(money.map((one) => one.roundingMinor));
  const taxes = addTaxes(sales, refunds);
  return {
    sales: {
      count: net.count,
      grossMinor: net.totalMinor + discountsMinor,
      discountsMinor,
      netMinor: net.totalMinor,
    },
    byKind: billKinds.flatMap((kind) => {
      const mine = sales.filter(({ billKind }) => billKind === kind);
      return mine.length === 0 ? [] : [{ kind, ...tally(mine, totalOf) }];
    }),
    refunds: back,
    voids: tally(entries.filter(isDeed('void')), amountOf),
    taxes,
    taxMinor: sumOf(taxes.map(({ taxMinor }) => taxMinor)),
    payments: paymentMethods.flatMap((method) => {
      const mine = money.filter((one) => one.method === method);
      const payments = mine.filter(({ isPayment }) => isPayment).length;
      const totalMinor = sumOf(mine.map(({ movedMinor }) => movedMinor));
      return mine.length === 0 ? [] : [{ method, count: payments, totalMinor }];
    }),
    openBillsMinor:
      sumOf(money.map((one) => one.movedMinor - one.roundingMinor)) -
      (net.totalMinor - back.totalMinor),
    roundingMinor,
    cash: cashOf(floatMinor, entries, money),
    moves: facts.flatMap(toMove),
    staff: staffOf(facts),
  };
}

interface Moved {
  readonly method: (typeof paymentMethods)[number];
  /** Into the drawer or the card account; negative for out of it. */
  readonly movedMinor: Minor;
  readonly roundingMinor: Minor;
  readonly isPayment: boolean;
  readonly isRefund: boolean;
}

function movedBy(entry: ShiftEntry): Moved[] {
  if (entry.kind === 'refund') {
    const { method, totalMinor, roundingMinor } = entry;
    const movedMinor = -(totalMinor + roundingMinor);
    return [
      { method, movedMinor, roundingMinor: 0 - roundingMinor, isPayment: false, isRefund: true },
    ];
  }
  if (entry.kind !== 'payment' && entry.kind !== 'take_back') return [];
  const { method, amountMinor, roundingMinor } = entry;
  const isPayment = entry.kind === 'payment';
  const sign = isPayment ? 1 : -1;
  return [
    {
      method,
      movedMinor: sign * (amountMinor + roundingMinor),
      roundingMinor: sign * roundingMinor,
      isPayment,
      isRefund: false,
    },
  ];
}

function cashOf(
  floatMinor: Minor,
  entries: readonly ShiftEntry[],
  money: readonly Moved[],
): ShiftSums['cash'] {
  const cash = money.filter(({ method }) => method === 'cash');
  const moved = (isRefund: boolean) =>
    sumOf(cash.filter((one) => one.isRefund === isRefund).map(({ movedMinor }) => movedMinor));
  const amounts = (kind: 'pay_in' | 'pay_out') =>
    sumOf(entries.flatMap((entry) => (entry.kind === kind ? entry.amountMinor : [])));
  const takenMinor = moved(false);
  const givenBackMinor = 0 - moved(true);
  const paidInMinor = amounts('pay_in');
  const paidOutMinor = amounts('pay_out');
  return {
    floatMinor,
    takenMinor,
    givenBackMinor,
    paidInMinor,
    paidOutMinor,
    expectedMinor: floatMinor + takenMinor - givenBackMinor + paidInMinor - paidOutMinor,
  };
}

/** Class by class, what sales bring less what refunds take back. */
function addTaxes(sales: readonly Of<'sale'>[], refunds: readonly Of<'refund'>[]): TaxSum[] {
  const all = [
    ...sales.flatMap(({ taxes }) => taxes.map((tax) => ({ tax, sign: 1 }))),
    ...refunds.flatMap(({ taxes }) => taxes.map((tax) => ({ tax, sign: -1 }))),
  ];
  const classes = Map.groupBy(all, ({ tax }) => `${tax.rateBasisPoints} ${tax.taxClassId}`);
  return [...classes.values()].flatMap((mine): TaxSum[] => {
    const first = mine[0]?.tax;
    if (!first) return [];
    const sum = (partOf: (tax: TaxSum) => Minor) =>
      sumOf(mine.map(({ tax, sign }) => sign * partOf(tax)));
    return [
      {
        ...first,
        netMinor: sum(({ netMinor }) => netMinor),
        taxMinor: sum(({ taxMinor }) => taxMinor),
        grossMinor: sum(({ grossMinor }) => grossMinor),
      },
    ];
  });
}

function toMove({ entry, by, atMs }: ShiftFact): CashMove[] {
  if (entry.kind !== 'pay_in' && entry.kind !== 'pay_out') return [];
  return [{ ...entry, by, atMs }];
}

/** Everybody who did anything, by name as it was then. */
function staffOf(facts: readonly ShiftFact[]): ShiftPerson[] {
  const people = Map.groupBy(facts, ({ by }) => by.staffId);
  return [...people.values()]
    .flatMap((mine): ShiftPerson[] => {
      const by: Actor | undefined = mine.at(-1)?.by;
      if (!by) return [];
      const entries = mine.map(({ entry }) => entry);
      return [
        {
          by,
          sales: tally(entries.filter(is('sale')), totalOf),
          discounts: discountsOf(entries.filter(isDeed('discount'))),
          voids: tally(entries.filter(isDeed('void')), amountOf),
          refunds: tally(entries.filter(is('refund')), totalOf),
          drawerOpenings: entries.filter(is('no_sale')).length,
        },
      ];
    })
    .toSorted((a, b) => b.sales.totalMinor - a.sales.totalMinor);
}

function is<Wanted extends Kind>(kind: Wanted) {
  return (entry: ShiftEntry): entry is Of<Wanted> => entry.kind === kind;
}

interface PricedDeed {
  readonly amountMinor: Minor;
}

function isDeed(kind: 'void' | 'discount') {
  return (entry: ShiftEntry): entry is Extract<ShiftEntry, PricedDeed> => entry.kind === kind;
}

/** One that was taken away again gives its amount back and is not another one. */
function discountsOf(discounts: readonly PricedDeed[]): ShiftTally {
  const given = discounts.filter(({ amountMinor }) => amountMinor > 0);
  return { count: given.length, totalMinor: sumOf(discounts.map(amountOf)) };
}

function amountOf({ amountMinor }: PricedDeed): Minor {
  return amountMinor;
}

function totalOf({ totalMinor }: { readonly totalMinor: Minor }): Minor {
  return totalMinor;
}

function tally<T>(list: readonly T[], minorOf: (one: T) => Minor): ShiftTally {
  return { count: list.length, totalMinor: sumOf(list.map(minorOf)) };
}
