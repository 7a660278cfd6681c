import { z } from 'zod';

/**
 * The Delivery Hero POS middleware's shapes, for every brand that uses it.
 *
 * @source the plugin and middleware specifications as quoted in public integrations; money is decimal text,
 * `quantity` of a product is text and of a topping a number
 */
const decimal = z.string().regex(/^-?\d+\.\d{3}$/);
const time = z.iso.datetime();

const discount = z.object({
  name: z.string(),
  amount: decimal,
  sponsorships: z.array(
    z.object({ sponsor: z.enum(['PLATFORM', 'VENDOR', 'THIRD_PARTY']), amount: decimal }),
  ),
});

export interface DhTopping {
  id: string;
  remoteCode: string;
  name: string;
  price: string;
  quantity: number;
  type: 'PRODUCT' | 'VARIANT' | 'EXTRA';
  children: DhTopping[];
  discounts: z.infer<typeof discount>[];
}

const topping: z.ZodType<DhTopping> = z.object({
  id: z.string(),
  remoteCode: z.string(),
  name: z.string(),
  price: decimal,
  quantity: z.int().positive(),
  type: z.enum(['PRODUCT', 'VARIANT', 'EXTRA']),
  get children() {
    return z.array(topping);
  },
  discounts: z.array(discount),
});

const product = z.object({
  id: z.string(),
  remoteCode: z.string(),
  name: z.string(),
  categoryName: z.string(),
  quantity: z.string().regex(/^\d+$/),
  unitPrice: decimal,
  paidPrice: decimal,
  comment: z.string(),
  variation: z.object({ name: z.string() }),
  itemUnavailabilityHandling: z.enum([
    'REMOVE',
    'REDUCE_QUANTITY',
    'CALL_CUSTOMER_AND_REPLACE',
    'CANCEL_ORDER',
  ]),
  discounts: z.array(discount),
  selectedToppings: z.array(topping),
});

const address = z.object({
  street: z.string(),
  number: z.string(),
  building: z.string(),
  floor: z.string(),
  city: z.string(),
  deliveryInstructions: z.string(),
  latitude: z.number(),
  longitude: z.number(),
});

export const dhOrder = z.object({
  token: z.string().max(512),
  code: z.string().max(255),
  shortCode: z.string(),
  createdAt: time,
  expiryDate: time,
  expeditionType: z.enum(['delivery', 'pickup']),
  test: z.boolean(),
  preOrder: z.boolean(),
  comments: z.object({ customerComment: z.string() }),
  customer: z.object({
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    mobilePhone: z.string(),
    flags: z.array(z.string()),
  }),
  corporateTaxId: z.string().max(512),
  localInfo: z.object({
    countryCode: z.string().length(2),
    currencySymbol: z.string(),
    platform: z.string(),
    platformKey: z.string(),
  }),
  platformRestaurant: z.object({ id: z.string() }),
  payment: z.object({ status: z.enum(['pending', 'paid']), type: z.string() }),
  delivery: z
    .object({
      address: address.nullable(),
      expectedDeliveryTime: time,
      expressDelivery: z.boolean(),
      riderPickupTime: time.nullable(),
    })
    .nullable(),
  pickup: z.object({ pickupTime: time, pickupCode: z.string() }).nullable(),
  discounts: z.array(discount),
  price: z.object({
    deliveryFees: z.array(z.object({ name: z.string(), value: z.number() })),
    grandTotal: decimal,
    totalNet: decimal,
    vatTotal: decimal,
    payRestaurant: decimal,
    collectFromCustomer: decimal,
    riderTip: decimal,
    /** Of the legacy fields, those that real orders carry empty. */
    subTotal: z.string(),
    containerCharge: z.string(),
    serviceFeeTotal: z.string(),
  }),
  products: z.array(product).min(1),
  preparationTimeAdjustments: z
    .object({
      minPickupTimestamp: time,
      maxPickUpTimestamp: time,
      preparationTimeChangeIntervalsInMinutes: z.array(z.int()),
    })
    .nullable(),
  callbackUrls: z.object({
    orderAcceptedUrl: z.url(),
    orderRejectedUrl: z.url(),
    orderPickedUpUrl: z.url(),
    orderPreparedUrl: z.url(),
    orderProductModificationUrl: z.url(),
    orderPreparationTimeAdjustmentUrl: z.url(),
  }),
});
export type DhOrder = z.infer<typeof dhOrder>;

/** The plugin's reply to a dispatch. */
export const dispatchReply = z.object({
  remoteResponse: z.object({ remoteOrderId: z.string().min(1) }),
});

export const rejectReasons = [
  'ADDRESS_INCOMPLETE_MISSTATED',
  'BAD_WEATHER',
  'BLACKLISTED',
  'CARD_READER_NOT_AVAILABLE',
  'CLOSED',
  'CONTENT_WRONG_MISLEADING',
  'FOOD_QUALITY_SPILLAGE',
  'FRAUD_PRANK',
  'ITEM_UNAVAILABLE',
  'LATE_DELIVERY',
  'MENU_ACCOUNT_SETTINGS',
  'MOV_NOT_REACHED',
  'NO_COURIER',
  'NO_PICKER',
  'NO_RESPONSE',
  'OUTSIDE_DELIVERY_AREA',
  'TECHNICAL_PROBLEM',
  'TEST_ORDER',
  'TOO_BUSY',
  'UNABLE_TO_FIND',
  'UNABLE_TO_PAY',
  'UNPROFESSIONAL_BEHAVIOUR',
  'WILL_NOT_WORK_WITH_PLATFORM',
  'WRONG_ORDER_ITEMS_DELIVERED',
] as const;

export const statusCall = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('order_accepted'),
    acceptanceTime: z.iso.datetime({ offset: true }),
    remoteOrderId: z.string().min(1),
  }),
  z.looseObject({
    status: z.literal('order_rejected'),
    reason: z.enum(rejectReasons),
    message: z.string(),
  }),
  z.looseObject({ status: z.literal('order_picked_up') }),
]);
export type StatusCall = z.infer<typeof statusCall>;

export const adjustCall = z.looseObject({ expectedPickupAt: z.iso.datetime({ offset: true }) });

export const availabilityCall = z.discriminatedUnion('availabilityState', [
  z.looseObject({
    availabilityState: z.literal('OPEN'),
    platformKey: z.string(),
    platformRestaurantId: z.string(),
  }),
  z.looseObject({
    availabilityState: z.enum(['CLOSED', 'CLOSED_TODAY']),
    platformKey: z.string(),
    platformRestaurantId: z.string(),
    closedReason: z.string().min(1),
  }),
  z.looseObject({
    availabilityState: z.literal('CLOSED_UNTIL'),
    platformKey: z.string(),
    platformRestaurantId: z.string(),
    closedReason: z.string().min(1),
    closingMinutes: z.int().positive(),
  }),
]);
