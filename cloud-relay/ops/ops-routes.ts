import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList } from 'node:net';
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { AppError } from '../../src/shared/contract/errors.ts';
import { readToken, type SessionCookie } from '../auth/session-cookie.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { RelayStore } from '../database/database.ts';
import type { Adapters } from '../deps.ts';
import type { createHealth } from './health.ts';
import type { BreakerView } from '../outbound/index.ts';
import type { ConnectionDirectory } from '../tenancy/connections.ts';
import type { RelayMetrics } from './metrics.ts';

export interface OpsDeps {
  readonly store: RelayStore;
  readonly adapters: Adapters;
  readonly connections: Pick<ConnectionDirectory, 'listBroken'>;
  readonly breakers: () => readonly BreakerView[];
  readonly metrics: RelayMetrics;
  /** What a reader of the metrics must show; undefined: nothing. */
  readonly metricsToken: string | undefined;
  readonly health: ReturnType<typeof createHealth>;
  readonly sessions: Sessions;
  readonly sessionCookie: SessionCookie;
}

/** What machines ask that watch over the relay. No answer names a company, a branch or an order. */
export async function opsRoutes(app: FastifyInstance, deps: OpsDeps): Promise<void> {
  await app.register(cookie);
  const { health, metrics } = deps;
  app.get('/health', async (_request, reply) => {
    const answer = await health();
    return reply.code(answer.status === 'unhealthy' ? 503 : 200).send(answer);
  });
  app.get('/health/detailed', async (request, reply) => {
    await admit(request, deps);
    const answer = await health();
    const details = answer.status === 'unhealthy' ? {} : await detailsOf(deps);
    return reply
      .code(answer.status === 'unhealthy' ? 503 : 200)
      .header('cache-control', 'no-store')
      .send({ ...answer, ...details });
  });
  app.get('/metrics', async (request, reply) => {
    admitReader(request, deps.metricsToken);
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

/** Compared by their hashes, which have one length and tell nothing about a near miss. */
function admitReader({ headers }: FastifyRequest, token: string | undefined): void {
  if (token === undefined) return;
  const hashOf = (text: string) => createHash('sha256').update(text).digest();
  if (timingSafeEqual(hashOf(headers.authorization ?? ''), hashOf(`Bearer ${token}`))) return;
  throw new AppError('auth.required', 'the metrics need their token');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Somebody signed in, or this machine itself. A forwarded call comes from a proxy on this machine that
 * nobody has declared, so it is not this machine that asks.
 */
async function admit(request: FastifyRequest, { sessions, sessionCookie }: OpsDeps): Promise<void> {
  const { headers, ip } = request;
  const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  const family = ip.includes(':') ? 'ipv6' : 'ipv4';
  if (!forwarded && loopback.check(ip, family)) return;
  const found = readToken(request, sessionCookie);
  if (!found || !(await sessions.find(found.token))) {
    throw new AppError('auth.required', 'nobody is signed in');
  }
}

async function detailsOf(deps: OpsDeps) {
  const { adapters, metrics } = deps;
  const { db } = deps.store;
  await metrics.text();
  const calls = await db
    .selectFrom('webhook_calls')
    .select('state')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(sql<boolean>`state in ('received', 'waiting', 'unreadable')`)
    .groupBy('state')
    .execute();
  const connections = await db
    .selectFrom('connections')
    .select('platform')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('disabled_at_ms', 'is', null)
    .groupBy('platform')
    .execute();
  const setAside = await db
    .selectFrom('unreadable_up_events')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const countOf = (state: string) => calls.find((row) => row.state === state)?.count ?? 0;
  return {
    queues: {
      webhooksToRead: countOf('received'),
      webhooksWaiting: countOf('waiting'),
      webhooksUnreadable: countOf('unreadable'),
      branchEventsUnreadable: setAside.count,
      outbound: await valueOf(metrics.outboundQueueSize),
    },
    branches: {
      connected: await valueOf(metrics.branchesConnected),
      oldestUndeliveredSeconds: await valueOf(metrics.oldestUndeliveredAge),
    },
    platforms: Object.fromEntries(
      Object.keys(adapters).map((platform) => [
        platform,
        {
          connections: connections.find((row) => row.platform === platform)?.count ?? 0,
          connectionsBroken: countOn(platform, deps.connections.listBroken()),
          breakersOpen: countOn(
            platform,
            deps.breakers().filter(({ isHolding }) => isHolding),
          ),
        },
      ]),
    ),
  };
}

function countOn(platform: string, things: readonly { readonly platform: string }[]): number {
  return things.filter((thing) => thing.platform === platform).length;
}

async function valueOf(gauge: RelayMetrics['branchesConnected']): Promise<number> {
  return (await gauge.get()).values[0]?.value ?? 0;
}
