import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../src/shared/contract/errors.ts';
import { minuteMs } from '../../src/shared/kit/clock.ts';
import { may } from '../../src/shared/contract/console-permissions.ts';
import { readToken, type SessionCookie } from '../auth/session-cookie.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { RelayDeps } from '../deps.ts';
import type { Access } from './serve.ts';

export interface DoorOptions extends Pick<RelayDeps, 'clock' | 'logger'> {
  readonly sessions: Sessions;
  readonly sessionCookie: SessionCookie;
  readonly apiCallsPerWindow: number;
  /** Origins a browser page of ours may have, besides the one it was loaded from. */
  readonly ownOrigin: () => string;
}

const windowMs = 15 * minuteMs;

/** Answers are data: no cache keeps them and no browser takes them for a page. */
const answerHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/**
 * Everything a call to the API passes before a handler sees it: address limit, sign-in, forged-request
 * check, permission. A route that does not say who may call it cannot be registered behind this door.
 */
export async function hangDoor(app: FastifyInstance, options: DoorOptions): Promise<void> {
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    max: options.apiCallsPerWindow,
    timeWindow: windowMs,
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError('request.rate_limited', 'too many calls from this address', {
        details: { retryAfterMs: ttl },
      }),
  });
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('user', null);
  app.addHook('onRoute', (route) => {
    if (!route.config?.access) throw new Error(`${route.url} does not say who may call it`);
  });
  logCalls(app, options);
  // Before all others, so that calls that are turned away below count too.
  app.addHook('onRequest', app.rateLimit());
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(answerHeaders).header('x-request-id', request.id);
    refuseForged(request, options.ownOrigin());
    await signIn(request, reply, options);
    admit(request, request.routeOptions.config.access);
  });
}

/** Who did what, with the id the answer carries; looking is only told on the level `debug`. */
function logCalls(app: FastifyInstance, { clock, logger }: Pick<DoorOptions, 'clock' | 'logger'>) {
  const begun = new WeakMap<FastifyRequest, number>();
  app.addHook('onRequest', async (request) => {
    begun.set(request, clock.monotonicMs());
  });
  app.addHook('onResponse', async (request, reply) => {
    const fields = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      durationMs: Math.round(clock.monotonicMs() - (begun.get(request) ?? clock.monotonicMs())),
      userId: request.user?.id,
    };
    if (request.method === 'GET') logger.debug(fields, 'call answered');
    else logger.info(fields, 'call answered');
  });
}

/**
 * A page of somebody else can make a browser send the cookie, but it can neither send JSON without
 * being asked first (and nothing here says yes) nor hide its origin.
 */
function refuseForged(request: FastifyRequest, ownOrigin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const own = [ownOrigin, `${request.protocol}://${request.host}`];
  if (origin !== undefined && !own.includes(origin)) {
    throw new AppError('auth.forbidden', 'a page of another origin sent this');
  }
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'DELETE' && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError('request.media_type', 'calls that change something are JSON');
  }
}

async function signIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { sessions, sessionCookie }: DoorOptions,
): Promise<void> {
  const found = readToken(request, sessionCookie);
  const session = found && (await sessions.find(found.token));
  request.user = session?.user ?? null;
  if (found?.from === 'cookie' && session?.extended) {
    sessionCookie.give(reply, found.token, session.expiresAtMs);
  }
}

function admit({ user }: FastifyRequest, access: Access | undefined): void {
  if (access === 'anybody') return;
  if (!user) throw new AppError('auth.required', 'nobody is signed in');
  if (access === 'signed_in') return;
  if (access === undefined || !may(user.role, access)) {
    throw new AppError('auth.forbidden', `${user.role} may not ${access}`);
  }
}
