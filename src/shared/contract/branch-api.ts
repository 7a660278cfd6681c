import { z } from 'zod';
import { backupRoutes } from './backup.ts';
import { billRoutes } from './bill.ts';
import { firstRunRoutes, FirstRunStep } from './first-run.ts';
import { floorRoutes } from './floor.ts';
import { kitchenRoutes } from './kitchen.ts';
import { menuRoutes } from './menu.ts';
import { OrderStatus } from './order-status.ts';
import {
  CancelReason,
  Courier,
  Hop,
  Order,
  OrderAction,
  RejectReason,
  StatusChange,
} from './order.ts';
import { PrinterView, printingRoutes, PrintJobView, PrintTrouble } from './printing.ts';
import { reportRoutes } from './report.ts';
import { route } from './route.ts';
import { ruleRoutes } from './rules.ts';
import { shiftRoutes } from './shift.ts';
import { searchRoutes } from './search.ts';
import { staffRoutes } from './staff.ts';
import { TemplateDocument, templateRoutes } from './template.ts';
import { waitingRoutes } from './waiting.ts';
import { terminalRoutes } from './terminal.ts';

/** What the branch server offers to its tills over HTTP. Replies travel bare; errors as `ApiError`. */
export const ApiError = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});

const AtMs = z.int().nonnegative();
const Id = z.object({ id: z.string().min(1) });

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
  'cancel',
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
  printJobs: z.array(PrintJobView),
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

export const relayStates = ['unpaired', 'connecting', 'connected', 'offline', 'revoked'] as const;

/** Everything the top bar says, in one answer. */
export const BranchState = z.object({
  branchName: z.string(),
  companyName: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  relay: z.object({
    /** Empty for a branch that was never paired. */
    url: z.string(),
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
  /** Print jobs that need a person, by what happened to them. */
  printTrouble: PrintTrouble,
  openOrders: z.int().nonnegative(),
  /** True while the branch's disk takes nothing, so that no order can come in; absent when all is well. */
  cannotStore: z.literal(true).optional(),
  /** How far setting up has come; absent once it has ended. */
  firstRun: FirstRunStep.optional(),
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
  /** A paper that has not begun so long after it was due would mislead: it waits for a person. 0 for never. */
  ticketExpiryMinutes: z.int().min(0).max(1_440),
  /** How long a printer may be unable to print before its kitchen tickets go to its backup. */
  backupAfterSeconds: z.int().min(5).max(600),
  /** The template of each paper; the built-in one where none is named. */
  documentTemplates: z.partialRecord(TemplateDocument, z.string()),
  /** Language of tickets: the order's names in this language where the platform sent it. */
  ticketLanguage: z.enum(['ar', 'en', 'both']),
  /** For a branch that belongs to no company yet; a paired one has the name from its company. */
  branchName: z.string().trim().max(60),
  /** A backup is made each day, and so many are kept; 0 for none. */
  keepBackupDays: z.int().min(0).max(60),
  /** Whoever is signed in is signed out when nobody has touched the till for so long; 0 for never. */
  lockAfterMinutes: z.int().min(0).max(60),
});
export type BranchSettings = z.infer<typeof BranchSettings>;

/** The lists of a branch's orders. */
export const orderLanes = ['open', 'scheduled', 'done'] as const;
export type OrderLane = (typeof orderLanes)[number];

/** More changed orders than this are cheaper to read as whole lists. */
export const mostOrdersAtOnce = 100;

/** In the address they stand with commas between them. */
const OrderIds = z.preprocess(
  (given) => (typeof given === 'string' ? given.split(',') : given),
  z.array(z.string().min(1)).min(1).max(mostOrdersAtOnce),
);

const OrderReply = z.object({ order: OrderView });

export const branchApi = {
  ...backupRoutes,
  ...billRoutes,
  ...firstRunRoutes,
  ...floorRoutes,
  ...kitchenRoutes,
  ...menuRoutes,
  ...printingRoutes,
  ...ruleRoutes,
  ...shiftRoutes,
  ...reportRoutes,
  ...searchRoutes,
  ...staffRoutes,
  ...templateRoutes,
  ...waitingRoutes,
  ...terminalRoutes,
  state: route({ method: 'GET', path: '/api/state', input: z.object({}), reply: BranchState }),
  /**
   * `open` is the board, `scheduled` waits for its start with nothing to do before, `done` are the last 200
   * that ended. A scheduled order that needs an answer stands on the board until it has one.
   */
  listOrders: route({
    method: 'GET',
    path: '/api/orders',
    input: z.object({ lane: z.enum(orderLanes).default('open') }),
    reply: z.object({ orders: z.array(OrderView), serverTimeMs: AtMs }),
  }),
  /** Single orders, each with the list it stands in now; one that is not kept any more is left out. */
  readOrders: route({
    method: 'GET',
    path: '/api/orders/some',
    input: z.object({ ids: OrderIds }),
    reply: z.object({
      orders: z.array(z.object({ lane: z.enum(orderLanes), view: OrderView })),
      serverTimeMs: AtMs,
    }),
  }),
  getOrder: route({ method: 'GET', path: '/api/orders/:id', input: Id, reply: OrderDetail }),
  acceptOrder: route({
    method: 'POST',
    path: '/api/orders/:id/accept',
    permission: 'answer_orders',
    input: Id.extend({ prepMinutes: z.int().min(1).max(240) }),
    reply: OrderReply,
  }),
  rejectOrder: route({
    method: 'POST',
    path: '/api/orders/:id/reject',
    permission: 'answer_orders',
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
    permission: 'answer_orders',
    input: Id.extend({
      to: z.enum(['preparing', 'ready_for_pickup', 'out_for_delivery', 'delivered']),
    }),
    reply: OrderReply,
  }),
  delayOrder: route({
    method: 'POST',
    path: '/api/orders/:id/delay',
    permission: 'answer_orders',
    input: Id.extend({ minutes: z.int().min(1).max(60) }),
    reply: OrderReply,
  }),
  /**
   * Takes an order back that is being cooked or waits: the kitchen hears it at once, its platform is told. One of our own
   * counter loses its lines on the bill; `bill.paid` names the bill where they are paid already.
   */
  cancelOrder: route({
    method: 'POST',
    path: '/api/orders/:id/cancel',
    permission: 'cancel_order',
    input: Id.extend({ reason: CancelReason }),
    reply: OrderReply,
  }),
  reprintOrder: route({
    method: 'POST',
    path: '/api/orders/:id/reprint',
    permission: 'reprint',
    input: Id.extend({ reason: z.string().trim().min(1).max(120) }),
    reply: OrderReply,
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
    permission: 'change_settings',
    input: BranchSettings.partial(),
    reply: BranchSettings,
  }),
  pair: route({
    method: 'POST',
    path: '/api/pairing',
    permission: 'change_settings',
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
  topics: z.array(
    z.enum([
      'orders',
      'state',
      'printing',
      'settings',
      'menu',
      'bills',
      'floor',
      'rules',
      'shifts',
      'kitchen',
      'terminals',
    ]),
  ),
  /** Ids of the orders that changed; empty with the topic `orders` when any of them may have. */
  orderIds: z.array(z.string()),
  /** The bills that changed and what they have become; empty with the topic `bills` when any of them may have. */
  changedBills: z.array(z.object({ id: z.string(), version: z.int().positive() })),
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
