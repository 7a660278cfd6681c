import { minuteMs, type EpochMs } from '../../../src/shared/kit/clock.ts';
import type { Basket, BasketLine, BasketModifier } from '../orders/basket.ts';
import type { DeliverooCredentials } from './credentials.ts';
import type { DrooItem, DrooOrder } from './wire.ts';

export interface DrooOrderFacts {
  readonly id: string;
  readonly displayId: string;
  readonly placedAt: EpochMs;
  readonly tabletless: boolean;
  readonly site: DeliverooCredentials;
}

/** UTC to the second, as Deliveroo writes it. */
export const drooTime = (at: EpochMs) => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

type ToMoney = (minor: number) => DrooItem['unit_price'];

/** A basket as `body.order`: integer money with its currency, modifiers in the same shape as items. */
export function buildDrooOrder(basket: Basket, facts: DrooOrderFacts): DrooOrder {
  const money: ToMoney = (minor) => ({ fractional: minor, currency_code: basket.currency });
  const { site, placedAt } = facts;
  return {
    id: facts.id,
    order_number: `2840${facts.displayId}`,
    location_id: site.siteId,
    brand_id: site.brandId,
    display_id: facts.displayId,
    status: 'placed',
    status_log: [
      { at: drooTime(placedAt), status: 'pending' },
      { at: drooTime(placedAt), status: 'placed' },
    ],
    fulfillment_type: fulfillment[basket.handover],
    is_tabletless: facts.tabletless,
    order_notes: basket.note,
    cutlery_notes: 'NO CUTLERY / بدون أدوات مائدة',
    ...times(basket.scheduledFor, placedAt),
    table_number: '',
    ...prices(basket, money),
    items: basket.lines.map((line) => item(line, money)),
    promotions:
      basket.discountMinor === 0
        ? []
        : [{ id: 'promo-10', name: 'Ten percent off', amount: money(basket.discountMinor) }],
    meal_cards: [],
    remake_details: null,
    ...(basket.handover === 'vendor_delivery' && { delivery: delivery(basket, money, placedAt) }),
    customer: {
      first_name: basket.customer.firstName,
      contact_number: basket.customer.phone,
      contact_access_code: '481516234',
      order_frequency_at_site: 'NEW CUSTOMER',
      loyalty: { card_number: '' },
    },
  };
}

const fulfillment = {
  platform_rider: 'deliveroo',
  vendor_delivery: 'restaurant',
  pickup: 'customer',
} as const;

type Times = Pick<DrooOrder, 'asap' | 'prepare_for' | 'start_preparing_at' | 'confirm_at'>;

/** A scheduled order starts twenty minutes before it is due, and is confirmed when it starts. */
function times(scheduledFor: EpochMs | null, placedAt: EpochMs): Times {
  if (scheduledFor === null) {
    return {
      asap: true,
      prepare_for: drooTime(placedAt + 24 * minuteMs),
      start_preparing_at: drooTime(placedAt),
      confirm_at: null,
    };
  }
  const startsAt = drooTime(scheduledFor - 20 * minuteMs);
  return {
    asap: false,
    prepare_for: drooTime(scheduledFor),
    start_preparing_at: startsAt,
    confirm_at: startsAt,
  };
}

function prices(basket: Basket, money: ToMoney) {
  const partnerTotal = basket.subtotalMinor - basket.discountMinor;
  return {
    subtotal: money(basket.subtotalMinor),
    total_price: money(basket.totalMinor),
    partner_order_subtotal: money(basket.subtotalMinor),
    partner_order_total: money(partnerTotal),
    offer_discount: money(basket.discountMinor),
    cash_due: money(basket.cash ? basket.totalMinor : 0),
    bag_fee: money(0),
    surcharge: money(0),
    fee_breakdown: [],
  };
}

function item(line: BasketLine, money: ToMoney): DrooItem {
  return {
    pos_item_id: line.item.remoteCode,
    name: line.item.name.en,
    operational_name: line.item.name.ar,
    quantity: line.quantity,
    unit_price: money(line.item.priceMinor),
    menu_unit_price: money(line.item.priceMinor),
    total_price: money(line.totalMinor),
    discount_amount: money(0),
    item_fees: [],
    modifiers: line.modifiers.map((modifier) => choice(modifier, money)),
  };
}

function choice({ option, quantity, children }: BasketModifier, money: ToMoney): DrooItem {
  return {
    pos_item_id: option.remoteCode,
    name: option.name.en,
    operational_name: option.name.ar,
    quantity,
    unit_price: money(option.priceMinor),
    menu_unit_price: money(option.priceMinor),
    total_price: money(quantity * option.priceMinor),
    discount_amount: money(0),
    item_fees: [],
    modifiers: children.map((child) => choice(child, money)),
  };
}

function delivery(basket: Basket, money: ToMoney, placedAt: EpochMs): DrooOrder['delivery'] {
  const dueAt = basket.scheduledFor ?? placedAt + 24 * minuteMs;
  return {
    delivery_fee: money(basket.deliveryFeeMinor),
    address: {
      street: 'Sample Street',
      number: '1',
      postal_code: '',
      city: 'Dubai',
      address_line_1: 'شقة ٤',
      address_line_2: '',
      latitude: 25.2,
      longitude: 55.27,
    },
    estimated_delivery_at: drooTime(dueAt + 16 * minuteMs),
  };
}
