import type { Charge, Discount, Line, Order } from '../../../src/shared/contract/order.ts';
import { type OrderMoney, type Reading, checkSum } from '../reading.ts';
import type { Placed, Price } from './payload.ts';

/** What is paid and for what. The POS API gives a tax percentage and no tax, so there is none to keep. */
export function moneyOf(sent: Placed, lines: readonly Line[], reading: Reading): OrderMoney {
  const { price } = sent;
  const charges = chargesOf(price, reading);
  const discounts = discountsOf(price, reading);
  const taxMinor = reading.amount('tax_amount', price.tax_amount);
  const totalMinor = reading.amount('total_taxable_price', price.total_taxable_price);
  const collectMinor = reading.amount('cash_in', sent.cash_in) ?? 0;
  checkSum(reading, {
    lines: lines.map((line) => line.totalMinor),
    added: charges.map((charge) => charge.amountMinor),
    maybe: [-discounts.reduce((sum, discount) => sum + discount.amountMinor, 0), taxMinor ?? 0],
    stated: totalMinor,
  });
  return {
    charges,
    discounts,
    taxMinor,
    totalMinor,
    totalVerbatim: price.total_taxable_price,
    collectMinor,
    riderPaysMinor: 0,
    paymentMethod: paymentOf(sent.merchant_pay_type, collectMinor),
  };
}

function chargesOf(price: Price, reading: Reading): Charge[] {
  const sent = [
    { kind: 'delivery', name: 'delivery_fee', written: price.delivery_fee },
    { kind: 'service', name: 'service_fee', written: price.service_fee },
  ] as const;
  return sent
    .map(({ kind, name, written }) => ({
      kind,
      name,
      amountMinor: reading.amount(name, written) ?? 0,
    }))
    .filter((charge) => charge.amountMinor !== 0);
}

function discountsOf(price: Price, reading: Reading): Discount[] {
  const sent = [
    ['merchant_discount_amount', 'restaurant'],
    ['merchant_promo_amount', 'restaurant'],
    ['careem_discount_amount', 'platform'],
    ['careem_promo_amount', 'platform'],
    ['free_delivery_discount_value', 'platform'],
  ] as const;
  return sent
    .map(([name, sponsor]) => ({
      name,
      sponsor,
      amountMinor: reading.amount(name, price[name]) ?? 0,
    }))
    .filter((discount) => discount.amountMinor !== 0)
    .map(({ name, sponsor, amountMinor }) => ({
      name,
      amountMinor,
      sponsors: [{ sponsor, amountMinor }],
    }));
}

function paymentOf(payType: string, collectMinor: number): Order['paymentMethod'] {
  if (collectMinor > 0 || /cash/i.test(payType)) return 'cash';
  if (/prepaid|online/i.test(payType)) return 'online';
  return /card/i.test(payType) ? 'card' : 'other';
}
