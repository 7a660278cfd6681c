import { setImmediate } from 'node:timers/promises';
import { seededRandom } from '../../../src/shared/kit/random.ts';
import { createFakeClock, type FakeClock } from '../../../src/shared/kit/testing/fake-clock.ts';
import { untilOrder, type SimulatedOrder, type Simulator } from '../simulator.ts';
import type { FakeRelay } from './fake-relay.ts';

/** Clock, randomness and ids of a test, with the relay's address: what every simulator is made with. */
export function testDeps(relay: FakeRelay) {
  let count = 0;
  const clock: FakeClock = createFakeClock(Date.UTC(2026, 0, 15, 12));
  return {
    relayUrl: relay.url,
    clock,
    random: seededRandom(7),
    ids: (prefix: string) => `${prefix}_${(count += 1)}`,
  };
}

/** Waits until so many deliveries of the order were tried and judged, and the next one is due by the clock. */
export async function deliveries(
  simulator: Simulator,
  externalId: string,
  count: number,
): Promise<SimulatedOrder> {
  const tried = (order: SimulatedOrder) => order.deliveries.length >= count;
  await untilOrder(simulator, externalId, tried);
  await setImmediate();
  return untilOrder(simulator, externalId, tried);
}

export interface ApiAnswer {
  readonly status: number;
  readonly json: Record<string, unknown>;
  readonly headers: Headers;
}

/** A call of the relay to the platform's API. */
export async function callApi(
  simulator: Simulator,
  line: string,
  sent: {
    readonly json?: unknown;
    readonly form?: Record<string, string>;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<ApiAnswer> {
  const [method = 'GET', path = '/'] = line.split(' ');
  const body = sent.form ? new URLSearchParams(sent.form) : jsonBody(sent.json);
  const response = await fetch(`${simulator.apiUrl}${path}`, {
    method,
    headers: {
      ...(sent.json !== undefined && { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    headers: response.headers,
  };
}

const jsonBody = (json: unknown) => (json === undefined ? undefined : JSON.stringify(json));

/** The rules violated so far, in order. */
export const rules = (simulator: Simulator) => simulator.violations().map(({ rule }) => rule);

export const stateOf = (simulator: Simulator, externalId: string) =>
  simulator.order(externalId)?.state;
