import type { Currency } from '../../../src/shared/contract/money.ts';
import type { Order, RejectReason } from '../../../src/shared/contract/order.ts';
import type {
  CallVerdict,
  ConnectionView,
  HttpRequest,
  HttpResponse,
  InboundFact,
  MenuEntry,
  OutboundAction,
  OutboundContext,
  ParseContext,
  PlatformAdapter,
  RawWebhook,
} from '../adapter.ts';
import type { Json, Path } from './json-edits.ts';

export type OrderFact = Extract<InboundFact, { kind: 'order' }>;

/** A request as a fixture states it; the body is compared as a value where it is JSON. */
export interface OutboundExample {
  readonly name: string;
  readonly action: OutboundAction;
  /** What differs from the sample order. */
  readonly order?: Partial<Order>;
  /** What differs from the sample order's platform data. */
  readonly platformData?: Readonly<Record<string, unknown>>;
  readonly request: (Omit<HttpRequest, 'body'> & { readonly body?: unknown }) | null;
}

/** All the shared suite needs to know of one platform. */
export interface AdapterCase<Credentials extends object, Settings extends object> {
  readonly adapter: PlatformAdapter<Credentials, Settings>;
  readonly connection: ConnectionView<Credentials, Settings>;
  /** The connection while a secret is being changed: the new one is live beside that of `connection`. */
  readonly rotating: ConnectionView<Credentials, Settings>;
  /** A connection that never had the secret of `connection`. */
  readonly stranger: ConnectionView<Credentials, Settings>;
  /** A genuine call for `connection` that places the order of the body. */
  sign(body: Uint8Array): RawWebhook;
  /** Whether the proof covers the body or only says who calls. */
  readonly proves: 'body' | 'caller';
  /** Headers that make the proof, and the first character of each that counts. */
  readonly provenBy: readonly { readonly header: string; readonly from: number }[];
  /** The sample order as its raw text, so that `2.750` keeps its zero. */
  readonly payload: string;
  readonly expected: OrderFact;
  readonly menu: Readonly<Record<string, MenuEntry>>;
  /** Where the customer's words are, and where they must turn up. */
  readonly notes: readonly { readonly path: Path; find(order: Order): string | undefined }[];
  readonly currencies: readonly Currency[];
  /** The sample with this total. */
  priced(currency: Currency, minor: number): { payload: Json; country: string };
  readonly outbound: readonly OutboundExample[];
  /** The platform's word for each of ours. */
  readonly reasons: Readonly<Record<RejectReason, string>>;
  readonly token?: {
    readonly request: HttpRequest;
    readonly reply: HttpResponse;
    readonly read: { readonly accessToken: string; readonly expiresInMs: number };
  };
  /** Answers this platform gives a meaning of its own. */
  readonly verdicts: readonly {
    readonly action: OutboundAction;
    readonly response: HttpResponse;
    readonly verdict: CallVerdict;
  }[];
}

/** The time all samples were received. */
export const receivedAtMs = Date.UTC(2026, 3, 9, 18, 30, 5);

export const ourOrderId = (externalId: string) => `ord-${externalId}`;

export function parseContext<Credentials, Settings>(
  connection: ConnectionView<Credentials, Settings>,
  menu: Readonly<Record<string, MenuEntry>>,
): ParseContext<Credentials, Settings> {
  return {
    connection,
    menu: {
      isPublished: () => Object.keys(menu).length > 0,
      find: (_storeId, itemId) => (Object.hasOwn(menu, itemId) ? menu[itemId] : undefined),
    },
    orderId: ourOrderId,
  };
}

export function outboundContext<Credentials extends object, Settings extends object>(
  of: AdapterCase<Credentials, Settings>,
  changes: Pick<OutboundExample, 'order' | 'platformData'> = {},
): OutboundContext<Credentials, Settings> {
  const { order, storeId, platformData } = of.expected;
  return {
    connection: of.connection,
    order: { ...order, ...changes.order },
    storeId,
    platformData: { ...platformData, ...changes.platformData },
    nowMs: receivedAtMs,
    accessToken: 'token-1',
    callId: 'call-1',
  };
}

export function response(status: number, body = '', headers: Record<string, string> = {}) {
  return { status, body, headers };
}
