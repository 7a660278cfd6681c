import type { Inbound, ParseContext, PlatformAdapter, RawWebhook } from '../adapter.ts';
import { ignored } from '../facts.ts';
import { Credentials, Settings } from './connection.ts';
import { readDispatch } from './order.ts';
import { outbound, rejectReasons } from './outbound.ts';
import { readStatus } from './status.ts';
import { endpointOf, reply, verify } from './webhook.ts';

/** Talabat and every other brand behind Delivery Hero's POS middleware; see README.md. */
export const talabat: PlatformAdapter<Credentials, Settings> = {
  platform: 'talabat',
  displayName: 'Talabat (Delivery Hero)',
  credentials: Credentials,
  settings: Settings,
  capabilities: {
    actions: ['accept', 'reject', 'ready', 'picked_up'],
    rejectReasons,
    verified: false,
    confidence:
      'From third parties that quote the middleware’s specification, and its official examples; ' +
      'never run against the real middleware.',
  },
  webhooksPerMinute: 500,
  verify,
  parse,
  reply,
  outbound,
};

function parse(hook: RawWebhook, context: ParseContext<Credentials, Settings>): Inbound {
  const endpoint = endpointOf(hook);
  switch (endpoint.kind) {
    case 'dispatch':
      return readDispatch(hook, context, endpoint.remoteId);
    case 'status':
      return readStatus(hook, endpoint.remoteOrderId);
    case 'availability':
      return ignored('availability is not mirrored yet');
    case 'menu_import':
      return ignored('menus are not published from here');
    case 'other':
      return ignored(`${hook.method} ${hook.path} is no call about an order`);
  }
}
