import { expect, test } from 'vitest';
import { seededRandom, type Random } from '../kit/random.ts';
import {
  billSums,
  nothingTaken,
  remainingOf,
  roundCash,
  splitByAmounts,
  splitByLines,
  splitEqually,
  takeAmount,
  takeLines,
  type Basket,
  type BasketCharge,
  type BasketLine,
  type LineShare,
  type PricedModifier,
  type Taken,
} from './bill-sums.ts';
import type { BillDiscount, BillSums, Portion } from './bill.ts';
import { minorDigits } from './money.ts';

/** A rational number, never rounded: what the sums are judged by. */
interface Fraction {
  readonly top: bigint;
  /** Positive. */
  readonly bottom: bigint;
}

const fraction = (top: number | bigint, bottom: number | bigint = 1n): Fraction => ({
  top: BigInt(top),
  bottom: BigInt(bottom),
});
const times = (a: Fraction, b: Fraction) => fraction(a.top * b.top, a.bottom * b.bottom);
const plus = (a: Fraction, b: Fraction) =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
const compare = (a: Fraction, b: Fraction) => {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
};
/** The whole number n with n ≤ a + ½ < n + 1. */
const halfUp = (a: Fraction): number => {
  const { top, bottom } = plus(a, fraction(1, 2));
  return Number(top / bottom);
};
/** Whether the whole number is less than one away. */
const isNext = (whole: number, exact: Fraction) =>
  compare(fraction(whole - 1), exact) < 0 && compare(exact, fraction(whole + 1)) < 0;

function exactPrice(item: Omit<PricedModifier, 'quantity'>): Fraction {
  return item.modifiers.reduce(
    (sum, extra) => plus(sum, times(fraction(extra.quantity), exactPrice(extra))),
    fraction(item.unitPriceMinor ?? 0),
  );
}

function exactDiscount(discount: BillDiscount | null, of: number): number {
  if (!discount) return 0;
  return discount.kind === 'amount'
    ? discount.amountMinor
    : halfUp(times(fraction(of), fraction(discount.basisPoints, 10_000)));
}

const total = (amounts: readonly number[]) =>
  Number(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));

/** Throws instead of `expect`, which a hundred thousand baskets would wait minutes for. */
function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Shares are those of the largest remainder: each next to its exact value, and none favoured against a larger one. */
function demandSpread(shares: readonly number[], of: number, weights: readonly number[]): void {
  demand(total(shares) === of, `shares ${shares.join()} do not add up to ${of}`);
  const sum = total(weights);
  if (sum === 0) return;
  const rests = shares.map((share, index) => {
    const exact = fraction(BigInt(of) * BigInt(weights[index] ?? 0), sum);
    demand(isNext(share, exact), `share ${share} is not next to ${exact.top}/${exact.bottom}`);
    const rest = exact.top % exact.bottom;
    return { rest, wasRaised: BigInt(share) * exact.bottom > exact.top };
  });
  const raised = rests.filter((one) => one.wasRaised).map((one) => one.rest);
  const lowered = rests.filter((one) => !one.wasRaised).map((one) => one.rest);
  for (const low of lowered) {
    demand(
      raised.every((high) => high >= low),
      'a smaller remainder was preferred',
    );
  }
}

function checkSums(basket: Basket, sums: BillSums): void {
  const lefts = basket.lines.map((line, index) => {
    const price = times(fraction(line.quantity), exactPrice(line));
    const found = sums.lines[index];
    demand(price.bottom === 1n && Number(price.top) === found?.priceMinor, 'price of a line');
    const discount = Math.min(Number(price.top), exactDiscount(line.discount, Number(price.top)));
    demand(found?.lineDiscountMinor === discount, 'discount of a line');
    return Number(price.top) - discount;
  });
  const billDiscount = Math.min(total(lefts), exactDiscount(basket.discount, total(lefts)));
  const cuts = sums.lines.map((line) => line.billDiscountMinor);
  demandSpread(cuts, billDiscount, lefts);
  sums.lines.forEach((line, index) =>
    demand(line.amountMinor === (lefts[index] ?? 0) - (cuts[index] ?? 0), 'line after discounts'),
  );
  basket.charges.forEach(({ charge }, index) =>
    demand(
      sums.charges[index]?.amountMinor === exactDiscount(charge, total(lefts) - billDiscount),
      'a charge',
    ),
  );
  checkTaxes(basket, sums);
}

function checkTaxes({ taxMode }: Basket, sums: BillSums): void {
  const items = [...sums.lines, ...sums.charges];
  const grosses = sums.taxes.map((tax) => {
    const mine = items.filter(
      (item) => item.taxClassId === tax.taxClassId && item.rateBasisPoints === tax.rateBasisPoints,
    );
    const amounts = mine.map((item) => item.amountMinor);
    const rate = BigInt(tax.rateBasisPoints);
    const share = fraction(rate, taxMode === 'inclusive' ? 10_000n + rate : 10_000n);
    const expected = halfUp(times(fraction(total(amounts)), share));
    demand(tax.taxMinor === expected, `tax ${tax.taxMinor}, exactly ${expected}`);
    demandSpread(
      mine.map((item) => item.taxMinor),
      expected,
      amounts,
    );
    const onTop = taxMode === 'inclusive' ? 0 : 1;
    for (const item of mine) {
      demand(item.grossMinor === item.amountMinor + onTop * item.taxMinor, 'gross of an item');
    }
    demand(tax.grossMinor === total(amounts) + onTop * expected, 'gross of a class');
    demand(tax.netMinor + tax.taxMinor === tax.grossMinor, 'net and tax');
    return tax.grossMinor;
  });
  demand(sums.totalMinor === total(grosses), 'the total');
  demand(sums.totalMinor === total(items.map((item) => item.grossMinor)), 'the items');
  demand(sums.taxMinor === total(sums.taxes.map((tax) => tax.taxMinor)), 'the tax');
}

/** Parts of a bill that come to all of it, class by class, with the tax of what is gone at every step. */
function checkPortions(sums: BillSums, portions: readonly Portion[]): void {
  demand(total(portions.map((part) => part.totalMinor)) === sums.totalMinor, 'parts differ');
  demand(total(portions.map((part) => part.taxMinor)) === sums.taxMinor, 'taxes of parts differ');
  for (const tax of sums.taxes) {
    let gross = 0;
    let taxed = 0;
    for (const portion of portions) {
      const mine = portion.taxes.find(
        (one) => one.taxClassId === tax.taxClassId && one.rateBasisPoints === tax.rateBasisPoints,
      );
      if (!mine) continue;
      demand(mine.grossMinor >= 0 && mine.taxMinor >= 0 && mine.netMinor >= 0, 'below nothing');
      demand(mine.netMinor + mine.taxMinor === mine.grossMinor, 'net and tax of a part');
      gross += mine.grossMinor;
      taxed += mine.taxMinor;
      const exact = times(fraction(tax.taxMinor), fraction(gross, tax.grossMinor));
      demand(taxed === halfUp(exact), `tax of what is gone is ${taxed}`);
    }
    demand(gross === tax.grossMinor && taxed === tax.taxMinor, `class ${tax.taxClassId} differs`);
  }
}

class Chooser {
  readonly #random: Random;
  constructor(random: Random) {
    this.#random = random;
  }
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }
  isOneIn(count: number): boolean {
    return this.whole(1, count) === 1;
  }
  list<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}

const rates = [1_600, 0, 400, 1_500, 500, 799, 1];

function randomDiscount(choose: Chooser, mostMinor: number): BillDiscount | null {
  if (!choose.isOneIn(3)) return null;
  return choose.isOneIn(2)
    ? { kind: 'amount', amountMinor: choose.whole(0, mostMinor) }
    : { kind: 'percent', basisPoints: choose.whole(0, 10_000) };
}

function randomModifiers(choose: Chooser, unit: number, depth: number): PricedModifier[] {
  if (depth === 0 || !choose.isOneIn(3)) return [];
  return choose.list(choose.whole(1, 2), () => ({
    quantity: choose.whole(1, 3),
    unitPriceMinor: choose.isOneIn(4) ? null : choose.whole(0, unit),
    modifiers: randomModifiers(choose, unit, depth - 1),
  }));
}

function randomBasket(choose: Chooser, currency: string): Basket {
  const unit = 10 ** minorDigits(currency);
  const taxClass = () => {
    const rateBasisPoints = rates[choose.whole(0, rates.length - 1)] ?? 0;
    return { taxClassId: `t${rateBasisPoints}`, rateBasisPoints };
  };
  const classes = choose.list(choose.whole(1, 3), taxClass);
  const anyClass = () => classes[choose.whole(0, classes.length - 1)] ?? taxClass();
  const charge = (kind: BasketCharge['kind']): BasketCharge[] => {
    const what = randomDiscount(choose, 3 * unit);
    return what ? [{ kind, charge: what, ...anyClass() }] : [];
  };
  const randomLine = (index: number): BasketLine => ({
    id: `l${index}`,
    quantity: choose.isOneIn(20) ? choose.whole(1, 999) : choose.whole(1, 5),
    unitPriceMinor: choose.isOneIn(50)
      ? choose.whole(0, 10_000 * unit)
      : choose.whole(0, 12 * unit),
    modifiers: randomModifiers(choose, unit, 3),
    discount: randomDiscount(choose, 8 * unit),
    ...anyClass(),
  });
  return {
    taxMode: choose.isOneIn(2) ? 'inclusive' : 'exclusive',
    lines: choose.list(choose.whole(1, choose.isOneIn(10) ? 20 : 6), randomLine),
    discount: randomDiscount(choose, 20 * unit),
    charges: [...charge('service'), ...charge('delivery')],
  };
}

/** Deals every piece of every line to one of the guests. */
function randomDeal(choose: Chooser, sums: BillSums, guests: number): LineShare[][] {
  const parts = choose.list(guests, (): LineShare[] => []);
  for (const line of sums.lines) {
    let left = line.quantity;
    while (left > 0) {
      const quantity = choose.whole(1, left);
      parts[choose.whole(0, guests - 1)]?.push({ lineId: line.id, quantity });
      left -= quantity;
    }
  }
  return parts;
}

function randomAmounts(choose: Chooser, of: number, parts: number): number[] {
  const amounts: number[] = [];
  let left = of;
  for (let part = 1; part < parts; part += 1) {
    const amount = choose.whole(0, left);
    amounts.push(amount);
    left -= amount;
  }
  return [...amounts, left];
}

/** Gives the bill back in some pieces by lines and amounts, and the rest at last. */
function randomRefunds(choose: Chooser, sums: BillSums): Portion[] {
  let taken: Taken = nothingTaken;
  for (let step = choose.whole(0, 4); step > 0; step -= 1) {
    const left = remainingOf(sums, taken).totalMinor;
    const line = sums.lines[choose.whole(0, sums.lines.length - 1)];
    if (choose.isOneIn(2) || !line) {
      const portion = takeAmount(sums, taken, choose.whole(0, left));
      taken = { ...taken, portions: [...taken.portions, portion] };
    } else {
      const share = { lineId: line.id, quantity: choose.whole(1, line.quantity) };
      const portion = takeLines(sums, taken, [share]);
      taken = { portions: [...taken.portions, portion], lines: [...taken.lines, share] };
    }
  }
  return [...taken.portions, remainingOf(sums, taken)];
}

function checkBasket(choose: Chooser, currency: string): void {
  const basket = randomBasket(choose, currency);
  const sums = billSums(basket);
  checkSums(basket, sums);
  const guests = choose.whole(2, 5);
  const equal = splitEqually(sums, guests);
  const sizes = equal.map((part) => part.totalMinor);
  demand(Math.max(...sizes) - Math.min(...sizes) <= 1, 'equal parts are not equal');
  checkPortions(sums, equal);
  checkPortions(sums, splitByAmounts(sums, randomAmounts(choose, sums.totalMinor, guests)));
  checkPortions(sums, splitByLines(sums, randomDeal(choose, sums, guests)));
  checkPortions(sums, randomRefunds(choose, sums));
  const step = [1, 5, 10, 25, 50][choose.whole(0, 4)] ?? 1;
  const cash = roundCash(sums.totalMinor, step);
  demand(cash % step === 0 && 2 * Math.abs(cash - sums.totalMinor) <= step, 'cash rounding');
}

/** The first basket whose figures are not exact, by its seed; a failing one can be looked at alone. */
function firstWrongBasket(currency: string, seeds: number): string | null {
  for (let seed = 1; seed <= seeds; seed += 1) {
    try {
      checkBasket(new Chooser(seededRandom(seed)), currency);
    } catch (error) {
      return `basket ${seed} in ${currency}: ${String(error)}`;
    }
  }
  return null;
}

test.each(['JOD', 'SAR', 'AED', 'KWD'])(
  '25,000 baskets in %s with their splits and refunds are not one coin off the exact numbers',
  { timeout: 120_000 },
  (currency) => {
    expect(firstWrongBasket(currency, 25_000)).toBeNull();
  },
);
