/** The POS API's order (`details` of the envelope) and the hub's flat payload, whose fields are a superset. */
import { z } from 'zod';
import { flag, group, id, rows, text } from '../fields.ts';

const optionFields = { id: text, name: text, name_ar: text, quantity: text };

export interface Option {
  id: string;
  name: string;
  name_ar: string;
  quantity: string;
  /** Of one; hub format only. */
  price: string;
  total_price: string;
  groups: { options: Option[] }[];
}

const Option: z.ZodType<Option> = z.object({
  ...optionFields,
  price: text,
  total_price: text,
  get groups() {
    return rows(z.object({ options: rows(Option) }));
  },
});

const Item = z.object({
  ...optionFields,
  notes: text,
  unit_price: text,
  item_price: text,
  total_price: text,
  groups: rows(z.object({ options: rows(Option) })),
});
export type Item = z.infer<typeof Item>;

const Address = group({
  name: text,
  number: text,
  building: text,
  street: text,
  area: text,
  city: text,
  note: text,
  location: group({ lat: text, lng: text }),
  latitude: text,
  longitude: text,
});
export type SentAddress = z.infer<typeof Address>;

const Price = group({
  merchant_discount_amount: text,
  careem_discount_amount: text,
  free_delivery_discount_value: text,
  merchant_promo_amount: text,
  careem_promo_amount: text,
  delivery_fee: text,
  service_fee: text,
  tax_amount: text,
  total_taxable_price: text,
});
export type Price = z.infer<typeof Price>;

/** What every event about an order has. */
export const Event = z.object({
  id,
  status: text,
  branch: group({ id: text, brand_id: text }),
  captain: group({ name: text, phone_number: text, eta: text }),
  cancellation_reason: text,
  updated_at: text,
});
export type Event = z.infer<typeof Event>;

export const Placed = Event.extend({
  order_number: text,
  created_at: text,
  notes: text,
  merchant_pay_type: text,
  delivery_type: text,
  is_scheduled: flag,
  prepare_time: text,
  delivery: group({ schedule_detail: group({ time_slot: text }) }),
  metadata: group({
    order_instructions: group({ merchant_notes: text, merchant_instructions: text }),
  }),
  customer: group({ name: text, phone_number: text, address: Address }),
  cash_in: text,
  price: Price,
  items: z.array(Item).min(1),
});
export type Placed = z.infer<typeof Placed>;
