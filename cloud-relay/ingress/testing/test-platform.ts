import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { OrderStatus } from '../../../src/shared/contract/order-status.ts';
import type { Order } from '../../../src/shared/contract/order.ts';
import {
  type ConnectionView,
  type InboundFact,
  type OwedCall,
  type ParseContext,
  type PlatformAdapter,
  type RawWebhook,
  UnreadableWebhook,
} from '../../adapters/adapter.ts';

/** What the made-up platform of these tests sends. */
export type TestEvent =
  | {
      kind: 'order';
      id: string;
      store?: string;
      status?: OrderStatus;
      note?: string;
      owes?: boolean;
    }
  | { kind: 'status'; id: string; status: OrderStatus; atMs?: number }
  | { kind: 'our-status'; orderId: string; status: OrderStatus }
  | { kind: 'courier'; id: string; state: 'assigned' | 'arrived' | 'picked_up'; atMs: number }
  /** Two facts in one call: the order and then its status. */
  | { kind: 'both'; id: string; status: OrderStatus }
  | { kind: 'nothing' }
  /** Not understood until the adapter learned it. */
  | { kind: 'riddle'; id: string }
  /** The adapter throws what it must not throw. */
  | { kind: 'bug' }
  /** Read without complaint, and impossible to write down. */
  | { kind: 'poison'; id: string }
  /** News of an order that is impossible to write down. */
  | { kind: 'cursed'; id: string }
  /** Read as an order that the contract does not allow. */
  | { kind: 'misshapen'; id: string };

const Credentials = z.object({ secrets: z.array(z.string().min(8)).min(1).max(2) });
type Credentials = z.infer<typeof Credentials>;

export const testSecret = 'correct-horse-battery';
export const signatureHeader = 'x-test-signature';

export function signatureOf(body: string | Uint8Array, secret = testSecret): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

export interface TestPlatform extends PlatformAdapter<Credentials, object> {
  /** Connections that calls were verified against, in order. */
  readonly verifiedAgainst: string[];
  /** Calls that were parsed, by their body. */
  readonly parsed: string[];
  learnRiddles(): void;
}

/** A small platform behind the port: hex HMAC over the body, JSON events, orders of one line. */
export function createTestPlatform(): TestPlatform {
  const verifiedAgainst: string[] = [];
  const parsed: string[] = [];
  let knowsRiddles = false;
  return {
    platform: 'testeats',
    displayName: 'Test Eats',
    credentials: Credentials,
    settings: z.object({}),
    capabilities: {
      actions: ['accept', 'reject'],
      rejectReasons: ['too_busy'],
      verified: false,
      confidence: 'made up for tests',
    },
    verifiedAgainst,
    parsed,
    learnRiddles() {
      knowsRiddles = true;
    },
    verify(hook, connection: ConnectionView<Credentials>) {
      verifiedAgainst.push(connection.id);
      const given = Buffer.from(hook.headers[signatureHeader] ?? '', 'hex');
      const good = connection.credentials.secrets.some((secret) => {
        const expected = Buffer.from(signatureOf(hook.body, secret), 'hex');
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      return good ? { ok: true, by: 'hmac' } : { ok: false, why: 'signature differs' };
    },
    parse(hook, context) {
      parsed.push(Buffer.from(hook.body).toString());
      const event = readEvent(hook);
      if (event.kind === 'nothing') return { kind: 'ignored', why: 'a heartbeat' };
      if (event.kind === 'bug') throw new TypeError('cannot read properties of undefined');
      if (event.kind === 'riddle' && !knowsRiddles) throw new UnreadableWebhook('a riddle');
      return { kind: 'facts', facts: factsOf(event, context), owed: owedBy(event) };
    },
    reply(_hook, receipt, orderId) {
      if (receipt.kind === 'unreadable') return { status: 200, body: { kept: receipt.callId } };
      if (receipt.inbound.kind === 'ignored') return { status: 204 };
      const ids = receipt.inbound.facts.map((fact) => orderId(fact.externalId));
      return { status: 200, headers: { 'x-test': 'reply' }, body: { orderId: ids[0] } };
    },
    outbound: {
      limits: [],
      request: () => null,
      judge: () => ({ kind: 'done' }),
      allowedOrigins: () => [],
    },
  };
}

function owedBy(event: TestEvent): OwedCall[] {
  if (event.kind === 'cursed') {
    const impossible = 1n as unknown as number;
    return [{ externalId: event.id, action: { action: 'reject', atMs: impossible } }];
  }
  if (event.kind !== 'order' || !event.owes) return [];
  return [{ externalId: event.id, action: { action: 'accept', atMs: 1 } }];
}

function readEvent(hook: RawWebhook): TestEvent {
  try {
    return JSON.parse(Buffer.from(hook.body).toString()) as TestEvent;
  } catch {
    throw new UnreadableWebhook('not JSON');
  }
}

function factsOf(
  event: Exclude<TestEvent, { kind: 'nothing' | 'bug' }>,
  context: ParseContext,
): InboundFact[] {
  switch (event.kind) {
    case 'order':
      return [orderFact(event.id, context, event)];
    case 'both':
      return [orderFact(event.id, context), statusFact(event.id, event.status)];
    case 'status':
      return [statusFact(event.id, event.status, event.atMs)];
    case 'cursed':
      return [statusFact(event.id, 'delivered')];
    case 'our-status':
      return [{ ...statusFact('', event.status), orderId: event.orderId }];
    case 'courier':
      return [
        {
          kind: 'courier',
          externalId: event.id,
          eventKey: `courier:${event.state}`,
          courier: { state: event.state, name: 'Sami', phone: '', etaMs: null, atMs: event.atMs },
        },
      ];
    case 'riddle':
      return [orderFact(event.id, context)];
    case 'poison':
      return [{ ...orderFact(event.id, context), platformData: { amount: 10n } }];
    case 'misshapen': {
      const fact = orderFact(event.id, context);
      return [{ ...fact, order: { ...fact.order, displayNumber: '' } }];
    }
  }
}

function statusFact(externalId: string, status: OrderStatus, atMs = 2_000) {
  return {
    kind: 'status' as const,
    externalId,
    eventKey: `status:${status}`,
    change: { status, atMs, by: 'platform', reason: '' },
  };
}

function orderFact(
  externalId: string,
  context: ParseContext,
  event: { store?: string; status?: OrderStatus; note?: string } = {},
): Extract<InboundFact, { kind: 'order' }> {
  return {
    kind: 'order',
    externalId,
    eventKey: 'placed',
    storeId: event.store ?? 'store-1',
    order: testOrder(context.orderId(externalId), externalId, event.note),
    standing: { status: event.status ?? 'pending', atMs: 1_000, by: 'platform', reason: '' },
    platformData: { callback: `https://testeats.example/orders/${externalId}` },
  };
}

export function testOrder(id: string, externalId: string, note = ''): Order {
  const name = { default: 'Falafel', ar: 'فلافل' };
  return {
    id,
    platform: 'testeats',
    externalId,
    displayNumber: externalId.slice(-4),
    placedAtMs: 1_000,
    acceptByMs: 601_000,
    startAtMs: null,
    dueAtMs: null,
    isTest: false,
    fulfilment: { kind: 'delivery', by: 'platform' },
    customer: null,
    lines: [
      {
        itemId: 'i-1',
        name,
        known: true,
        quantity: 2,
        unitPriceMinor: 1_500,
        totalMinor: 3_000,
        note,
        modifiers: [],
        removed: [],
      },
    ],
    note: '',
    cutleryNote: '',
    currency: 'JOD',
    charges: [],
    discounts: [],
    taxMinor: null,
    totalMinor: 3_000,
    totalVerbatim: '3.000',
    collectMinor: 0,
    riderPaysMinor: 0,
    paymentMethod: 'online',
    actions: ['accept', 'reject'],
    delayMinutes: [],
    rejectReasons: ['too_busy'],
    warnings: [],
  };
}
