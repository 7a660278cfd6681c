import { z } from 'zod';
import {
  type Inbound,
  type InboundFact,
  type OwedCall,
  type ParseContext,
  type PlatformAdapter,
  type RawWebhook,
} from '../adapter.ts';
import { type ExactJson, readJson } from '../exact-json.ts';
import { ignored, platformSays, statusFact } from '../facts.ts';
import { id, read, text } from '../fields.ts';
import { Credentials, Settings } from './connection.ts';
import { orderFact } from './order.ts';
import { actionsOf, outbound, rejectReasons } from './outbound.ts';
import { OrderEvent, Placed, RiderEvent } from './payload.ts';
import { acceptedAt, orderSteps, riderFacts, statusFacts } from './status.ts';
import { reply, verify } from './webhook.ts';

/** Deliveroo's order and rider events, with or without a tablet in the shop; see README.md. */
export const deliveroo: PlatformAdapter<Credentials, Settings> = {
  platform: 'deliveroo',
  displayName: 'Deliveroo',
  credentials: Credentials,
  settings: Settings,
  capabilities: {
    actions: actionsOf(true),
    rejectReasons,
    verified: false,
    confidence:
      'From Deliveroo’s public documentation; the older POS events and minor units of three-decimal ' +
      'currencies are inferred; never run against the sandbox.',
  },
  verify,
  parse,
  reply,
  outbound,
};

type Context = ParseContext<Credentials, Settings>;

const Envelope = z.object({ event: text, body: z.unknown().optional() });
const OrderBody = z.object({ order: z.unknown().optional() });
const CancelBody = z.union([
  z.object({ order: z.object({ id }) }).transform(({ order }) => order.id),
  z.object({ order_id: id }).transform((body) => body.order_id),
]);

function parse(hook: RawWebhook, context: Context): Inbound {
  const envelope = read(Envelope, readJson(hook.body), 'webhook');
  const body = envelope.body as ExactJson;
  const at = hook.receivedAtMs;
  switch (envelope.event) {
    case 'order.new':
    // The older POS webhook; its fields are taken to be those of the order events.
    case 'new_order':
      return readOrder(read(OrderBody, body, 'new order').order as ExactJson, at, context);
    case 'order.status_update':
      return readUpdate(read(OrderBody, body, 'status').order as ExactJson, at, context);
    case 'cancel_order':
      return factsOrNothing([
        statusFact(
          { externalId: read(CancelBody, body, 'cancel_order'), eventKey: 'status:canceled' },
          platformSays('cancelled', at),
        ),
      ]);
    case 'rider.status_update': {
      const { order_id: externalId, riders } = read(RiderEvent, body, 'rider event');
      return factsOrNothing(riderFacts(externalId, riders, at));
    }
    default:
      return ignored(`event ${envelope.event || 'without a name'} is not about an order`);
  }
}

function readOrder(json: ExactJson, receivedAtMs: number, context: Context): Inbound {
  const sent = read(Placed, json, 'order');
  return withOwed(
    [orderFact(sent, receivedAtMs, context)],
    read(OrderEvent, json, 'order'),
    receivedAtMs,
  );
}

/** An update that brings the whole order along makes good for an order event that got lost or is late. */
function readUpdate(json: ExactJson, receivedAtMs: number, context: Context): Inbound {
  const event = read(OrderEvent, json, 'order status');
  const steps = orderSteps(event, receivedAtMs);
  const facts = statusFacts(event.id, steps);
  const whole = event.items.length > 0 ? Placed.safeParse(json).data : undefined;
  if (whole) facts.unshift(orderFact(whole, receivedAtMs, context));
  return withOwed(facts, event, receivedAtMs);
}

/** Once an order is accepted on a tablet, the tablet has to hear that the till has it. */
function withOwed(facts: InboundFact[], event: OrderEvent, receivedAtMs: number): Inbound {
  const acceptedAtMs = acceptedAt(orderSteps(event, receivedAtMs));
  if (event.is_tabletless || acceptedAtMs === undefined) return factsOrNothing(facts);
  const owed: OwedCall = {
    externalId: event.id,
    action: { action: 'accept', atMs: receivedAtMs },
  };
  return { kind: 'facts', facts, owed: [owed] };
}

function factsOrNothing(facts: readonly InboundFact[]): Inbound {
  return facts.length > 0 ? { kind: 'facts', facts } : ignored('nothing new is said');
}
