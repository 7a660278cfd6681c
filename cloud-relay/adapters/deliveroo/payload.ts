/** Order and rider events; source: api-docs.deliveroo.com, order integration and fulfilment types. */
import { z } from 'zod';
import { block, extras, group, id, rows, text } from '../fields.ts';

const Money = group({ fractional: text, currency_code: text });
export type SentMoney = z.infer<typeof Money>;

export interface Item {
  pos_item_id: string;
  name: string;
  operational_name: string;
  quantity: string;
  unit_price: SentMoney;
  total_price: SentMoney;
  modifiers: Item[];
}

const Item: z.ZodType<Item> = z.object({
  pos_item_id: text,
  name: text,
  operational_name: text,
  quantity: text,
  unit_price: Money,
  total_price: Money,
  get modifiers() {
    return rows(Item);
  },
});

const LogEntry = z.object({ at: text, status: text });
export type LogEntry = z.infer<typeof LogEntry>;

/** True unless it says no. Of `is_tabletless`: an order that does not say must be answerable. */
const unlessDenied = z
  .unknown()
  .optional()
  .transform((value) => value !== false && value !== 'false');

const named = { id, is_tabletless: unlessDenied, status: text, status_log: extras(LogEntry) };

/** What every event about an order has; a status event may leave the items out. */
export const OrderEvent = z.object({ ...named, items: extras(z.unknown()) });
export type OrderEvent = z.infer<typeof OrderEvent>;

const Address = block({
  street: text,
  number: text,
  postal_code: text,
  city: text,
  address_line_1: text,
  address_line_2: text,
  latitude: text,
  longitude: text,
});
export type SentAddress = z.infer<typeof Address>;

export const Placed = z.object({
  ...named,
  order_number: text,
  display_id: text,
  location_id: id,
  brand_id: text,
  fulfillment_type: text,
  asap: unlessDenied,
  prepare_for: text,
  start_preparing_at: text,
  confirm_at: text,
  order_notes: text,
  cutlery_notes: text,
  table_number: text,
  subtotal: Money,
  total_price: Money,
  offer_discount: Money,
  cash_due: Money,
  bag_fee: Money,
  surcharge: Money,
  fee_breakdown: extras(z.object({ type: text, amount: Money })),
  promotions: extras(z.object({ name: text, amount: Money })),
  items: z.array(Item).min(1),
  delivery: group({ delivery_fee: Money, address: Address, estimated_delivery_at: text }),
  customer: group({ first_name: text, contact_number: text, contact_access_code: text }),
  remake_details: block({ parent_order_id: text, fault: text }),
});
export type Placed = z.infer<typeof Placed>;

const Rider = z.object({
  estimated_arrival_time: text,
  full_name: text,
  contact_number: text,
  bridge_code: text,
  bridge_number: text,
  status_log: rows(LogEntry),
});
export type Rider = z.infer<typeof Rider>;

export const RiderEvent = z.object({ order_id: id, riders: rows(Rider) });
