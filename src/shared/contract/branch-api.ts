import { z } from 'zod';
import { OrderStatus } from './order-status.ts';
import { Courier, Hop, Order, OrderAction, RejectReason, StatusChange } from './order.ts';
import { route } from './route.ts';

/** What the branch server offers to its tills over HTTP. Replies travel bare; errors as `ApiError`. */
export const ApiError = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});

const AtMs = z.int().nonnegative();
const Id = z.object({ id: z.string().min(1) });

export const ticketStates = [
  'queued',
  'held',
  'blocked',
  'sending',
  'printed',
  'unknown',
  'failed',
  'cancelled',
] as const;

/** One print job as a person follows it. */
export const TicketView = z.object({
  id: z.string(),
  kind: z.enum(['kitchen', 'void', 'test']),
  orderId: z.string().nullable(),
  printerId: z.string(),
  printerName: z.string(),
  state: z.enum(ticketStates),
  /** Word that stands on the paper when this is not the first print. */
  mark: z.enum(['none', 'copy', 'possible_duplicate']),
  attempt: z.int().nonnegative(),
  /** Why it waits or failed, in a code the till translates; empty when all is well. */
  problem: z.string(),
  createdAtMs: AtMs,
  printedAtMs: AtMs.nullable(),
});
export type TicketView = z.infer<typeof TicketView>;

/** What a ticket is called on its paper and on the screen: the end of its id. */
export function ticketName(id: string): string {
  return `T-${id.slice(-6).toUpperCase()}`;
}

/** How the platform took what the branch said. */
export const PlatformAnswer = z.object({
  action: OrderAction,
  state: z.enum(['waiting', 'told', 'refused', 'gave_up']),
  detail: z.string(),
  atMs: AtMs,
});
export type PlatformAnswer = z.infer<typeof PlatformAnswer>;

/** What may be done with the order at this moment; the till draws a button for each and no other. */
export const boardActions = [
  'accept',
  'reject',
  'preparing',
  'ready',
  'hand_over',
  'delivered',
  'delay',
  'reprint',
] as const;
export const BoardAction = z.enum(boardActions);
export type BoardAction = z.infer<typeof BoardAction>;

export const OrderView = z.object({
  order: Order,
  status: OrderStatus,
  statusAtMs: AtMs,
  receivedAtMs: AtMs,
  /** The platform's time to answer was over before the order reached this branch. */
  cameTooLate: z.boolean(),
  prepMinutes: z.int().nullable(),
  readyByMs: AtMs.nullable(),
  courier: Courier.nullable(),
  tickets: z.array(TicketView),
  answers: z.array(PlatformAnswer),
  offers: z.array(BoardAction),
});
export type OrderView = z.infer<typeof OrderView>;

/** A step as the branch heard it; one that was not `taken` came too late or too early and changed nothing. */
export const HeardChange = StatusChange.extend({ taken: z.boolean() });
export type HeardChange = z.infer<typeof HeardChange>;

export const OrderDetail = OrderView.extend({
  history: z.array(HeardChange),
  hops: z.array(Hop),
});
export type OrderDetail = z.infer<typeof OrderDetail>;

export const printerStates = [
  'ready',
  'paper_low',
  'paper_out',
  'cover_open',
  'offline',
  'unreachable',
  'error',
  'unknown',
] as const;

export const PrinterSettings = z.object({
  name: z.string().trim().min(1).max(40),
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'an address such as 192.168.1.50'),
  port: z.int().min(1).max(65_535).default(9100),
  /** Model, a key of the printer library's profiles. */
  profile: z.string().min(1),
});
export type PrinterSettings = z.infer<typeof PrinterSettings>;

export const PrinterView = PrinterSettings.extend({
  id: z.string(),
  state: z.enum(printerStates),
  stateSinceMs: AtMs,
  waitingTickets: z.int().nonnegative(),
});
export type PrinterView = z.infer<typeof PrinterView>;

export const relayStates = ['unpaired', 'connecting', 'connected', 'offline', 'revoked'] as const;

/** Everything the top bar says, in one answer. */
export const BranchState = z.object({
  branchName: z.string(),
  companyName: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  relay: z.object({
    state: z.enum(relayStates),
    sinceMs: AtMs,
    /** Events for the relay that it has not acknowledged, and the oldest of them. */
    waiting: z.int().nonnegative(),
    oldestWaitingAtMs: AtMs.nullable(),
    /** This PC's clock minus the relay's, when last compared; null when never connected. */
    clockOffsetMs: z.int().nullable(),
    /** Events of the relay that this version could not read and put aside; absent when there are none. */
    unreadableEvents: z.int().positive().optional(),
  }),
  printers: z.array(PrinterView),
  openOrders: z.int().nonnegative(),
  /** True while the branch's disk takes nothing, so that no order can come in; absent when all is well. */
  cannotStore: z.literal(true).optional(),
  serverTimeMs: AtMs,
  appVersion: z.string(),
});
export type BranchState = z.infer<typeof BranchState>;

export const BranchSettings = z.object({
  /** When the kitchen's ticket prints: once the order is accepted (default) or as soon as it arrives. */
  kitchenTicketOn: z.enum(['accepted', 'received']),
  /** Preparation time offered first on the accept button. */
  defaultPrepMinutes: z.int().min(1).max(120),
  /** A kitchen ticket in doubt after a crash prints again by itself, marked as a possible duplicate. */
  reprintDoubtfulTickets: z.boolean(),
  /** Language of tickets: the order's names in this language where the platform sent it. */
  ticketLanguage: z.enum(['ar', 'en', 'both']),
});
export type BranchSettings = z.infer<typeof BranchSettings>;

const OrderReply = z.object({ order: OrderView });

export const branchApi = {
  state: route({ method: 'GET', path: '/api/state', input: z.object({}), reply: BranchState }),
  /**
   * `open` is the board, `scheduled` waits for its start with nothing to do before, `done` are the last 200
   * that ended. A scheduled order that needs an answer stands on the board until it has one.
   */
  listOrders: route({
    method: 'GET',
    path: '/api/orders',
    input: z.object({ lane: z.enum(['open', 'scheduled', 'done']).default('open') }),
    reply: z.object({ orders: z.array(OrderView), serverTimeMs: AtMs }),
  }),
  getOrder: route({ method: 'GET', path: '/api/orders/:id', input: Id, reply: OrderDetail }),
  acceptOrder: route({
    method: 'POST',
    path: '/api/orders/:id/accept',
    input: Id.extend({ prepMinutes: z.int().min(1).max(240) }),
    reply: OrderReply,
  }),
  rejectOrder: route({
    method: 'POST',
    path: '/api/orders/:id/reject',
    input: Id.extend({
      reason: RejectReason,
      unavailableItemIds: z.array(z.string()).default([]),
    }),
    reply: OrderReply,
  }),
  /** Kitchen steps: `preparing`, `ready_for_pickup`, `out_for_delivery` (handed over), `delivered`. */
  moveOrder: route({
    method: 'PUT',
    path: '/api/orders/:id/status',
    input: Id.extend({
      to: z.enum(['preparing', 'ready_for_pickup', 'out_for_delivery', 'delivered']),
    }),
    reply: OrderReply,
  }),
  delayOrder: route({
    method: 'POST',
    path: '/api/orders/:id/delay',
    input: Id.extend({ minutes: z.int().min(1).max(60) }),
    reply: OrderReply,
  }),
  reprintOrder: route({
    method: 'POST',
    path: '/api/orders/:id/reprint',
    input: Id.extend({ reason: z.string().trim().min(1).max(120) }),
    reply: OrderReply,
  }),
  listPrinters: route({
    method: 'GET',
    path: '/api/printing/printers',
    input: z.object({}),
    reply: z.object({
      printers: z.array(PrinterView),
      profiles: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  }),
  addPrinter: route({
    method: 'POST',
    path: '/api/printing/printers',
    input: PrinterSettings,
    reply: PrinterView,
  }),
  changePrinter: route({
    method: 'PUT',
    path: '/api/printing/printers/:id',
    input: PrinterSettings.extend({ id: z.string() }),
    reply: PrinterView,
  }),
  removePrinter: route({
    method: 'DELETE',
    path: '/api/printing/printers/:id',
    input: Id,
    reply: z.object({}),
  }),
  testPrinter: route({
    method: 'POST',
    path: '/api/printing/printers/:id/test',
    input: Id,
    reply: z.object({ ticket: TicketView }),
  }),
  listTickets: route({
    method: 'GET',
    path: '/api/printing/print-jobs',
    input: z.object({}),
    reply: z.object({ tickets: z.array(TicketView) }),
  }),
  cancelTicket: route({
    method: 'DELETE',
    path: '/api/printing/print-jobs/:id',
    input: Id,
    reply: z.object({}),
  }),
  getSettings: route({
    method: 'GET',
    path: '/api/settings',
    input: z.object({}),
    reply: BranchSettings,
  }),
  changeSettings: route({
    method: 'PUT',
    path: '/api/settings',
    input: BranchSettings.partial(),
    reply: BranchSettings,
  }),
  pair: route({
    method: 'POST',
    path: '/api/pairing',
    input: z.object({ relayUrl: z.url().optional(), code: z.string().trim().min(6).max(40) }),
    reply: BranchState,
  }),
} as const;

/** The address that trades the installation's local token for a browser's cookie. */
export function signInUrl(branchUrl: string, token: string): string {
  return `${branchUrl}/login?token=${encodeURIComponent(token)}`;
}

/** Socket.io path of the branch's door for tills. */
export const tillSocketPath = '/till-socket';

/**
 * What the branch tells its tills: only that something changed, never the data; the till reads again.
 * `shown` comes back from a till that has put an order on its screen.
 */
export const LiveNotice = z.object({
  topics: z.array(z.enum(['orders', 'state', 'printing', 'settings'])),
  /** Ids of orders that arrived new, for the chime. */
  newOrderIds: z.array(z.string()),
  /** Ids of orders that were cancelled while somebody may be cooking them, for the other chime. */
  cancelledOrderIds: z.array(z.string()),
});
export type LiveNotice = z.infer<typeof LiveNotice>;
export const OrdersShown = z.object({ orderIds: z.array(z.string()).max(500) });
export interface BranchToTillEvents {
  changed: (notice: LiveNotice) => void;
}
export interface TillToBranchEvents {
  'orders.shown': (shown: z.infer<typeof OrdersShown>) => void;
}
