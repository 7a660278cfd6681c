import { z } from 'zod';

/**
 * Deliveroo's Order API shapes.
 *
 * @source api-docs.deliveroo.com, order integration, order events webhook and rider events pages
 */
export const orderStatuses = [
  'pending',
  'placed',
  'accepted',
  'confirmed',
  'rejected',
  'canceled',
  'delivered',
] as const;
export type DrooStatus = (typeof orderStatuses)[number];

export const riderStatuses = [
  'rider_assigned',
  'rider_arrived',
  'rider_confirmed_at_restaurant',
  'rider_in_transit',
  'rider_unassigned',
] as const;
export type RiderStatus = (typeof riderStatuses)[number];

const money = z.strictObject({ fractional: z.int(), currency_code: z.string().length(3) });
const time = z.iso.datetime();
type Money = z.infer<typeof money>;

export interface DrooItem {
  pos_item_id: string | null;
  name: string;
  operational_name: string;
  quantity: number;
  unit_price: Money;
  menu_unit_price: Money;
  total_price: Money;
  discount_amount: Money;
  item_fees: { type: string; amount: Money }[];
  modifiers: DrooItem[];
}

const item: z.ZodType<DrooItem> = z.strictObject({
  pos_item_id: z.string().nullable(),
  name: z.string(),
  operational_name: z.string(),
  quantity: z.int().positive(),
  unit_price: money,
  menu_unit_price: money,
  total_price: money,
  discount_amount: money,
  item_fees: z.array(z.strictObject({ type: z.string(), amount: money })),
  get modifiers() {
    return z.array(item);
  },
});

const delivery = z.strictObject({
  delivery_fee: money,
  address: z.strictObject({
    street: z.string(),
    number: z.string(),
    postal_code: z.string(),
    city: z.string(),
    address_line_1: z.string(),
    address_line_2: z.string(),
    latitude: z.number(),
    longitude: z.number(),
  }),
  estimated_delivery_at: time,
});

export const drooOrder = z.strictObject({
  id: z.string().regex(/^[a-z]{2}:[0-9a-f-]{36}$/),
  order_number: z.string(),
  location_id: z.string(),
  brand_id: z.string(),
  display_id: z.string(),
  status: z.enum(orderStatuses),
  status_log: z.array(z.strictObject({ at: time, status: z.enum(orderStatuses) })).min(1),
  fulfillment_type: z.enum(['deliveroo', 'restaurant', 'customer', 'table_service', 'autonomous']),
  is_tabletless: z.boolean(),
  order_notes: z.string(),
  cutlery_notes: z.string(),
  asap: z.boolean(),
  prepare_for: time,
  start_preparing_at: time,
  confirm_at: time.nullable(),
  table_number: z.string(),
  subtotal: money,
  total_price: money,
  partner_order_subtotal: money,
  partner_order_total: money,
  offer_discount: money,
  cash_due: money,
  bag_fee: money,
  surcharge: money,
  fee_breakdown: z.array(z.strictObject({ type: z.string(), amount: money })),
  items: z.array(item).min(1),
  promotions: z.array(z.strictObject({ id: z.string(), name: z.string(), amount: money })),
  meal_cards: z.array(z.unknown()),
  remake_details: z.null(),
  /** Only when the restaurant delivers. */
  delivery: delivery.optional(),
  customer: z.strictObject({
    first_name: z.string(),
    contact_number: z.string(),
    contact_access_code: z.string(),
    order_frequency_at_site: z.string(),
    loyalty: z.strictObject({ card_number: z.string() }),
  }),
});
export type DrooOrder = z.infer<typeof drooOrder>;

export const updateCall = z.discriminatedUnion('status', [
  z.looseObject({ status: z.enum(['accepted', 'confirmed']) }),
  z.looseObject({
    status: z.literal('rejected'),
    reject_reason: z.enum(['closing_early', 'busy', 'ingredient_unavailable', 'other']),
    notes: z.string().nullish(),
  }),
]);

export const syncCall = z
  .looseObject({
    status: z.enum(['succeeded', 'failed']),
    occurred_at: z.iso.datetime({ offset: true }),
    reason: z
      .enum([
        'price_mismatched',
        'pos_item_id_mismatched',
        'pos_item_id_not_found',
        'items_out_of_stock',
        'location_offline',
        'location_not_supported',
        'unsupported_order_type',
        'no_webhook_url',
        'webhook_failed',
        'timed_out',
        'no_sync_confirmation',
        'other',
      ])
      .nullish(),
    notes: z.string().nullish(),
  })
  .refine(({ status, reason }) => status === 'succeeded' || reason != null, {
    message: 'a failed sync needs a reason',
    path: ['reason'],
  });

export const prepStages = [
  'in_kitchen',
  'ready_for_collection_soon',
  'ready_for_collection',
  'collected',
] as const;

export const prepCall = z
  .looseObject({
    stage: z.enum(prepStages),
    occurred_at: z.iso.datetime({ offset: true }),
    delay: z.literal([0, 2, 4, 6, 8, 10]).nullish(),
  })
  .refine(({ stage, delay }) => stage === 'in_kitchen' || delay == null, {
    message: 'delay goes only with in_kitchen',
    path: ['delay'],
  });
