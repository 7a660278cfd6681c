import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts';
import { terminalRoutes } from '../../../shared/contract/terminal.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import { isStorageFailure } from '../database/index.ts';
import {
  demandOwnHost,
  demandOwnOrigin,
  demandTerminal,
  isToken,
  terminalCookie,
  type Access,
} from './access.ts';
import { demandKind } from './calling-terminal.ts';
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
  app.decorateRequest('terminal', null);
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
    const terminal = demandTerminal(access, request.raw);
    demandKind(terminal, request.routeOptions.config.terminals);
    request.terminal = terminal;
    reply.header('cache-control', 'no-store');
  });
  app.get<{ Querystring: { token?: unknown } }>('/login', async (request, reply) => {
    const access = deps.access();
    const { token } = request.query;
    if (typeof token !== 'string' || access.isFromNetwork(request.raw) || !isToken(access, token)) {
      throw new AppError('auth.bad_credentials', 'the link does not belong to this branch');
    }
    reply.headers({ 'set-cookie': terminalCookie(access, token), 'cache-control': 'no-store' });
    return reply.redirect('/');
  });
  if (existsSync(deps.tillDir)) await app.register(fastifyStatic, { root: deps.tillDir });
  return app;
}

/** What opens without a token besides becoming a terminal: signing in, the health, and the till's own files. */
const publicRoutes: readonly string[] = ['/login', '/health', '/', '/*'];

/**
 * Judged by the route that was found and not by the address as written: `/%61pi/state` is `/api/state`.
 * What is not known to be public is not.
 */
function isPublic({ routeOptions, url }: FastifyRequest): boolean {
  if (routeOptions.url === terminalRoutes.enrol.path) return true;
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
