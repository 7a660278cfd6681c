import { z } from 'zod';
import { Currency, Minor } from './money.ts';
import { OrderStatus } from './order-status.ts';
import { Name } from './order.ts';
import { route } from './route.ts';

const AtMs = z.int().nonnegative();

/** A business day by the date on which it begins: `2026-01-15`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** How an order ended: with food, or without. */
export const outcomes = ['done', 'void'] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** As much of an order as tells it from the others. */
export const FoundOrder = z.object({
  id: z.string(),
  number: z.string(),
  platform: z.string(),
  externalId: z.string(),
  status: OrderStatus,
  receivedAtMs: AtMs,
  customer: z.object({ name: z.string(), phone: z.string() }).nullable(),
  /** The first lines. */
  lines: z.array(z.object({ quantity: z.int().positive(), name: Name })),
  moreLines: z.int().nonnegative(),
  currency: Currency,
  totalMinor: Minor.nullable(),
});
export type FoundOrder = z.infer<typeof FoundOrder>;

const Bound = z.coerce.number().int().nonnegative().optional();

export const SearchInput = z.object({
  /**
   * Words that must all be there, each as the beginning of a word or number: of the order's numbers, the customer's name
   * or telephone number (or its last four digits), the dishes. Without any every order is found.
   */
  text: z.string().max(100).default(''),
  platform: z.string().optional(),
  outcome: Outcome.optional(),
  fromDay: Day.optional(),
  /** Included. */
  toDay: Day.optional(),
  minMinor: Bound,
  maxMinor: Bound,
  /** `next` of the page before. */
  before: Bound,
});
export type SearchInput = z.infer<typeof SearchInput>;

export const searchRoutes = {
  /** Every order this branch keeps, of platforms and of the counter, newest first. */
  searchOrders: route({
    method: 'GET',
    path: '/api/search/orders',
    input: SearchInput,
    reply: z.object({
      orders: z.array(FoundOrder),
      /** Null on the last page. */
      next: z.int().nullable(),
      /** All channels that any order came by. */
      platforms: z.array(z.string()),
      /** The business day it is now. */
      today: Day,
    }),
  }),
} as const;
