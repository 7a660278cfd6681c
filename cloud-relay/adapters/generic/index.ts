import { orderActions } from '../../../src/shared/contract/order.ts';
import type { Inbound, ParseContext, PlatformAdapter, RawWebhook } from '../adapter.ts';
import { readJson } from '../exact-json.ts';
import { ignored } from '../facts.ts';
import { Credentials, Settings } from './connection.ts';
import { orderFact } from './order.ts';
import { outbound, rejectReasons } from './outbound.ts';
import { eventOf, placedOf, typeOf } from './payload.ts';
import { readCancellation, readStatus } from './status.ts';
import { reply, verify } from './webhook.ts';

/** Any partner that speaks Standard Webhooks, its fields found by configured JSON pointers; see README.md. */
export const generic: PlatformAdapter<Credentials, Settings> = {
  platform: 'generic',
  displayName: 'Standard Webhooks partner',
  credentials: Credentials,
  settings: Settings,
  capabilities: {
    actions: orderActions,
    rejectReasons,
    verified: false,
    confidence:
      'Signatures follow the published Standard Webhooks 1.0.0; the payload is our own, or the partner’s ' +
      'as configured.',
  },
  verify,
  parse,
  reply,
  outbound,
};

function parse(hook: RawWebhook, context: ParseContext<Credentials, Settings>): Inbound {
  const { settings } = context.connection;
  const json = readJson(hook.body);
  const type = typeOf(json, settings);
  switch (type) {
    case settings.events.placed: {
      const fact = orderFact(placedOf(json, settings), hook.receivedAtMs, context);
      return { kind: 'facts', facts: [fact] };
    }
    case settings.events.cancelled:
      return readCancellation(eventOf(json, settings), hook.receivedAtMs);
    case settings.events.status:
      return readStatus(eventOf(json, settings), hook.receivedAtMs, settings);
    default:
      return ignored(`event ${type || 'without a type'} is not configured`);
  }
}
