import { z } from 'zod';
import { MenuName, OutageSpan } from './menu.ts';
import {
  CancelReason,
  Courier,
  Hop,
  Order,
  OrderAction,
  RejectReason,
  StatusChange,
} from './order.ts';
import { PrinterState, PrintJobState, PrintTrouble } from './printing.ts';
import { BusyMode } from './rules.ts';
import { Template } from './template.ts';

/**
 * The conversation between relay and branch: two append-only logs, `down` (relay to branch) and `up`
 * (branch to relay), each with one gap-free sequence per branch, carried in batches over one socket.
 * Delivery is at least once; the receiver applies a batch and moves its cursor in one transaction and
 * only then acknowledges. An epoch names one life of a log: a restored or copied database shows itself
 * by a cursor that the other side never gave, and the log starts a new epoch.
 */
export const protocolVersion = 1;

/** Socket.io path of the relay's branch door. */
export const branchSocketPath = '/branch-socket';

/** A branch that is silent this long counts as dark; the relay must notice within 15 s. */
export const heartbeat = { intervalMs: 5_000, timeoutMs: 8_000 } as const;

/** Largest batch: kept under a socket frame of 1 MB with room to spare. */
export const batchLimits = { events: 200, bytes: 512 * 1024 } as const;

const Seq = z.int().nonnegative();
const AtMs = z.int().nonnegative();

/** What can be printed again from afar. A test needs a printer and no order, every other paper the reverse. */
export const remotePapers = ['kitchen', 'receipt', 'courier_slip', 'test'] as const;
export const RemotePaper = z.enum(remotePapers);
export type RemotePaper = z.infer<typeof RemotePaper>;

/** A paper that somebody asked for at the console; the branch prints it as a marked copy. */
export const PrintRequest = z.object({
  id: z.string().min(1),
  document: RemotePaper,
  orderId: z.string().nullable(),
  printerId: z.string().nullable(),
  /** Why, in the person's words; empty for a test. */
  reason: z.string(),
  /** Who, as the branch is to show it. */
  by: z.string(),
  requestedAtMs: AtMs,
  /** Not printed any more after this: paper that nobody expects misleads the kitchen. */
  expiresAtMs: AtMs,
});
export type PrintRequest = z.infer<typeof PrintRequest>;

/** What has become of a print request, the whole of it each time. */
export const PrintRequestReport = z.object({
  requestId: z.string(),
  /** `refused`: the branch has no such order or printer any more. */
  outcome: z.enum(['taken', 'expired', 'refused']),
  /** With `refused`: the error's code. */
  why: z.string(),
  papers: z.array(
    z.object({
      printJobId: z.string(),
      printerName: z.string(),
      state: PrintJobState,
      /** Why it waits or failed, in a code; empty when all is well. */
      problem: z.string(),
      printedAtMs: AtMs.nullable(),
    }),
  ),
});
export type PrintRequestReport = z.infer<typeof PrintRequestReport>;

/** A picture that a company's template shows, as the branch that has it stores it. */
export const SharedLogo = z.object({
  id: z.string().min(1),
  name: z.string(),
  widthDots: z.int().positive(),
  heightDots: z.int().positive(),
  /** One bit a dot, 1 is black, rows filled up to whole bytes. */
  bits: z.base64().max(34_000),
});
export type SharedLogo = z.infer<typeof SharedLogo>;

/** A template of the whole company as it was saved, with the pictures it shows. */
const TemplateSaved = z.object({
  kind: z.literal('template.saved'),
  template: Template,
  logos: z.array(SharedLogo).max(60),
});
export type TemplateSaved = z.infer<typeof TemplateSaved>;

/** What happens to orders. */
export const OrderNews = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('order.placed'),
    order: Order,
    /**
     * How the order stands now, at the time of sending, not when it was queued: an order that ended or
     * was answered elsewhere meanwhile arrives as what it is, never as a new ticket.
     */
    standing: StatusChange,
    hops: z.array(Hop),
  }),
  z.object({ kind: z.literal('order.platform_status'), orderId: z.string(), change: StatusChange }),
  z.object({ kind: z.literal('order.courier'), orderId: z.string(), courier: Courier }),
  z.object({
    kind: z.literal('order.platform_answer'),
    orderId: z.string(),
    action: OrderAction,
    outcome: z.enum(['told', 'refused', 'gave_up']),
    /** The platform's own words or status code, for support. */
    detail: z.string(),
    atMs: AtMs,
  }),
]);
export type OrderNews = z.infer<typeof OrderNews>;

/** Somebody at the console wants a thing of the branch's menu off, or back; the branch does it and says so. */
const AvailabilityWished = z.object({
  kind: z.literal('availability.wished'),
  item: z.object({ kind: z.enum(['product', 'option']), id: z.string().min(1) }),
  out: OutageSpan,
  /** Who, as the branch is to note it. */
  by: z.string(),
  /** Not done any more after this: the people at the branch have gone on since. */
  expiresAtMs: AtMs,
});
export type AvailabilityWished = z.infer<typeof AvailabilityWished>;

export const DownBody = z.discriminatedUnion('kind', [
  ...OrderNews.options,
  z.object({ kind: z.literal('print.requested'), request: PrintRequest }),
  TemplateSaved,
  AvailabilityWished,
]);
export type DownBody = z.infer<typeof DownBody>;

export const DownEvent = z.object({ seq: Seq, id: z.string(), atMs: AtMs, body: DownBody });
export type DownEvent = z.infer<typeof DownEvent>;

/** Whether a thing of the branch's own menu can be had: all that is to be known of it. */
export const ItemAvailability = z.object({
  kind: z.enum(['product', 'option']),
  id: z.string().min(1),
  name: MenuName,
  isOut: z.boolean(),
  /** With `isOut`: when it comes back by itself; null for good. */
  untilMs: AtMs.nullable(),
});
export type ItemAvailability = z.infer<typeof ItemAvailability>;

/** The branch's word on what is out; of each thing the last one counts. */
const AvailabilityChanged = z.object({
  kind: z.literal('availability.changed'),
  /** Said anew from nothing: whatever is not named here is there. */
  isWhole: z.boolean(),
  items: z.array(ItemAvailability),
  atMs: AtMs,
});
export type AvailabilityChanged = z.infer<typeof AvailabilityChanged>;

/** The busy mode as it stands since then; null: none. One that has ended by itself is not said. */
const BusyChanged = z.object({ kind: z.literal('busy.changed'), busy: BusyMode.nullable() });
export type BusyChanged = z.infer<typeof BusyChanged>;

export const UpBody = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('order.moved'),
    orderId: z.string(),
    change: StatusChange,
    /** With `confirmed`: how long the kitchen needs. */
    prepMinutes: z.int().positive().optional(),
    /** With `rejected`. */
    rejectReason: RejectReason.optional(),
    /** With `rejected` and `item_unavailable`: the lines' item ids. */
    unavailableItemIds: z.array(z.string()).optional(),
    /** With `cancelled`. */
    cancelReason: CancelReason.optional(),
  }),
  z.object({
    kind: z.literal('order.delayed'),
    orderId: z.string(),
    minutes: z.int().positive(),
    atMs: AtMs,
  }),
  z.object({ kind: z.literal('order.hops'), orderId: z.string(), hops: z.array(Hop) }),
  z.object({ kind: z.literal('print.reported'), report: PrintRequestReport }),
  TemplateSaved,
  AvailabilityChanged,
  BusyChanged,
]);
export type UpBody = z.infer<typeof UpBody>;

export const UpEvent = z.object({ seq: Seq, id: z.string(), atMs: AtMs, body: UpBody });
export type UpEvent = z.infer<typeof UpEvent>;

/** What the device signs with its Ed25519 key: fixed words, so that a signature serves no other purpose. */
export function challengeText(deviceId: string, nonce: string): string {
  return `wasla-branch-login:v1:${deviceId}:${nonce}`;
}

export const Challenge = z.object({ nonce: z.string().min(16), protocol: z.int().positive() });
export const ChallengeReply = z.object({
  protocol: z.int().positive(),
  deviceId: z.string(),
  /** Base64 of the Ed25519 signature over `challengeText`. */
  signature: z.string(),
  appVersion: z.string(),
  /** Names the branch's up log. */
  branchEpoch: z.string(),
  /** Highest sequence in the branch's up log. */
  upHead: Seq,
  /** Which down log the cursor belongs to; empty before the first event. */
  downEpoch: z.string(),
  /** Highest down sequence the branch has applied. */
  downCursor: Seq,
});
export type ChallengeReply = z.infer<typeof ChallengeReply>;

export const SessionReady = z.object({
  /** The down log's epoch now. Differs from the branch's: it restarts at cursor 0 and relies on event ids. */
  downEpoch: z.string(),
  /** Highest up sequence that the relay has applied in `branchEpoch`. */
  upCursor: Seq,
  /**
   * True when the branch's up log is shorter than what the relay already applied: the branch database
   * is an old copy and must begin a new epoch before it sends.
   */
  upMustRestart: z.boolean(),
  serverTimeMs: AtMs,
  branchName: z.string(),
  companyName: z.string(),
});
export type SessionReady = z.infer<typeof SessionReady>;

export const SessionRefused = z.object({
  code: z.enum(['bad_signature', 'revoked', 'protocol', 'unknown_device']),
});

export const Batch = <Event extends z.ZodType>(event: Event) =>
  z.object({ epoch: z.string(), events: z.array(event).max(batchLimits.events) });
export const DownBatch = Batch(DownEvent);
export type DownBatch = z.infer<typeof DownBatch>;
export const UpBatch = Batch(UpEvent);
export type UpBatch = z.infer<typeof UpBatch>;

/** The receiver has durably applied everything up to and including `cursor` of `epoch`. */
export const BatchReply = z.object({ epoch: z.string(), cursor: Seq });
export type BatchReply = z.infer<typeof BatchReply>;

/** How the branch is, told on every change and at connect; not part of a log. */
export const BranchReport = z.object({
  printers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: PrinterState,
      stateSinceMs: AtMs,
      waitingJobs: z.int().nonnegative(),
    }),
  ),
  openOrders: z.int().nonnegative(),
  waitingJobs: z.int().nonnegative(),
  /** Papers that a person should look after. */
  printTrouble: PrintTrouble,
});
export type BranchReport = z.infer<typeof BranchReport>;

/** Calls with an acknowledgement: request and reply of each, parsed at both ends. */
export const relayToBranch = {
  'session.challenge': { request: Challenge, reply: ChallengeReply },
  'down.batch': { request: DownBatch, reply: BatchReply },
} as const;

export const branchToRelay = {
  'up.batch': { request: UpBatch, reply: BatchReply },
} as const;

/** Messages without an acknowledgement. */
export const relayNotices = {
  'session.ready': SessionReady,
  'session.refused': SessionRefused,
} as const;
export const branchNotices = { 'branch.report': BranchReport } as const;

export type CallsOf<C extends Record<string, { request: z.ZodType; reply: z.ZodType }>> = {
  [K in keyof C]: (
    body: z.infer<C[K]['request']>,
    acknowledge: (reply: z.infer<C[K]['reply']>) => void,
  ) => void;
};
export type NoticesOf<N extends Record<string, z.ZodType>> = {
  [K in keyof N]: (body: z.infer<N[K]>) => void;
};
export type RelayToBranchEvents = CallsOf<typeof relayToBranch> & NoticesOf<typeof relayNotices>;
export type BranchToRelayEvents = CallsOf<typeof branchToRelay> & NoticesOf<typeof branchNotices>;

/** HTTP calls of a branch server to the relay before it has a key. Answers travel in the envelope. */
export const EnrolRequest = z.object({
  code: z.string().min(6).max(40),
  /** Base64 of the raw 32-byte Ed25519 public key. */
  publicKey: z.base64().length(44),
  deviceName: z.string().min(1).max(80),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;
export const EnrolReply = z.object({
  deviceId: z.string(),
  branchId: z.string(),
  branchName: z.string(),
  companyName: z.string(),
  currency: z.string(),
  timeZone: z.string(),
});
export type EnrolReply = z.infer<typeof EnrolReply>;
export const enrolPath = '/api/devices/enrol';
