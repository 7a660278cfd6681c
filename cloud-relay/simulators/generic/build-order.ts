import { minuteMs, type EpochMs } from '../../../src/shared/kit/clock.ts';
import type { Basket, BasketLine, BasketModifier, Handover } from '../orders/basket.ts';
import { decimalText } from '../orders/menu.ts';
import type { GenericModifier, GenericOrder } from './wire.ts';

export interface GenericOrderFacts {
  readonly id: string;
  readonly displayNumber: string;
  readonly storeId: string;
  readonly placedAt: EpochMs;
  readonly acceptBy: EpochMs;
}

type ToText = (minor: number) => string;

const fulfilments: Record<Handover, GenericOrder['fulfilment']> = {
  platform_rider: { kind: 'delivery', by: 'platform' },
  vendor_delivery: { kind: 'delivery', by: 'restaurant' },
  pickup: { kind: 'pickup', by: 'customer', pickupCode: '4711' },
};

/** A basket as `data` of `order.created`. */
export function buildGenericOrder(basket: Basket, facts: GenericOrderFacts): GenericOrder {
  const money: ToText = (minor) => decimalText(minor, basket.exponent);
  const iso = (at: EpochMs) => new Date(at).toISOString();
  const dueAt = basket.scheduledFor;
  return {
    id: facts.id,
    displayNumber: facts.displayNumber,
    storeId: facts.storeId,
    placedAt: iso(facts.placedAt),
    acceptBy: iso(facts.acceptBy),
    startAt: dueAt === null ? null : iso(dueAt - 30 * minuteMs),
    dueAt: dueAt === null ? null : iso(dueAt),
    test: basket.test,
    fulfilment: fulfilments[basket.handover],
    customer: customer(basket),
    note: basket.note,
    currency: basket.currency,
    payment: basket.cash ? 'cash' : 'online',
    lines: basket.lines.map((line) => toLine(line, money)),
    charges:
      basket.deliveryFeeMinor === 0
        ? []
        : [{ kind: 'delivery', name: 'Delivery', amount: money(basket.deliveryFeeMinor) }],
    discounts: discounts(basket, money),
    total: money(basket.totalMinor),
    collect: money(basket.cash ? basket.totalMinor : 0),
  };
}

function customer({ customer: person, handover }: Basket): GenericOrder['customer'] {
  const address = {
    lines: ['شارع الرينبو 14', 'Building 3, floor 2', 'Amman'],
    note: 'البوابة الخضراء',
    latitude: 31.95,
    longitude: 35.92,
  };
  return {
    name: `${person.firstName} ${person.lastName}`.trim(),
    phone: person.phone,
    address: handover === 'vendor_delivery' ? address : null,
  };
}

function discounts(basket: Basket, money: ToText): GenericOrder['discounts'] {
  if (basket.discountMinor === 0) return [];
  const amount = money(basket.discountMinor);
  return [{ name: 'خصم الجمعة', amount, sponsors: [{ sponsor: 'platform', amount }] }];
}

function toLine(line: BasketLine, money: ToText): GenericOrder['lines'][number] {
  return {
    id: line.item.id,
    nameEn: line.item.name.en,
    nameAr: line.item.name.ar,
    category: { id: line.item.categoryId, name: line.category.ar },
    quantity: line.quantity,
    unitPrice: money(line.item.priceMinor),
    total: money(line.totalMinor),
    note: line.note,
    modifiers: line.modifiers.map((modifier) => toModifier(modifier, money)),
  };
}

function toModifier(
  { option, quantity, children }: BasketModifier,
  money: ToText,
): GenericModifier {
  return {
    id: option.id,
    nameEn: option.name.en,
    nameAr: option.name.ar,
    quantity,
    unitPrice: money(option.priceMinor),
    modifiers: children.map((child) => toModifier(child, money)),
  };
}
