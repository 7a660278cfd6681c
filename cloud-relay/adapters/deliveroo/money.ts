import type { Charge, Discount, Line } from '../../../src/shared/contract/order.ts';
import { type OrderMoney, type Reading, checkSum } from '../reading.ts';
import type { Placed, SentMoney } from './payload.ts';

/** The amount in minor units; one in another currency than the order's is reported and left out. */
export function moneyIn(reading: Reading, what: string, sent: SentMoney): number | null {
  const { fractional, currency_code: currency } = sent;
  if (currency === '' || currency === reading.currency)
    return reading.minorAmount(what, fractional);
  reading.warn('amount_unreadable', `${what}: ${fractional} ${currency}`);
  return null;
}

/** What is paid and for what. Prices include tax; Deliveroo tells none. */
export function moneyOf(sent: Placed, lines: readonly Line[], reading: Reading): OrderMoney {
  const collectMinor = moneyIn(reading, 'cash_due', sent.cash_due) ?? 0;
  // The subtotal is what the lines add up to; the total has fees and offers in ways that vary.
  checkSum(reading, {
    lines: lines.map((line) => line.totalMinor),
    added: [],
    maybe: [],
    stated: moneyIn(reading, 'subtotal', sent.subtotal),
  });
  return {
    charges: chargesOf(sent, reading),
    discounts: discountsOf(sent, reading),
    taxMinor: null,
    totalMinor: moneyIn(reading, 'total_price', sent.total_price),
    totalVerbatim: sent.total_price.fractional,
    collectMinor,
    riderPaysMinor: 0,
    paymentMethod: collectMinor > 0 ? 'cash' : 'online',
  };
}

function chargesOf(sent: Placed, reading: Reading): Charge[] {
  const fees: { kind: Charge['kind']; name: string; money: SentMoney }[] = [
    { kind: 'delivery', name: 'delivery_fee', money: sent.delivery.delivery_fee },
    { kind: 'bag', name: 'bag_fee', money: sent.bag_fee },
    { kind: 'surcharge', name: 'surcharge', money: sent.surcharge },
    ...sent.fee_breakdown.map(({ type, amount }) => ({
      kind: type === 'DEPOSIT_FEE' ? ('deposit' as const) : ('other' as const),
      name: type,
      money: amount,
    })),
  ];
  return fees
    .map(({ kind, name, money }) => ({
      kind,
      name,
      amountMinor: moneyIn(reading, name, money) ?? 0,
    }))
    .filter((charge) => charge.amountMinor !== 0);
}

/** `offer_discount` sums up the promotions; it speaks only where they are not listed. */
function discountsOf(sent: Placed, reading: Reading): Discount[] {
  const promotions =
    sent.promotions.length > 0
      ? sent.promotions
      : [{ name: 'offer_discount', amount: sent.offer_discount }];
  return promotions
    .map(({ name, amount }) => ({
      name,
      amountMinor: moneyIn(reading, name || 'promotion', amount) ?? 0,
      sponsors: [],
    }))
    .filter((discount) => discount.amountMinor !== 0);
}
