/**
 * The port every platform is behind. Read this page first; `docs/adding-a-platform.md` has the steps.
 *
 * An adapter is pure: it looks at bytes and answers with values. It opens no socket, reads no clock and
 * stores nothing; the relay does all of that with what the adapter says.
 */
import type { z } from 'zod';
import type {
  CancelReason,
  Courier,
  Line,
  Name,
  Order,
  OrderAction,
  RejectReason,
  StatusChange,
} from '../../src/shared/contract/order.ts';

/** One call of a platform, exactly as it came in. */
export interface RawWebhook {
  readonly method: string;
  /** What follows `/api/webhooks/:platform/:connection/`, without query: `order/BR-1`; may be empty. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that were signed. Never re-serialise them. */
  readonly body: Uint8Array;
  readonly receivedAtMs: number;
}

/** `why` goes to the log only; the sender is never told. */
export type Verification =
  { readonly ok: true; readonly by: string } | { readonly ok: false; readonly why: string };

/** Settings of a connection that are no secrets: addresses, store rules, options. */
export interface ConnectionView<Credentials = unknown, Settings = unknown> {
  readonly id: string;
  readonly environment: 'production' | 'sandbox' | 'simulator';
  readonly credentials: Credentials;
  readonly settings: Settings;
  /** ISO 3166-1 alpha-2 of the company, for platforms that send an amount and no currency. */
  readonly country: string;
}

/** What a published menu says of an id: what it is called and, for a dish, where the menu keeps it. */
export type MenuEntry = Name & Pick<Line, 'category'>;

/** What the published menus say of ids. */
export interface MenuLookup {
  /** False when no menu was published for the store, so that an id cannot be told from a wrong one. */
  isPublished(storeId: string): boolean;
  /** @param storeId the platform's store id the order is for */
  find(storeId: string, itemId: string): MenuEntry | undefined;
}

export interface ParseContext<Credentials = unknown, Settings = unknown> {
  readonly connection: ConnectionView<Credentials, Settings>;
  readonly menu: MenuLookup;
  /** Our order id: a function of connection and platform key, so repeats get the same one. */
  orderId(externalId: string): string;
}

/**
 * One fact of a webhook. `eventKey` names the event among all events of its order, so that the second
 * delivery of the same event is recognised for months: `placed`, `status:cancelled`, `courier:arrived`.
 */
export type InboundFact =
  | {
      readonly kind: 'order';
      readonly externalId: string;
      readonly eventKey: string;
      /** The platform's id of the store; a store link turns it into a branch. */
      readonly storeId: string;
      readonly order: Order;
      /** How it stands on the platform already: usually `pending`. */
      readonly standing: StatusChange;
      /** What only the relay needs later: callback addresses, brand ids. Never sent to the branch. */
      readonly platformData: Readonly<Record<string, unknown>>;
    }
  | (LaterFact & { readonly kind: 'status'; readonly change: StatusChange })
  | (LaterFact & { readonly kind: 'courier'; readonly courier: Courier });

interface LaterFact {
  /** Empty when the call names the order by our id only: see `orderId`. */
  readonly externalId: string;
  /**
   * Our order id, when the platform addressed the order by it. It is what the sender wrote: look it up
   * within this connection only.
   */
  readonly orderId?: string;
  readonly eventKey: string;
}

/**
 * A call the platform expects from the relay itself once the facts are stored, whatever the branch does:
 * Deliveroo's tablet wants to hear that the till has the order. One per order and action is enough.
 */
export interface OwedCall {
  readonly externalId: string;
  readonly action: OutboundAction;
}

/** What one webhook turned out to mean. Nothing to do is a normal answer, not an error. */
export type Inbound =
  | {
      readonly kind: 'facts';
      readonly facts: readonly InboundFact[];
      readonly owed?: readonly OwedCall[];
    }
  | { readonly kind: 'ignored'; readonly why: string };

/** Thrown by `parse` for a call that verifies and cannot be understood; the call is kept and counted. */
export class UnreadableWebhook extends Error {
  override readonly name = 'UnreadableWebhook';
}

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined sends an empty body. */
  readonly body?: unknown;
}

/** What the relay learned before it replies; the raw call is durable by then. */
export type Receipt =
  | { readonly kind: 'understood'; readonly inbound: Inbound }
  | { readonly kind: 'unreadable'; readonly callId: string };

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined sends no body. */
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the branch wants the platform to hear. */
export interface OutboundAction {
  readonly action: OrderAction;
  readonly atMs: number;
  /** With `accept`: minutes the kitchen needs. */
  readonly prepMinutes?: number;
  /** With `reject`. */
  readonly rejectReason?: RejectReason;
  readonly unavailableItemIds?: readonly string[];
  /** With `cancel`. */
  readonly cancelReason?: CancelReason;
  /** With `delay`. */
  readonly delayMinutes?: number;
}

export interface OutboundContext<Credentials = unknown, Settings = unknown> {
  readonly connection: ConnectionView<Credentials, Settings>;
  readonly order: Order;
  readonly storeId: string;
  readonly platformData: Readonly<Record<string, unknown>>;
  readonly nowMs: number;
  /** From the token call; empty for platforms without one. */
  readonly accessToken: string;
  /** Unique per durable call and the same on every try of it. */
  readonly callId: string;
}

/** The answer of the platform, by consequence. */
export type CallVerdict =
  | { readonly kind: 'done' }
  /** The platform refuses for good; the till shows `detail`. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** The token was not accepted: fetch a new one and try once more. */
  | { readonly kind: 'unauthenticated'; readonly detail: string }
  /** Credentials or set-up are wrong; trying again cannot help, a person must act. */
  | { readonly kind: 'misconfigured'; readonly detail: string }
  | {
      readonly kind: 'retry';
      readonly detail: string;
      /** Wait this long, when the platform says so. */
      readonly afterMs?: number;
      /** Time of day after which trying is over and the answer counts as refused. */
      readonly untilMs?: number;
    };

/** At most `calls` in `perMs`, counted per connection or per order. */
export interface CallLimit {
  readonly scope: 'connection' | 'order';
  /** Empty counts every action. */
  readonly actions: readonly OrderAction[];
  readonly calls: number;
  readonly perMs: number;
}

export interface TokenPort<Credentials, Settings> {
  request(connection: ConnectionView<Credentials, Settings>): HttpRequest;
  /** @throws UnreadableWebhook when the reply holds no token */
  read(response: HttpResponse): { accessToken: string; expiresInMs: number };
}

export interface OutboundPort<Credentials, Settings> {
  readonly token?: TokenPort<Credentials, Settings>;
  readonly limits: readonly CallLimit[];
  /** The request for an action, or null when this platform is not told of it for this order. */
  request(
    action: OutboundAction,
    context: OutboundContext<Credentials, Settings>,
  ): HttpRequest | null;
  judge(action: OutboundAction, response: HttpResponse): CallVerdict;
  /** Origins (`https://host[:port]`) that calls may go to; anything else is refused before it leaves. */
  allowedOrigins(connection: ConnectionView<Credentials, Settings>): readonly string[];
}

/** What the platform can be told, and whether anybody has seen it work against the real thing. */
export interface Capabilities {
  readonly actions: readonly OrderAction[];
  readonly rejectReasons: readonly RejectReason[];
  /** False until a run against the platform's own sandbox has passed. */
  readonly verified: boolean;
  /** Which parts rest on documents, other people's code or a guess; shown in the console. */
  readonly confidence: string;
}

export interface PlatformAdapter<Credentials = unknown, Settings = unknown> {
  readonly platform: string;
  readonly displayName: string;
  /** Secrets; the console draws the form from it. Two live secrets are a list. */
  readonly credentials: z.ZodType<Credentials>;
  /** Everything else that differs per connection, every field with a default. */
  readonly settings: z.ZodType<Settings>;
  readonly capabilities: Capabilities;
  /** Calls a minute the platform may send per connection before it hears 429; 100 when it is not given. */
  readonly webhooksPerMinute?: number;
  /** Checks the received bytes, in constant time where a secret is compared. */
  verify(hook: RawWebhook, connection: ConnectionView<Credentials, Settings>): Verification;
  /** @throws UnreadableWebhook */
  parse(hook: RawWebhook, context: ParseContext<Credentials, Settings>): Inbound;
  /** The reply the platform's contract asks for; repeats of a call get an identical one. */
  reply(hook: RawWebhook, receipt: Receipt, orderId: (externalId: string) => string): HttpReply;
  readonly outbound: OutboundPort<Credentials, Settings>;
}
