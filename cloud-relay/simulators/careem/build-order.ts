import { minuteMs, type EpochMs } from '../../../src/shared/kit/clock.ts';
import type { Basket, BasketLine, BasketModifier } from '../orders/basket.ts';
import { decimalText } from '../orders/menu.ts';
import type { CareemCredentials } from './credentials.ts';
import type { CareemGroup, CareemOrder, HubOrder } from './wire.ts';

export interface CareemOrderFacts {
  readonly id: number;
  readonly displayId: string;
  readonly createdAt: EpochMs;
  readonly partner: CareemCredentials;
}

export const noCaptain: CareemOrder['captain'] = { name: '', phone_number: '', eta: null };

/** ISO time to the second, as Careem writes it. */
export const careemTime = (at: EpochMs) => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

const decimal = (basket: Basket) => (minor: number) => Number(decimalText(minor, basket.exponent));

const deliveredByShop = (basket: Basket) => basket.handover === 'vendor_delivery';

/**
 * A basket as `details` of ORDER_CREATED: ids without names, and a blank customer unless the shop delivers.
 * Careem knows no pickup, so such a basket goes with a captain.
 */
export function buildCareemOrder(basket: Basket, facts: CareemOrderFacts): CareemOrder {
  const money = decimal(basket);
  const { partner } = facts;
  const createdAt = careemTime(facts.createdAt);
  const deliveryType = deliveredByShop(basket) ? 'merchant' : 'careem';
  return {
    id: facts.id,
    status: 'pending',
    branch: {
      id: partner.branchId,
      name: 'Abdoun',
      brand_id: partner.brandId,
      state: 'MAPPED',
      active: true,
      catalog_id: null,
    },
    merchant_pay_type: 'prepaid',
    delivery_type: deliveryType,
    notes: basket.note,
    price: price(basket, money),
    customer: customer(basket),
    captain: noCaptain,
    cash_in: basket.cash ? money(basket.totalMinor) : 0,
    items: basket.lines.map((line) => item(line, money)),
    cancellation_reason: '',
    is_scheduled: basket.scheduledFor !== null,
    created_at: createdAt,
    updated_at: createdAt,
    ...delivery(basket, deliveryType),
  };
}

function delivery(
  basket: Basket,
  type: 'careem' | 'merchant',
): Pick<CareemOrder, 'delivery' | 'prepare_time'> {
  const at = basket.scheduledFor;
  if (at === null) return { delivery: { type, delivery_mode: 'on_demand' } };
  return {
    prepare_time: careemTime(at - 20 * minuteMs),
    delivery: { type, delivery_mode: 'scheduled', schedule_detail: { time_slot: careemTime(at) } },
  };
}

function price(basket: Basket, money: (minor: number) => number): CareemOrder['price'] {
  return {
    original_total_price: money(basket.subtotalMinor),
    merchant_discount_amount: 0,
    careem_discount_amount: money(basket.discountMinor),
    free_delivery_discount_value: 0,
    merchant_promo_amount: 0,
    careem_promo_amount: 0,
    tax_percentage: 0,
    total_taxable_price: money(basket.totalMinor),
    delivery_fee: money(basket.deliveryFeeMinor),
    service_fee: 0,
  };
}

function customer(basket: Basket): CareemOrder['customer'] {
  const known = deliveredByShop(basket);
  const { firstName, lastName, phone } = basket.customer;
  return {
    name: known ? `${firstName} ${lastName}`.trim() : '',
    phone_number: known && phone !== '' ? phone : 0,
    address: {
      name: '',
      number: known ? '14' : '',
      location: known ? { lat: '31.9500', lng: '35.9200' } : { lat: '', lng: '' },
      building: known ? 'Building 3' : '',
      street: known ? 'شارع الرينبو' : '',
      area: known ? 'جبل عمان' : '',
      city: known ? 'Amman' : '',
      note: '',
    },
    payment_type: known ? (basket.cash ? 'cash' : 'card') : '',
  };
}

function item(line: BasketLine, money: (minor: number) => number): CareemOrder['items'][number] {
  return {
    id: line.item.id,
    quantity: line.quantity,
    delta_quantity: 0,
    event: null,
    notes: line.note,
    unit_price: money(line.item.priceMinor),
    item_price: money(line.eachMinor),
    discount: 0,
    merchant_discount_amount: 0,
    careem_discount_amount: 0,
    total_price: money(line.totalMinor),
    groups: groups(line.modifiers, money),
  };
}

function groups(
  modifiers: readonly BasketModifier[],
  money: (minor: number) => number,
): CareemGroup[] {
  const byGroup = Map.groupBy(modifiers, ({ group }) => group.id);
  return [...byGroup].map(([id, chosen]) => ({
    id,
    options: chosen.map(({ option, quantity, children }) => ({
      id: option.id,
      quantity,
      total_price: money(quantity * option.priceMinor),
      groups: groups(children, money),
    })),
  }));
}

/** The same basket in the hub's flat format: names in two languages, one level of options. */
export function buildHubOrder(basket: Basket, facts: CareemOrderFacts): HubOrder {
  const money = decimal(basket);
  const { firstName, lastName, phone } = basket.customer;
  return {
    id: String(facts.id),
    status: 'created',
    order_number: `ORD-${facts.displayId}`,
    created_at: careemTime(facts.createdAt),
    customer: {
      name: `${firstName} ${lastName}`.trim(),
      phone_number: phone,
      email: 'guest@example.com',
      address: {
        street: 'شارع الرينبو',
        area: 'جبل عمان',
        city: 'Amman',
        latitude: 31.95,
        longitude: 35.92,
      },
    },
    items: basket.lines.map((line) => hubItem(line, money)),
    price: {
      subtotal: money(basket.subtotalMinor - basket.discountMinor),
      delivery_fee: money(basket.deliveryFeeMinor),
      service_fee: 0,
      tax_amount: 0,
      total_taxable_price: money(basket.totalMinor),
    },
    delivery_type: deliveredByShop(basket) ? 'merchant' : 'careem',
    merchant_pay_type: basket.cash ? 'cash' : 'prepaid',
  };
}

function hubItem(line: BasketLine, money: (minor: number) => number): HubOrder['items'][number] {
  const chosen = line.modifiers.flatMap(flattened);
  const byGroup = Map.groupBy(chosen, ({ group }) => group.name.en);
  return {
    id: line.item.id,
    name: line.item.name.en,
    name_ar: line.item.name.ar,
    quantity: line.quantity,
    item_price: money(line.item.priceMinor),
    total_price: money(line.totalMinor),
    groups: [...byGroup].map(([name, modifiers]) => ({
      name,
      options: modifiers.map(({ option, quantity }) => ({
        id: option.id,
        name: option.name.en,
        price: money(option.priceMinor),
        quantity,
      })),
    })),
  };
}

const flattened = (modifier: BasketModifier): BasketModifier[] => [
  modifier,
  ...modifier.children.flatMap(flattened),
];
