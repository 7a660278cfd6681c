import { z } from 'zod';
import type { Inbound, ParseContext, PlatformAdapter, RawWebhook } from '../adapter.ts';
import { readJson } from '../exact-json.ts';
import { ignored } from '../facts.ts';
import { read, text } from '../fields.ts';
import { Credentials, Settings } from './connection.ts';
import { readPlaced } from './order.ts';
import { outbound, rejectReasons } from './outbound.ts';
import { Event, Placed } from './payload.ts';
import { readStatus } from './status.ts';
import { reply, verify } from './webhook.ts';

/** Careem Food: the POS API's envelope and the hub's flat payload; see README.md. */
export const careem: PlatformAdapter<Credentials, Settings> = {
  platform: 'careem',
  displayName: 'Careem',
  credentials: Credentials,
  settings: Settings,
  capabilities: {
    actions: ['accept', 'reject', 'ready', 'delay', 'cancel'],
    rejectReasons,
    verified: false,
    confidence:
      'From code that quotes the POS API 2.1.0 and one staging order; the time allowed for an answer and ' +
      'whether an accepted order may still be cancelled are not public; never run against the real platform.',
  },
  webhooksPerMinute: 1_000,
  verify,
  parse,
  reply,
  outbound,
};

const Envelope = z.object({ event_type: text, details: z.unknown().optional() });

/** States of an order that nobody has answered yet: in the hub's flat payload they mean a new order. */
const newOrderStates: readonly string[] = ['created', 'pending'];

function parse(hook: RawWebhook, context: ParseContext<Credentials, Settings>): Inbound {
  const json = readJson(hook.body);
  const { event_type: type, details } = read(Envelope, json, 'webhook');
  const body = type === '' ? json : (details as typeof json);
  const isFlat = type === '';
  if (!isFlat && type !== 'ORDER_CREATED' && type !== 'ORDER_STATUS_UPDATED')
    return ignored(`event ${type} is not about the kitchen`);
  const event = read(Event, body, 'order event');
  const isNew = isFlat ? newOrderStates.includes(event.status) : type === 'ORDER_CREATED';
  return isNew
    ? readPlaced(read(Placed, body, 'order'), hook, context)
    : readStatus(event, hook.receivedAtMs);
}
