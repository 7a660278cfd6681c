import { Agent, request } from 'node:http';
import autocannon from 'autocannon';
import type { SignedOrder } from './signed-orders.ts';

export interface Flood {
  readonly repliesPerSecond: number;
  readonly replyMs: readonly number[];
  /** `performance.now()` at the first request. */
  readonly startedAtMs: number;
}

const connections = 50;

/**
 * Sends every order once, as fast as the server replies, over 50 connections.
 *
 * @throws Error when any reply is not 2xx
 */
export function flood(baseUrl: string, orders: readonly SignedOrder[]): Promise<Flood> {
  const share = Math.ceil(orders.length / connections);
  let next = 0;
  let startedAtMs = 0;
  let endedAtMs = 0;
  const replyMs: number[] = [];
  return new Promise((resolve, reject) => {
    const run = autocannon(
      {
        url: baseUrl,
        connections,
        amount: orders.length,
        timeout: 30,
        setupClient(client) {
          client.setRequests(
            orders
              .slice(next * share, (next + 1) * share)
              .map(({ path, headers, body }) => ({ method: 'POST', path, headers, body })),
          );
          next += 1;
        },
      },
      (error: Error | null, result) => {
        const lost = error ? error.message : problemsOf(result, orders.length);
        if (lost !== '') reject(new Error(`the load did not come through: ${lost}`));
        else {
          const repliesPerSecond = orders.length / ((endedAtMs - startedAtMs) / 1_000);
          resolve({ repliesPerSecond, replyMs, startedAtMs });
        }
      },
    );
    // Every request has been built by then and none has left.
    run.on('start', () => (startedAtMs = performance.now()));
    run.on('response', (_client, _status, _bytes, tookMs) => {
      replyMs.push(tookMs);
      endedAtMs = performance.now();
    });
  });
}

function problemsOf(result: autocannon.Result, wanted: number): string {
  const { errors, timeouts, non2xx } = result;
  const good = result['2xx'];
  if (errors + timeouts + non2xx === 0 && good === wanted) return '';
  return `${good} of ${wanted} accepted, ${non2xx} refused, ${errors} errors, ${timeouts} timeouts`;
}

export interface Delivery {
  readonly externalId: string;
  /** When it was due, on the wall clock; it may have left a little later. */
  readonly sentAtMs: number;
  /** From when it was due to the whole reply. */
  readonly replyMs: number;
}

/**
 * Sends orders at an even pace, whether or not the replies keep up. What waits for the sender counts as
 * the server's delay, so that a stall is not hidden by sending less while it lasts.
 *
 * @throws Error when any reply is not 2xx
 */
export async function sendSteadily(
  baseUrl: string,
  orders: readonly SignedOrder[],
  perSecond: number,
): Promise<Delivery[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(baseUrl);
  const beginMs = performance.now();
  const wallOffsetMs = Date.now() - beginMs;
  const underway: Promise<Delivery>[] = [];
  while (underway.length < orders.length) {
    const dueNow = Math.floor(((performance.now() - beginMs) / 1_000) * perSecond) + 1;
    for (const order of orders.slice(underway.length, dueNow)) {
      const dueAtMs = beginMs + (underway.length / perSecond) * 1_000;
      const sending = post({ agent, hostname, port }, order).then(() => ({
        externalId: order.externalId,
        sentAtMs: wallOffsetMs + dueAtMs,
        replyMs: performance.now() - dueAtMs,
      }));
      sending.catch(() => undefined); // told by the common wait below
      underway.push(sending);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const deliveries = await Promise.all(underway);
  agent.destroy();
  return deliveries;
}

interface Target {
  readonly agent: Agent;
  readonly hostname: string;
  readonly port: string;
}

function post(target: Target, { path, headers, body }: SignedOrder): Promise<void> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const sent = request(
      { ...target, path, method: 'POST', headers: { ...headers, 'content-length': bytes.length } },
      (reply) => {
        const status = reply.statusCode ?? 0;
        reply.resume();
        reply.once('end', () => {
          if (status >= 200 && status < 300) resolve();
          else reject(new Error(`an order was answered ${status}`));
        });
      },
    );
    sent.once('error', reject);
    sent.end(bytes);
  });
}
