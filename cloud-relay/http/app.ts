import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { AppError } from '../../src/shared/contract/errors.ts';
import { secondMs } from '../../src/shared/kit/clock.ts';
import { errorFields } from '../../src/shared/kit/logger.ts';
import type { RelayConfig } from '../config.ts';
import type { RelayDeps } from '../deps.ts';
import { errorEnvelope, retryAfter, toAppError } from './replies.ts';

const requestTimeoutMs = 30 * secondMs;
/** Less than the one above: Node would take the shorter of the two for the headers and the longer for all. */
const headersTimeoutMs = 10 * secondMs;
/** How often Node looks for connections over their time. */
const timeoutCheckMs = 5 * secondMs;
/** Longer than a proxy keeps an idle connection, so that it never sends into one just closed. */
const keepAliveMs = 75 * secondMs;
export interface RegisteredRoute {
  readonly method: string;
  readonly path: string;
}

export interface HttpApp {
  readonly app: FastifyInstance;
  /** Everything that has been registered, so that a test can prove each of it guarded. */
  readonly routes: readonly RegisteredRoute[];
}

export const apiBodyLimitBytes = 1024 * 1024;

/**
 * The relay's HTTP server without any routes: limits, ids, and the one place where what was thrown
 * becomes an answer.
 */
export function createHttpApp(
  config: Pick<RelayConfig, 'trustedProxies'>,
  { clock, ids, logger }: Pick<RelayDeps, 'clock' | 'ids' | 'logger'>,
): HttpApp {
  const run = ids('run').slice(-8);
  let requests = 0;
  const app = Fastify({
    logger: false,
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
    bodyLimit: apiBodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    http: {
      requestTimeout: requestTimeoutMs,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: timeoutCheckMs,
    },
    // An address that cannot even be read meets neither a route nor the handler of errors.
    frameworkErrors: (thrown, _request, reply: FastifyReply) => {
      const error = new AppError('input.invalid', 'this address cannot be read', { cause: thrown });
      void reply.code(error.status).send(errorEnvelope(error, clock.now()));
    },
    keepAliveTimeout: keepAliveMs,
    forceCloseConnections: 'idle',
    genReqId: () => `${run}-${(requests += 1).toString(36)}`,
    routerOptions: { maxParamLength: 200 },
  });
  const routes: RegisteredRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push({ method: each, path: url });
  });
  app.setNotFoundHandler((request) => {
    throw new AppError('route.not_found', `${request.method} ${request.url.split('?')[0]}`);
  });
  app.setErrorHandler((thrown, request, reply) => {
    const error = toAppError(thrown);
    if (error.status >= 500) {
      const fields = { requestId: request.id, method: request.method, route: routeOf(request) };
      logger.error({ ...fields, ...errorFields(error.cause ?? error) }, 'request failed');
    }
    const { retryAfterMs } = error.details;
    if (typeof retryAfterMs === 'number') retryAfter(reply, retryAfterMs);
    return reply.code(error.status).send(errorEnvelope(error, clock.now()));
  });
  return { app, routes };
}

/** The pattern, not the address: what is in an address may be a secret. */
function routeOf(request: { routeOptions: { url?: string | undefined } }): string {
  return request.routeOptions.url ?? 'unknown';
}
