import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import { isStorageFailure } from '../database/index.ts';
import {
  cookieName,
  demandOwnHost,
  demandOwnOrigin,
  demandToken,
  isToken,
  type Access,
} from './access.ts';
import type { Doorman } from './caller.ts';

/** Everything from this server itself, and nothing that stands in the page, neither script nor style. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const bodyLimitBytes = 256 * 1024;

export interface AppDeps {
  readonly logger: Logger;
  /** Known once the server listens, because the port may be any free one. */
  access(): Access;
  readonly tillDir: string;
  readonly doorman: Doorman;
}

/** The branch's door for tills: guards, the built till, error replies. Routes are registered by the modules. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: bodyLimitBytes, forceCloseConnections: true });
  app.decorate('doorman', deps.doorman);
  app.setErrorHandler((error, request, reply) => {
    void sendError(deps.logger, toAppError(error), request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const missing = new AppError('route.not_found', `nothing at ${request.method} ${request.url}`);
    void sendError(deps.logger, missing, request, reply);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const access = deps.access();
    demandOwnHost(access, request.headers);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      demandOwnOrigin(access, request.headers);
    }
    if (isPublic(request)) return;
    demandToken(access, request.headers);
    reply.header('cache-control', 'no-store');
  });
  app.get<{ Querystring: { token?: unknown } }>('/login', async (request, reply) => {
    const access = deps.access();
    const { token } = request.query;
    if (typeof token !== 'string' || !isToken(access, token)) {
      throw new AppError('auth.bad_credentials', 'the link does not belong to this branch');
    }
    const cookie = `${cookieName(access.port)}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`;
    return reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect('/');
  });
  if (existsSync(deps.tillDir)) await app.register(fastifyStatic, { root: deps.tillDir });
  return app;
}

/** The routes that open without a token: signing in, the health, and the till's own files. */
const publicRoutes: readonly string[] = ['/login', '/health', '/', '/*'];

/**
 * Judged by the route that was found and not by the address as written: `/%61pi/state` is `/api/state`.
 * What is not known to be public is not.
 */
function isPublic({ routeOptions, url }: FastifyRequest): boolean {
  if (url.startsWith('/api/')) return false;
  return routeOptions.url === undefined || publicRoutes.includes(routeOptions.url);
}

const refusals: Readonly<Record<number, ErrorCode>> = {
  404: 'route.not_found',
  413: 'request.too_large',
  415: 'request.media_type',
};

/** What the framework refuses by itself is the caller's fault; everything else unknown is ours. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isStorageFailure(error)) {
    return new AppError('database.refused', 'the storage refuses to write', { cause: error });
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const message = error instanceof Error ? error.message : '';
    return new AppError(refusals[status] ?? 'input.invalid', message);
  }
  return new AppError('internal', 'unexpected error', { cause: error });
}

async function sendError(
  logger: Logger,
  error: AppError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const fields = { method: request.method, path: request.routeOptions.url, code: error.code };
  if (error.status >= 500) logger.error({ ...fields, ...errorFields(error.cause) }, error.message);
  else logger.debug({ ...fields, why: error.message }, 'a call was refused');
  await reply
    .status(error.status)
    .send({ code: error.code, message: error.message, details: error.details });
}
