import { z } from 'zod';
import { Name } from './order.ts';
import { route } from './route.ts';
import type { TerminalKind } from './terminal-kind.ts';

const AtMs = z.int().nonnegative();

/** What goes into a dish; prices are nobody's business in the kitchen. */
export interface KitchenModifier {
  name: Name;
  quantity: number;
  modifiers: KitchenModifier[];
}
export const KitchenModifier: z.ZodType<KitchenModifier> = z.object({
  name: Name,
  quantity: z.int().positive(),
  get modifiers() {
    return z.array(KitchenModifier);
  },
});

export const KitchenLine = z.object({
  /** Place in the order's lines: it stays what it is while lines come and go. */
  place: z.int().nonnegative(),
  name: Name,
  quantity: z.int().positive(),
  note: z.string(),
  modifiers: z.array(KitchenModifier),
  removed: z.array(Name),
  /** Done, as somebody at the station tapped it. */
  struck: z.boolean(),
  /** Taken off after the kitchen had it; `new` until somebody there has seen it. */
  voided: z.enum(['no', 'new', 'seen']),
});
export type KitchenLine = z.infer<typeof KitchenLine>;

/** What one station cooks of one order. */
export const KitchenTicket = z.object({
  orderId: z.string(),
  /** Empty where the branch has no stations: then it is the whole order. */
  stationId: z.string(),
  number: z.string(),
  platform: z.string(),
  fulfilment: z.enum(['delivery', 'pickup', 'dine_in']),
  table: z.string(),
  /** When the kitchen had it to do. */
  sinceMs: AtMs,
  /** When it should be ready; null when nobody said. */
  readyByMs: AtMs.nullable(),
  note: z.string(),
  lines: z.array(KitchenLine),
  /** The whole order was cancelled: nothing of it may be cooked, until somebody has seen it. */
  cancelled: z.boolean(),
  /** It was bumped and called back. */
  recalled: z.boolean(),
});
export type KitchenTicket = z.infer<typeof KitchenTicket>;

export const KitchenBoard = z.object({
  stations: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Oldest first. */
  tickets: z.array(KitchenTicket),
  /** The ticket that "recall" brings back; null when there is none. */
  lastBumped: z
    .object({ orderId: z.string(), stationId: z.string(), number: z.string() })
    .nullable(),
  serverTimeMs: AtMs,
});
export type KitchenBoard = z.infer<typeof KitchenBoard>;

/** One number of the screen that customers and couriers look at. */
export const PickupNumber = z.object({
  orderId: z.string(),
  number: z.string(),
  platform: z.string(),
  /** Empty unless the screen was set to show names. */
  name: z.string(),
  sinceMs: AtMs,
});
export type PickupNumber = z.infer<typeof PickupNumber>;

const TicketKey = z.object({ orderId: z.string().min(1), stationId: z.string() });
const kitchens: readonly TerminalKind[] = ['main', 'till', 'kitchen'];

/** A display that is enrolled sees and bumps its own stations; a till any of them. */
export const kitchenRoutes = {
  kitchenBoard: route({
    method: 'GET',
    path: '/api/kitchen',
    terminals: kitchens,
    input: z.object({ stationId: z.string().optional() }),
    reply: KitchenBoard,
  }),
  strikeLine: route({
    method: 'PUT',
    path: '/api/kitchen/lines',
    permission: 'answer_orders',
    terminals: kitchens,
    input: TicketKey.extend({ place: z.int().nonnegative(), struck: z.boolean() }),
    reply: z.object({}),
  }),
  bumpTicket: route({
    method: 'POST',
    path: '/api/kitchen/bumps',
    permission: 'answer_orders',
    terminals: kitchens,
    input: TicketKey,
    reply: z.object({}),
  }),
  recallTicket: route({
    method: 'POST',
    path: '/api/kitchen/recalls',
    permission: 'answer_orders',
    terminals: kitchens,
    input: TicketKey,
    reply: z.object({}),
  }),
  /** Somebody has seen what was taken off. */
  acknowledgeTicket: route({
    method: 'POST',
    path: '/api/kitchen/acknowledgements',
    permission: 'answer_orders',
    terminals: kitchens,
    input: TicketKey,
    reply: z.object({}),
  }),
  pickupNumbers: route({
    method: 'GET',
    path: '/api/pickup',
    terminals: ['main', 'till', 'pickup'],
    input: z.object({}),
    reply: z.object({
      preparing: z.array(PickupNumber),
      /** The newest first. */
      ready: z.array(PickupNumber),
      branchName: z.string(),
      serverTimeMs: AtMs,
    }),
  }),
} as const;
