import { z } from 'zod';
import { OrderStatus } from './order-status.ts';
import { route } from './route.ts';

const AtMs = z.int().nonnegative();

/**
 * What a branch has to say to the internet: answers about orders; what is out; the busy mode; what became of papers that
 * were asked for at the console; templates; and the hops of each order's life.
 */
export const waitingKinds = [
  'answers',
  'availability',
  'busy',
  'papers',
  'templates',
  'life',
] as const;
export const WaitingKind = z.enum(waitingKinds);
export type WaitingKind = z.infer<typeof WaitingKind>;

/** One order whose platform has not heard the branch's last word. */
export const WaitingOrder = z.object({
  orderId: z.string(),
  number: z.string(),
  platform: z.string(),
  /** The last that was said of it: where it went, or null when only more time was asked for. */
  to: OrderStatus.nullable(),
  saidAtMs: AtMs,
  /** Until when the platform waits for the first answer; null once it has one or where it does not say. */
  answerByMs: AtMs.nullable(),
});
export type WaitingOrder = z.infer<typeof WaitingOrder>;

export const Waiting = z.object({
  /** Only kinds of which something waits. */
  kinds: z.array(z.object({ kind: WaitingKind, count: z.int().positive(), oldestAtMs: AtMs })),
  /** Those with the least time first. */
  orders: z.array(WaitingOrder),
});
export type Waiting = z.infer<typeof Waiting>;

export const waitingRoutes = {
  /** What waits for the internet. Whether it is there is said by `state`. */
  readWaiting: route({
    method: 'GET',
    path: '/api/waiting',
    input: z.object({}),
    reply: Waiting,
  }),
} as const;
