import { z } from 'zod';

/**
 * Careem's POS API shapes.
 *
 * @source POS API 2.1.0 as quoted in public integrations: money is JSON decimals in major units, without a
 * currency; items and options carry the ids of the published catalogue and no names
 */
export const orderStates = [
  'pending',
  'accepted',
  'ready',
  'slot_upcoming',
  'slot_started',
  'driver_coming',
  'driver_here',
  'trip_started',
  'trip_ended',
  'cancelled',
] as const;
export type CareemStatus = (typeof orderStates)[number];

export const cancellationReasons = [
  'ITEM_PERMANENTLY_NOT_AVAILABLE',
  'ITEM_TEMPORARILY_UNAVAILABLE',
  'KITCHEN_TOO_BUSY_TO_PREPARE_ORDER',
  'OUT_OF_KITCHEN_OPERATIONAL_HOURS',
  'OUTLET_CLOSED',
  'PARTNER_POS_OUTAGE',
  'PARTNER_ORDER_TIMEOUT',
  'OTHER',
] as const;

export interface CareemGroup {
  id: string;
  options: { id: string; quantity: number; total_price: number; groups: CareemGroup[] }[];
}

const group: z.ZodType<CareemGroup> = z.strictObject({
  id: z.string(),
  get options() {
    return z.array(
      z.strictObject({
        id: z.string(),
        quantity: z.int().positive(),
        total_price: z.number(),
        groups: z.array(group),
      }),
    );
  },
});

const captain = z.strictObject({
  name: z.string(),
  phone_number: z.string(),
  eta: z.iso.datetime().nullable(),
});

const branch = z.strictObject({
  id: z.string(),
  name: z.string(),
  brand_id: z.string(),
  state: z.literal('MAPPED'),
  active: z.boolean(),
  catalog_id: z.string().nullable(),
});

export const careemOrder = z.strictObject({
  id: z.int().positive(),
  status: z.enum(orderStates),
  branch,
  merchant_pay_type: z.string(),
  delivery_type: z.enum(['careem', 'merchant']),
  notes: z.string(),
  price: z.strictObject({
    original_total_price: z.number(),
    merchant_discount_amount: z.number(),
    careem_discount_amount: z.number(),
    free_delivery_discount_value: z.number(),
    merchant_promo_amount: z.number(),
    careem_promo_amount: z.number(),
    tax_percentage: z.number(),
    total_taxable_price: z.number(),
    delivery_fee: z.number(),
    service_fee: z.number(),
  }),
  customer: z.strictObject({
    name: z.string(),
    /** The number 0 where the customer stays unknown. */
    phone_number: z.union([z.string(), z.literal(0)]),
    address: z.strictObject({
      name: z.string(),
      number: z.string(),
      location: z.strictObject({ lat: z.string(), lng: z.string() }),
      building: z.string(),
      street: z.string(),
      area: z.string(),
      city: z.string(),
      note: z.string(),
    }),
    payment_type: z.string(),
  }),
  captain,
  cash_in: z.number(),
  items: z
    .array(
      z.strictObject({
        id: z.string(),
        quantity: z.int().positive(),
        delta_quantity: z.int(),
        event: z.null(),
        notes: z.string(),
        unit_price: z.number(),
        item_price: z.number(),
        discount: z.number(),
        merchant_discount_amount: z.number(),
        careem_discount_amount: z.number(),
        total_price: z.number(),
        groups: z.array(group),
      }),
    )
    .min(1),
  cancellation_reason: z.string(),
  is_scheduled: z.boolean(),
  prepare_time: z.iso.datetime().optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  delivery: z.strictObject({
    type: z.enum(['careem', 'merchant']),
    delivery_mode: z.enum(['on_demand', 'scheduled']),
    schedule_detail: z.strictObject({ time_slot: z.iso.datetime() }).optional(),
  }),
});
export type CareemOrder = z.infer<typeof careemOrder>;

const hubOption = z.strictObject({
  id: z.string(),
  name: z.string(),
  price: z.number(),
  quantity: z.int().positive(),
});

/** The flat payload with names that the integration hub's documents describe. */
export const hubOrder = z.strictObject({
  id: z.string(),
  status: z.string(),
  order_number: z.string(),
  created_at: z.iso.datetime(),
  customer: z.strictObject({
    name: z.string(),
    phone_number: z.string(),
    email: z.string(),
    address: z.strictObject({
      street: z.string(),
      area: z.string(),
      city: z.string(),
      latitude: z.number(),
      longitude: z.number(),
    }),
  }),
  items: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        name_ar: z.string(),
        quantity: z.int().positive(),
        item_price: z.number(),
        total_price: z.number(),
        groups: z.array(z.strictObject({ name: z.string(), options: z.array(hubOption) })),
      }),
    )
    .min(1),
  price: z.strictObject({
    subtotal: z.number(),
    delivery_fee: z.number(),
    service_fee: z.number(),
    tax_amount: z.number(),
    total_taxable_price: z.number(),
  }),
  delivery_type: z.enum(['careem', 'merchant']),
  merchant_pay_type: z.enum(['cash', 'prepaid']),
});
export type HubOrder = z.infer<typeof hubOrder>;

/** `cancellation_reason` is required on every call, acceptance included, and case-sensitive. */
export const stateCall = z.looseObject({
  state: z.enum(['accepted', 'ready', 'cancelled']),
  cancellation_reason: z.enum(cancellationReasons),
});

export const delayCall = z.looseObject({ delay_in_minutes: z.int().min(1).max(60) });
