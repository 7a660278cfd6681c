import { z } from 'zod';
import type { Inbound, RawWebhook } from '../adapter.ts';
import { readJson } from '../exact-json.ts';
import { courierFacts, ignored, platformSays, statusFact } from '../facts.ts';
import { id, read, text } from '../fields.ts';

const StatusCall = z.object({ status: text, message: text });

/**
 * `posOrderStatus`: the order is named by our own id, and there is no time in the call, so the time of
 * receipt stands in; an event is recognised again by its status alone.
 */
export function readStatus(hook: RawWebhook, remoteOrderId: string): Inbound {
  const orderId = read(id, remoteOrderId, 'remoteOrderId');
  const { status, message } = read(StatusCall, readJson(hook.body), 'posOrderStatus');
  const atMs = hook.receivedAtMs;
  const courier = { name: '', phone: '', etaMs: null, atMs };
  const named = (eventKey: string) => ({ externalId: '', orderId, eventKey });
  switch (status) {
    case 'ORDER_CANCELLED': {
      const change = platformSays('cancelled', atMs, message);
      return { kind: 'facts', facts: [statusFact(named('status:cancelled'), change)] };
    }
    case 'COURIER_ARRIVED_AT_VENDOR': {
      const facts = courierFacts(named('courier:arrived'), { ...courier, state: 'arrived' });
      return { kind: 'facts', facts };
    }
    case 'ORDER_PICKED_UP': {
      const facts = courierFacts(named('courier:picked_up'), { ...courier, state: 'picked_up' });
      return { kind: 'facts', facts };
    }
    default:
      return ignored(`posOrderStatus ${status || 'without status'} changes nothing here`);
  }
}
