import { z } from 'zod';
import { Currency, Minor } from './money.ts';
import { OrderStatus } from './order-status.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. */
const AtMs = z.int().nonnegative();

/** What a person reads, verbatim as the platform or the menu wrote it. At least one language is there. */
export const Name = z.object({
  /** The text when the language is not known, or the one to fall back to. Never empty. */
  default: z.string().min(1),
  en: z.string().optional(),
  ar: z.string().optional(),
});
export type Name = z.infer<typeof Name>;

export interface Modifier {
  /** The id we published, when the platform sent it back. */
  itemId: string | null;
  name: Name;
  /** False when the id is not in the menu that was published. */
  known: boolean;
  quantity: number;
  /** Price of one, null when the platform does not say. */
  unitPriceMinor: Minor | null;
  modifiers: Modifier[];
}

export const Modifier: z.ZodType<Modifier> = z.object({
  itemId: z.string().nullable(),
  name: Name,
  known: z.boolean(),
  quantity: z.int().positive(),
  unitPriceMinor: Minor.nullable(),
  get modifiers() {
    return z.array(Modifier);
  },
});

export const Line = z.object({
  itemId: z.string().nullable(),
  name: Name,
  known: z.boolean(),
  /** Where the menu keeps it, when the menu or the platform says. */
  category: z.object({ id: z.string().min(1), name: Name }).optional(),
  quantity: z.int().positive(),
  /** Price of one without modifiers, null when the platform does not say. */
  unitPriceMinor: Minor.nullable(),
  /** What the platform charges for the whole line, modifiers included, null when it does not say. */
  totalMinor: Minor.nullable(),
  note: z.string(),
  modifiers: z.array(Modifier),
  /** Ingredients the customer took out. */
  removed: z.array(Name),
  /** What the customer wants when the item is out, in the platform's own word. */
  ifUnavailable: z.string().optional(),
  /** Taken off after the kitchen had it: it keeps its place, is not cooked and not paid. */
  voided: z.literal(true).optional(),
});
export type Line = z.infer<typeof Line>;

export const Charge = z.object({
  kind: z.enum(['delivery', 'service', 'packaging', 'bag', 'deposit', 'surcharge', 'tip', 'other']),
  name: z.string(),
  amountMinor: Minor,
});
export type Charge = z.infer<typeof Charge>;

export const Discount = z.object({
  name: z.string(),
  amountMinor: Minor,
  sponsors: z.array(
    z.object({ sponsor: z.enum(['platform', 'restaurant', 'other']), amountMinor: Minor }),
  ),
});
export type Discount = z.infer<typeof Discount>;

/** Something a person should know about how the order was read; it never stops the order. */
export const OrderWarning = z.object({
  code: z.enum([
    'amount_rounded',
    'amount_unreadable',
    'currency_assumed',
    'item_unknown',
    'quantity_unreadable',
    'sum_differs',
  ]),
  /** What it is about: an item id, a field's name, two amounts. */
  detail: z.string(),
});
export type OrderWarning = z.infer<typeof OrderWarning>;

/** What the branch can tell a platform about an order. */
export const orderActions = [
  'accept',
  'reject',
  'preparing',
  'ready',
  'picked_up',
  'delivered',
  'delay',
  'cancel',
] as const;
export const OrderAction = z.enum(orderActions);
export type OrderAction = z.infer<typeof OrderAction>;

/** Why an order is turned down, in our words; each adapter maps them to its platform's list. */
export const rejectReasons = [
  'item_unavailable',
  'too_busy',
  'closed',
  'out_of_area',
  'test_order',
  'branch_offline',
  'no_answer',
  'other',
] as const;
export const RejectReason = z.enum(rejectReasons);
export type RejectReason = z.infer<typeof RejectReason>;

/** Why the branch takes an accepted order back, in our words; each adapter maps them to its platform's list. */
export const cancelReasons = [
  'customer_asked',
  'item_unavailable',
  'too_busy',
  'closed',
  'mistake',
  'other',
] as const;
export const CancelReason = z.enum(cancelReasons);
export type CancelReason = z.infer<typeof CancelReason>;

export const Address = z.object({
  /** Printable lines in the order a courier reads them. */
  lines: z.array(z.string()),
  note: z.string(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
});
export type Address = z.infer<typeof Address>;

/** One order in the shape every part of the product uses, whatever platform it came from. */
export const Order = z.object({
  /** Ours, the same for every repeat of the same order. Also the `remoteOrderId` given to platforms. */
  id: z.string().min(1),
  platform: z.string().min(1),
  /** The platform's key of the order; of our own counter, the bill's id. */
  externalId: z.string().min(1),
  /** The short number that customer, courier and kitchen say aloud. */
  displayNumber: z.string().min(1),
  placedAtMs: AtMs,
  /** When the platform stops waiting for an answer; null where it does not say. */
  acceptByMs: AtMs.nullable(),
  /** Cooking must not start before this; null for as soon as possible. */
  startAtMs: AtMs.nullable(),
  /** When the food should be ready (pick-up) or at the door (own delivery); null when unknown. */
  dueAtMs: AtMs.nullable(),
  isTest: z.boolean(),
  fulfilment: z.object({
    kind: z.enum(['delivery', 'pickup', 'dine_in']),
    /** Who carries it. */
    by: z.enum(['platform', 'restaurant', 'customer']),
    table: z.string().optional(),
    /** What the customer or courier shows at the counter. */
    pickupCode: z.string().optional(),
  }),
  /** Null when the platform keeps the customer to itself. */
  customer: z
    .object({
      name: z.string(),
      phone: z.string(),
      phoneCode: z.string().optional(),
      address: Address.nullable(),
    })
    .nullable(),
  lines: z.array(Line),
  note: z.string(),
  cutleryNote: z.string(),
  currency: Currency,
  charges: z.array(Charge),
  discounts: z.array(Discount),
  taxMinor: Minor.nullable(),
  /** What the customer pays in all, read from the platform and never recomputed; null when not sent. */
  totalMinor: Minor.nullable(),
  /** The same amount exactly as the platform wrote it. */
  totalVerbatim: z.string(),
  /** Cash the branch (or its driver) takes from the customer; never derived from the total. */
  collectMinor: Minor,
  /** Cash the platform's rider pays at the counter. */
  riderPaysMinor: Minor,
  paymentMethod: z.enum(['cash', 'card', 'online', 'other']),
  /** What the platform of this order can be told; the till shows no other button. */
  actions: z.array(OrderAction),
  /** Minutes that a delay may be asked for; empty when any whole number up to an hour will do. */
  delayMinutes: z.array(z.int().positive()),
  rejectReasons: z.array(RejectReason),
  warnings: z.array(OrderWarning),
});
export type Order = z.infer<typeof Order>;

/** Where the courier is, a track of its own beside the kitchen's status. */
export const Courier = z.object({
  state: z.enum(['assigned', 'arrived', 'picked_up', 'delivered', 'unassigned']),
  name: z.string(),
  phone: z.string(),
  etaMs: AtMs.nullable(),
  atMs: AtMs,
});
export type Courier = z.infer<typeof Courier>;

/** The step of an order's life, for the timeline that shows every hop with its time. */
export const hops = [
  'platform_sent',
  'relay_stored',
  'relay_queued',
  'branch_stored',
  'till_shown',
  'answered',
  'ticket_sent',
  'ticket_printed',
  'platform_called',
  'platform_told',
  'platform_refused',
] as const;
export const Hop = z.object({
  hop: z.enum(hops),
  atMs: AtMs,
  detail: z.string(),
});
export type Hop = z.infer<typeof Hop>;

export const StatusChange = z.object({
  status: OrderStatus,
  atMs: AtMs,
  /** `platform`, or the person or rule at the branch. */
  by: z.string(),
  reason: z.string(),
});
export type StatusChange = z.infer<typeof StatusChange>;
