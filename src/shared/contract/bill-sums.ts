import type { BillDiscount, BillSums, Portion, SumLine, TaxMode, TaxSum } from './bill.ts';
import type { Minor } from './money.ts';

/**
 * The arithmetic of a bill, for the till that shows it and the branch that books it. Whole minor units throughout;
 * products are formed exactly before they are divided, and every rounding is one of these:
 *
 * - a percentage (discount, service charge) of an amount: half up, once, on that amount;
 * - tax: half up, once per tax class and bill, on the sum of the class (inclusive: gross × r ÷ (1 + r));
 * - anything shared out (a bill's discount over lines, a class's tax over its lines, a bill over guests): by largest
 *   remainder, earlier ones first where remainders are equal, so that the shares add up to the whole.
 */

/** One hundred percent. Rates are in basis points: 1600 is 16 %. */
export const wholeBasisPoints = 10_000;

export interface PricedModifier {
  readonly quantity: number;
  /** Null counts as free. */
  readonly unitPriceMinor: Minor | null;
  readonly modifiers: readonly PricedModifier[];
}

interface Taxed {
  readonly taxClassId: string;
  readonly rateBasisPoints: number;
}

export interface BasketLine extends Taxed {
  readonly id: string;
  readonly quantity: number;
  /** Price of one without its modifiers. */
  readonly unitPriceMinor: Minor;
  readonly modifiers: readonly PricedModifier[];
  readonly discount: BillDiscount | null;
}

export interface BasketCharge extends Taxed {
  readonly kind: 'service' | 'delivery';
  /** A percentage is of the lines after all discounts. */
  readonly charge: BillDiscount;
}

/** Amounts are not negative. */
export interface Basket {
  readonly taxMode: TaxMode;
  readonly lines: readonly BasketLine[];
  readonly discount: BillDiscount | null;
  readonly charges: readonly BasketCharge[];
}

/** `amount × times ÷ of`, half up. Exact for every amount that is a safe integer. */
function shareOf(amount: number, times: number, of: number): Minor {
  const product = 2n * BigInt(amount) * BigInt(times) + BigInt(of);
  return Number(product / (2n * BigInt(of)));
}

/**
 * Shares `totalMinor` out in proportion to the weights by largest remainder.
 *
 * @returns as many shares as weights; they add up to the total exactly. Without any weight the first takes all
 */
export function spread(totalMinor: Minor, weights: readonly number[]): Minor[] {
  const sum = sumOf(weights);
  if (sum === 0) return weights.map((_, index) => (index === 0 ? totalMinor : 0));
  const exact = weights.map((weight, index) => {
    const product = BigInt(totalMinor) * BigInt(weight);
    return { index, whole: Number(product / BigInt(sum)), rest: product % BigInt(sum) };
  });
  const missing = totalMinor - sumOf(exact.map((share) => share.whole));
  const favoured = exact
    .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
    .slice(0, missing);
  const shares = exact.map((share) => share.whole);
  for (const { index } of favoured) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** Price of one with everything chosen on it. */
export function unitWithModifiers(item: Omit<PricedModifier, 'quantity'>): Minor {
  const extras = item.modifiers.map((extra) => extra.quantity * unitWithModifiers(extra));
  return (item.unitPriceMinor ?? 0) + sumOf(extras);
}

/** What a discount or charge makes of an amount, before it is capped. */
function amountOf(discount: BillDiscount | null, ofMinor: Minor): Minor {
  if (!discount) return 0;
  return discount.kind === 'amount'
    ? discount.amountMinor
    : shareOf(ofMinor, discount.basisPoints, wholeBasisPoints);
}

/**
 * So many pieces of a line. An amount off was given on all of them: fewer keep their share of it, and more get no more.
 *
 * @param quantity at least one
 */
export function piecesOf<Line extends Pick<BasketLine, 'quantity' | 'discount'>>(
  line: Line,
  quantity: number,
): Line {
  const { discount } = line;
  if (discount?.kind !== 'amount' || quantity >= line.quantity) return { ...line, quantity };
  const [amountMinor = 0] = spread(discount.amountMinor, [quantity, line.quantity - quantity]);
  return { ...line, quantity, discount: amountMinor === 0 ? null : { ...discount, amountMinor } };
}

/** Everything a bill says in figures. A discount never takes more than there is. */
export function billSums(basket: Basket): BillSums {
  const priced = basket.lines.map((line) => {
    const priceMinor = line.quantity * unitWithModifiers(line);
    const lineDiscountMinor = Math.min(priceMinor, amountOf(line.discount, priceMinor));
    return { line, priceMinor, lineDiscountMinor, leftMinor: priceMinor - lineDiscountMinor };
  });
  const lefts = priced.map(({ leftMinor }) => leftMinor);
  const leftMinor = sumOf(lefts);
  const billDiscountMinor = Math.min(leftMinor, amountOf(basket.discount, leftMinor));
  const cuts = spread(billDiscountMinor, lefts);
  const goodsMinor = leftMinor - billDiscountMinor;
  const items: TaxedItem[] = [
    ...priced.map(({ line, leftMinor: left }, index) => ({
      of: line,
      amountMinor: left - (cuts[index] ?? 0),
    })),
    ...basket.charges.map((charge) => ({
      of: charge,
      amountMinor: amountOf(charge.charge, goodsMinor),
    })),
  ];
  const { taxes, itemTaxes } = taxItems(items, basket.taxMode);
  const figures = items.map(({ amountMinor }, index) => {
    const taxMinor = itemTaxes[index] ?? 0;
    const grossMinor = basket.taxMode === 'inclusive' ? amountMinor : amountMinor + taxMinor;
    return { amountMinor, taxMinor, grossMinor };
  });
  return {
    lines: priced.map(({ line, priceMinor, lineDiscountMinor }, index) => ({
      id: line.id,
      quantity: line.quantity,
      taxClassId: line.taxClassId,
      rateBasisPoints: line.rateBasisPoints,
      priceMinor,
      lineDiscountMinor,
      billDiscountMinor: cuts[index] ?? 0,
      ...figuresAt(figures, index),
    })),
    charges: basket.charges.map(({ kind, taxClassId, rateBasisPoints }, index) => ({
      kind,
      taxClassId,
      rateBasisPoints,
      ...figuresAt(figures, priced.length + index),
    })),
    taxes,
    subtotalMinor: sumOf(priced.map(({ priceMinor }) => priceMinor)),
    discountMinor: billDiscountMinor + sumOf(priced.map((one) => one.lineDiscountMinor)),
    taxMinor: sumOf(taxes.map((tax) => tax.taxMinor)),
    totalMinor: sumOf(taxes.map((tax) => tax.grossMinor)),
  };
}

type Figures = Pick<SumLine, 'amountMinor' | 'taxMinor' | 'grossMinor'>;

function figuresAt(figures: readonly Figures[], index: number): Figures {
  return figures[index] ?? { amountMinor: 0, taxMinor: 0, grossMinor: 0 };
}

interface TaxedItem {
  readonly of: Taxed;
  readonly amountMinor: Minor;
}

/** Tax once per class, then shared over the class's items. */
function taxItems(items: readonly TaxedItem[], mode: TaxMode) {
  const itemTaxes = items.map(() => 0);
  const classes = Map.groupBy(items.entries(), ([, { of }]) => classKey(of));
  const taxes = [...classes.values()].flatMap((members): TaxSum[] => {
    const first = members[0]?.[1].of;
    if (!first) return [];
    const amounts = members.map(([, item]) => item.amountMinor);
    const tax = taxOf(sumOf(amounts), first, mode);
    const shares = spread(tax.taxMinor, amounts);
    for (const [place, [index]] of members.entries()) itemTaxes[index] = shares[place] ?? 0;
    return [tax];
  });
  return { taxes, itemTaxes };
}

function classKey({ taxClassId, rateBasisPoints }: Taxed): string {
  return `${rateBasisPoints} ${taxClassId}`;
}

function taxOf(amountMinor: Minor, { taxClassId, rateBasisPoints }: Taxed, mode: TaxMode): TaxSum {
  const inclusive = mode === 'inclusive';
  const of = inclusive ? wholeBasisPoints + rateBasisPoints : wholeBasisPoints;
  const taxMinor = shareOf(amountMinor, rateBasisPoints, of);
  const netMinor = inclusive ? amountMinor - taxMinor : amountMinor;
  return { taxClassId, rateBasisPoints, netMinor, taxMinor, grossMinor: netMinor + taxMinor };
}

/** What part of a bill a guest pays or gets back. */
export interface LineShare {
  readonly lineId: string;
  readonly quantity: number;
}

/** What is already gone of a bill: paid by earlier guests or given back. */
export interface Taken {
  readonly portions: readonly Portion[];
  readonly lines: readonly LineShare[];
}

export const nothingTaken: Taken = { portions: [], lines: [] };

/** What has not been taken yet, tax class by tax class. */
export function remainingOf(sums: BillSums, taken: Taken): Portion {
  return toPortion(
    sums.taxes,
    sums.taxes.map((tax) => tax.grossMinor - takenGross(tax, taken)),
    taken,
  );
}

/**
 * Part of the bill by amount, out of every tax class in proportion to what is left of it.
 *
 * @param amountMinor at most what remains
 */
export function takeAmount(sums: BillSums, taken: Taken, amountMinor: Minor): Portion {
  const left = sums.taxes.map((tax) => tax.grossMinor - takenGross(tax, taken));
  return toPortion(sums.taxes, spread(amountMinor, left), taken);
}

/**
 * Part of the bill by lines, without its charges. Where amounts were taken before, a line has only what they left
 * of its tax class. Taking a line piece by piece comes to the same as taking it at once.
 */
export function takeLines(sums: BillSums, taken: Taken, lines: readonly LineShare[]): Portion {
  const wanted = sums.taxes.map((tax) => {
    const mine = sums.lines.filter((line) => classKey(line) === classKey(tax));
    const grossMinor = sumOf(mine.map((line) => grossOfShare(line, taken, lines)));
    return Math.min(grossMinor, tax.grossMinor - takenGross(tax, taken));
  });
  return toPortion(sums.taxes, wanted, taken);
}

function grossOfShare(line: SumLine, taken: Taken, lines: readonly LineShare[]): Minor {
  const before = Math.min(line.quantity, quantityOf(taken.lines, line.id));
  const after = Math.min(line.quantity, before + quantityOf(lines, line.id));
  const upTo = (quantity: number) => shareOf(line.grossMinor, quantity, line.quantity);
  return upTo(after) - upTo(before);
}

export function quantityOf(lines: readonly LineShare[], lineId: string): number {
  return sumOf(lines.filter((line) => line.lineId === lineId).map((line) => line.quantity));
}

function takenGross(tax: Taxed, taken: Taken): Minor {
  return sumOf(
    taken.portions.flatMap((portion) =>
      portion.taxes.filter((one) => classKey(one) === classKey(tax)).map((one) => one.grossMinor),
    ),
  );
}

/**
 * Tax of a part follows from how much of its class is gone with it: the parts' taxes add up to the class's however
 * the bill is cut.
 */
function toPortion(taxes: readonly TaxSum[], grosses: readonly Minor[], taken: Taken): Portion {
  const parts = taxes.map((tax, index): TaxSum => {
    const before = takenGross(tax, taken);
    const grossMinor = grosses[index] ?? 0;
    const upTo = (gross: Minor) =>
      tax.grossMinor === 0 ? 0 : shareOf(tax.taxMinor, gross, tax.grossMinor);
    const taxMinor = upTo(before + grossMinor) - upTo(before);
    return { ...tax, netMinor: grossMinor - taxMinor, taxMinor, grossMinor };
  });
  return {
    taxes: parts.filter((part) => part.grossMinor !== 0),
    taxMinor: sumOf(parts.map((part) => part.taxMinor)),
    totalMinor: sumOf(parts.map((part) => part.grossMinor)),
  };
}

/** The bill in parts of these amounts, which add up to its total. */
export function splitByAmounts(sums: BillSums, amounts: readonly Minor[]): Portion[] {
  return cut(amounts, (amountMinor, taken) => takeAmount(sums, taken, amountMinor));
}

/** The bill in equal parts; what cannot be divided goes to the first ones. */
export function splitEqually(sums: BillSums, parts: number): Portion[] {
  const weights = Array.from({ length: parts }, () => 1);
  return splitByAmounts(sums, spread(sums.totalMinor, weights));
}

/** The bill by what each guest had; charges follow the amounts. Together the parts name every line whole. */
export function splitByLines(sums: BillSums, parts: readonly (readonly LineShare[])[]): Portion[] {
  const { goods, charges } = shareOut(sums, parts);
  return cut(
    parts.map((_, index) => index),
    (index, taken) => {
      const grossOf = (tax: TaxSum) =>
        sumOf(sums.lines.map((line, at) => (isIn(line, tax) ? (goods[index]?.[at] ?? 0) : 0))) +
        sumOf(
          sums.charges.map((charge, at) => (isIn(charge, tax) ? (charges[at]?.[index] ?? 0) : 0)),
        );
      return toPortion(sums.taxes, sums.taxes.map(grossOf), taken);
    },
  );
}

/**
 * What of each line and of each charge falls to whom, where guests share by what they had.
 *
 * @returns for each part its gross of each line, and for each charge its gross for each part
 */
export function shareOut(
  sums: BillSums,
  parts: readonly (readonly LineShare[])[],
): { readonly goods: Minor[][]; readonly charges: Minor[][] } {
  let lines: readonly LineShare[] = [];
  const goods = parts.map((part) => {
    const portion = { portions: [], lines };
    const grosses = sums.lines.map((line) => grossOfShare(line, portion, part));
    lines = [...lines, ...part];
    return grosses;
  });
  const weights = goods.map(sumOf);
  return { goods, charges: sums.charges.map((charge) => spread(charge.grossMinor, weights)) };
}

function isIn(item: Taxed, tax: TaxSum): boolean {
  return classKey(item) === classKey(tax);
}

function cut<Part>(parts: readonly Part[], take: (part: Part, taken: Taken) => Portion): Portion[] {
  return parts.reduce<Portion[]>(
    (portions, part) => [...portions, take(part, { portions, lines: [] })],
    [],
  );
}

/** To the nearest multiple of `stepMinor`, half up; 1 changes nothing. */
export function roundCash(amountMinor: Minor, stepMinor: Minor): Minor {
  return shareOf(amountMinor, 1, stepMinor) * stepMinor;
}

export function sumOf(amounts: readonly Minor[]): Minor {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
