import { minuteMs, type EpochMs } from '../../../src/shared/kit/clock.ts';
import type { Basket, BasketLine, BasketModifier } from '../orders/basket.ts';
import { decimalText } from '../orders/menu.ts';
import type { TalabatCredentials } from './credentials.ts';
import type { DhOrder, DhTopping } from './wire.ts';

export interface DhOrderFacts {
  readonly token: string;
  readonly code: string;
  readonly shortCode: string;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
  /** Where the callback addresses point: the middleware's own API. */
  readonly apiUrl: string;
  readonly vendor: TalabatCredentials;
}

const iso = (at: EpochMs) => new Date(at).toISOString();

/**
 * A basket as the middleware dispatches it. Like the real one it gives decimals without an ISO currency,
 * leaves legacy money fields empty, and sends an address only when the vendor delivers.
 */
export function buildDhOrder(basket: Basket, facts: DhOrderFacts): DhOrder {
  const { token, vendor } = facts;
  const money = (minor: number) => decimalText(minor, basket.exponent);
  const pickedUpAt = basket.scheduledFor ?? facts.createdAt + 25 * minuteMs;
  const byRider = basket.handover === 'platform_rider';
  return {
    token,
    code: facts.code,
    shortCode: facts.shortCode,
    createdAt: iso(facts.createdAt),
    expiryDate: iso(facts.expiresAt),
    expeditionType: basket.handover === 'pickup' ? 'pickup' : 'delivery',
    test: basket.test,
    preOrder: basket.scheduledFor !== null,
    comments: { customerComment: basket.note },
    customer: {
      email: 'HASHED-EMAIL',
      firstName: basket.customer.firstName,
      lastName: basket.customer.lastName,
      mobilePhone: basket.customer.phone,
      flags: [],
    },
    corporateTaxId: '',
    localInfo: {
      countryCode: vendor.countryCode,
      currencySymbol: basket.currency,
      platform: vendor.platformName,
      platformKey: vendor.platformKey,
    },
    platformRestaurant: { id: vendor.platformRestaurantId },
    payment: basket.cash ? { status: 'pending', type: 'cash' } : { status: 'paid', type: 'online' },
    ...handover(basket, pickedUpAt),
    discounts: discounts(basket),
    price: price(basket, money),
    products: basket.lines.map((line) => product(line, money)),
    preparationTimeAdjustments: byRider ? adjustable(pickedUpAt) : null,
    callbackUrls: callbackUrls(facts.apiUrl, token),
  };
}

function handover(basket: Basket, pickedUpAt: EpochMs): Pick<DhOrder, 'delivery' | 'pickup'> {
  if (basket.handover === 'pickup') {
    return { delivery: null, pickup: { pickupTime: iso(pickedUpAt), pickupCode: '4711' } };
  }
  const byVendor = basket.handover === 'vendor_delivery';
  return {
    pickup: null,
    delivery: {
      address: byVendor ? address : null,
      expectedDeliveryTime: iso(pickedUpAt + 20 * minuteMs),
      expressDelivery: false,
      riderPickupTime: byVendor ? null : iso(pickedUpAt),
    },
  };
}

const address = {
  street: 'شارع الرينبو',
  number: '14',
  building: 'Building 3',
  floor: '2',
  city: 'Amman',
  deliveryInstructions: 'البوابة الخضراء',
  latitude: 31.95,
  longitude: 35.92,
};

function discounts(basket: Basket): DhOrder['discounts'] {
  if (basket.discountMinor === 0) return [];
  const half = Math.floor(basket.discountMinor / 2);
  const amount = (minor: number) => decimalText(minor, basket.exponent);
  return [
    {
      name: 'خصم الجمعة',
      amount: amount(basket.discountMinor),
      sponsorships: [
        { sponsor: 'VENDOR', amount: amount(half) },
        { sponsor: 'PLATFORM', amount: amount(basket.discountMinor - half) },
      ],
    },
  ];
}

function price(basket: Basket, money: (minor: number) => string): DhOrder['price'] {
  const fee = basket.deliveryFeeMinor;
  return {
    deliveryFees: fee > 0 ? [{ name: 'DeliveryFee', value: Number(money(fee)) }] : [],
    grandTotal: money(basket.totalMinor),
    totalNet: money(basket.subtotalMinor),
    vatTotal: money(0),
    // A rider who collects cash pays the counter nothing either: the platform settles later.
    payRestaurant: money(0),
    collectFromCustomer: money(basket.cash ? basket.totalMinor : 0),
    riderTip: money(0),
    subTotal: '',
    containerCharge: '',
    serviceFeeTotal: '',
  };
}

function product(line: BasketLine, money: (minor: number) => string): DhOrder['products'][number] {
  return {
    id: line.item.id,
    remoteCode: line.item.remoteCode,
    name: line.item.name.ar,
    categoryName: line.category.ar,
    quantity: String(line.quantity),
    unitPrice: money(line.item.priceMinor),
    paidPrice: money(line.totalMinor),
    comment: line.note,
    variation: { name: '' },
    itemUnavailabilityHandling: 'CALL_CUSTOMER_AND_REPLACE',
    discounts: [],
    selectedToppings: line.modifiers.map((modifier) => topping(modifier, money)),
  };
}

function topping(modifier: BasketModifier, money: (minor: number) => string): DhTopping {
  const { option, quantity, children } = modifier;
  return {
    id: option.id,
    remoteCode: option.remoteCode,
    name: option.name.ar,
    price: money(option.priceMinor),
    quantity,
    type: children.length > 0 ? 'VARIANT' : 'EXTRA',
    children: children.map((child) => topping(child, money)),
    discounts: [],
  };
}

/** The range every market starts with: ten minutes either way. */
function adjustable(pickedUpAt: EpochMs): DhOrder['preparationTimeAdjustments'] {
  return {
    minPickupTimestamp: iso(pickedUpAt - 10 * minuteMs),
    maxPickUpTimestamp: iso(pickedUpAt + 10 * minuteMs),
    preparationTimeChangeIntervalsInMinutes: [],
  };
}

function callbackUrls(apiUrl: string, token: string): DhOrder['callbackUrls'] {
  const status = `${apiUrl}/v2/order/status/${token}`;
  return {
    orderAcceptedUrl: status,
    orderRejectedUrl: status,
    orderPickedUpUrl: status,
    orderPreparedUrl: `${apiUrl}/v2/orders/${token}/preparation-completed`,
    orderProductModificationUrl: `${apiUrl}/v2/order/${token}/modifications/product`,
    orderPreparationTimeAdjustmentUrl: `${apiUrl}/v2/orders/${token}/adjust-preparation-time`,
  };
}
