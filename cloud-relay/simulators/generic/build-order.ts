import type { EpochMs } from '../../../src/shared/kit/clock.ts';
import type { Basket, BasketLine, BasketModifier } from '../orders/basket.ts';
import { decimalText } from '../orders/menu.ts';
import type { GenericModifier, GenericOrder } from './wire.ts';

export interface GenericOrderFacts {
  readonly id: string;
  readonly displayId: string;
  readonly storeId: string;
  readonly placedAt: EpochMs;
  readonly answerBy: EpochMs;
}

const fulfillment = {
  platform_rider: 'platform_delivery',
  vendor_delivery: 'store_delivery',
  pickup: 'pickup',
} as const;

/** A basket as `data` of `order.created`. */
export function buildGenericOrder(basket: Basket, facts: GenericOrderFacts): GenericOrder {
  const money = (minor: number) => decimalText(minor, basket.exponent);
  const iso = (at: EpochMs) => new Date(at).toISOString();
  const { firstName, lastName, phone } = basket.customer;
  return {
    id: facts.id,
    display_id: facts.displayId,
    store_id: facts.storeId,
    placed_at: iso(facts.placedAt),
    answer_by: iso(facts.answerBy),
    scheduled_for: basket.scheduledFor === null ? null : iso(basket.scheduledFor),
    test: basket.test,
    currency: basket.currency,
    fulfillment: fulfillment[basket.handover],
    note: basket.note,
    customer: { name: `${firstName} ${lastName}`.trim(), phone },
    payment: {
      method: basket.cash ? 'cash' : 'online',
      collect: money(basket.cash ? basket.totalMinor : 0),
    },
    items: basket.lines.map((line) => item(line, money)),
    subtotal: money(basket.subtotalMinor),
    discount: money(basket.discountMinor),
    delivery_fee: money(basket.deliveryFeeMinor),
    total: money(basket.totalMinor),
  };
}

function item(line: BasketLine, money: (minor: number) => string): GenericOrder['items'][number] {
  return {
    id: line.item.id,
    code: line.item.remoteCode,
    name: line.item.name.en,
    name_ar: line.item.name.ar,
    quantity: line.quantity,
    unit_price: money(line.item.priceMinor),
    total: money(line.totalMinor),
    note: line.note,
    modifiers: line.modifiers.map((modifier) => choice(modifier, money)),
  };
}

function choice(
  { option, quantity, children }: BasketModifier,
  money: (minor: number) => string,
): GenericModifier {
  return {
    id: option.id,
    code: option.remoteCode,
    name: option.name.en,
    name_ar: option.name.ar,
    quantity,
    unit_price: money(option.priceMinor),
    modifiers: children.map((child) => choice(child, money)),
  };
}
