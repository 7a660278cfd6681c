import type { Charge, Discount, Line, Order } from '../../../src/shared/contract/order.ts';
import { type OrderMoney, type Reading, checkSum } from '../reading.ts';
import type { Dispatch, SentDiscount, Topping } from './payload.ts';

/** What is paid, by whom and for what; every amount as the middleware wrote it. */
export function moneyOf(sent: Dispatch, lines: readonly Line[], reading: Reading): OrderMoney {
  const { price } = sent;
  const charges = chargesOf(price, reading);
  const discounts = discountsOf(sent).map((discount) => toDiscount(discount, reading));
  const taxMinor = reading.amount('vatTotal', price.vatTotal);
  const totalMinor = reading.amount('grandTotal', price.grandTotal);
  const isTip = (charge: Charge) => charge.kind === 'tip';
  const amounts = (some: readonly Charge[]) => some.map((charge) => charge.amountMinor);
  checkSum(reading, {
    lines: lines.map((line) => line.totalMinor),
    added: amounts(charges.filter((charge) => !isTip(charge))),
    maybe: [
      -discounts.reduce((sum, discount) => sum + discount.amountMinor, 0),
      taxMinor ?? 0,
      ...amounts(charges.filter(isTip)),
    ],
    stated: totalMinor,
  });
  return {
    charges,
    discounts,
    taxMinor,
    totalMinor,
    totalVerbatim: price.grandTotal,
    collectMinor: reading.amount('collectFromCustomer', price.collectFromCustomer) ?? 0,
    riderPaysMinor: reading.amount('payRestaurant', price.payRestaurant) ?? 0,
    paymentMethod: paymentOf(sent),
  };
}

function chargesOf(price: Dispatch['price'], reading: Reading): Charge[] {
  // `deliveryFee` is the older form of the list and repeats it.
  const fees =
    price.deliveryFees.length > 0
      ? price.deliveryFees
      : [{ name: 'DeliveryFee', value: price.deliveryFee }];
  const sent: [Charge['kind'], string, string][] = [
    ...fees.map(({ name, value }): [Charge['kind'], string, string] => [
      feeKind(name),
      name || 'deliveryFees',
      value,
    ]),
    ['packaging', 'containerCharge', price.containerCharge],
    ['service', 'serviceFee', price.serviceFeeTotal],
    ['tip', 'riderTip', price.riderTip],
  ];
  return sent
    .map(([kind, name, written]) => ({
      kind,
      name,
      amountMinor: reading.amount(name, written) ?? 0,
    }))
    .filter((charge) => charge.amountMinor !== 0);
}

/** Packaging turns up among the delivery fees in the platform's own example. */
function feeKind(name: string): Charge['kind'] {
  if (/deliver/i.test(name)) return 'delivery';
  if (/packag|container/i.test(name)) return 'packaging';
  return /service/i.test(name) ? 'service' : 'other';
}

/** The order's list sums up those of its lines; only without it do the lines speak. */
function discountsOf({ discounts, products }: Dispatch): SentDiscount[] {
  if (discounts.length > 0) return discounts;
  const ofTopping = (topping: Topping): SentDiscount[] => [
    ...topping.discounts,
    ...topping.children.flatMap(ofTopping),
  ];
  return products.flatMap((product) => [
    ...product.discounts,
    ...product.selectedToppings.flatMap(ofTopping),
  ]);
}

const sponsors: ReadonlyMap<string, 'platform' | 'restaurant'> = new Map([
  ['PLATFORM', 'platform'],
  ['VENDOR', 'restaurant'],
]);

function toDiscount(sent: SentDiscount, reading: Reading): Discount {
  const what = sent.name || 'discount';
  return {
    name: sent.name,
    amountMinor: reading.amount(what, sent.amount) ?? 0,
    sponsors: sent.sponsorships.map(({ sponsor, amount }) => ({
      sponsor: sponsors.get(sponsor) ?? 'other',
      amountMinor: reading.amount(`${what} ${sponsor}`, amount) ?? 0,
    })),
  };
}

function paymentOf({ payment, price }: Dispatch): Order['paymentMethod'] {
  const type = payment.type;
  if (payment.status === 'paid') return 'online';
  if (/cash/i.test(type)) return 'cash';
  if (/card/i.test(type)) return 'card';
  return Number(price.collectFromCustomer || '0') > 0 ? 'cash' : 'other';
}
