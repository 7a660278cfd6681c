import { OrderStatus } from '../../../src/shared/contract/order-status.ts';
import type { Inbound } from '../adapter.ts';
import { ignored, platformSays, statusFact } from '../facts.ts';
import { instant } from '../fields.ts';
import type { Settings } from './connection.ts';
import type { Event } from './payload.ts';

/** A cancellation, whatever its status field says. */
export function readCancellation(event: Event, receivedAtMs: number): Inbound {
  return changed(event, 'cancelled', receivedAtMs);
}

/** A status in our words or in the partner's, as the connection maps them. */
export function readStatus(event: Event, receivedAtMs: number, settings: Settings): Inbound {
  const { status: word } = event;
  const mapped = Object.hasOwn(settings.statuses, word) ? settings.statuses[word] : undefined;
  const status = mapped ?? OrderStatus.safeParse(word).data;
  if (!status || status === 'pending')
    return ignored(`status ${word || 'missing'} changes nothing`);
  return changed(event, status, receivedAtMs);
}

function changed(event: Event, status: OrderStatus, receivedAtMs: number): Inbound {
  const change = platformSays(status, instant(event.at) ?? receivedAtMs, event.reason);
  return {
    kind: 'facts',
    facts: [statusFact({ externalId: event.id, eventKey: `status:${status}` }, change)],
  };
}
