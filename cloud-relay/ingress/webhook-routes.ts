import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorCode, wireCode } from '../../src/shared/contract/errors.ts';
import { type Clock, secondMs } from '../../src/shared/kit/clock.ts';
import { errorFields, type Logger } from '../../src/shared/kit/logger.ts';
import type { HttpReply } from '../adapters/adapter.ts';
import type { Receive } from './receive-call.ts';

export const webhookBodyBytes = 5 * 1024 * 1024;

/** How long a sender waits after 503. Short: the platform's own deadline runs. */
const notStoredRetryMs = 2 * secondMs;

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export interface WebhookRoutesDeps {
  readonly receive: Receive;
  /** Whether there is a connection at an address. */
  readonly isTaken: (platform: string, addressKey: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * `/api/webhooks/:platform/:connection/*`, whatever the platform's contract asks for behind it. Bodies
 * stay the bytes that were signed. Platforms get their own replies; who fails before that, the envelope.
 */
export function webhookRoutes({ receive, isTaken, clock, logger }: WebhookRoutesDeps) {
  return async (app: FastifyInstance): Promise<void> => {
    acceptRawJson(app);
    app.addHook('onRequest', (request, reply, done) => {
      const { platform = '', connection = '' } = request.params as Params;
      if (!mayBeLarge(request) || isTaken(platform, connection)) return done();
      reply.header('connection', 'close');
      done(new AppError('connection.not_found', 'a large body for nobody'));
    });
    app.setErrorHandler((error, request, reply) => {
      const code = codeOf(error);
      if (code === 'internal')
        logger.error({ platform: platformOf(request), ...errorFields(error) }, 'webhook');
      else logger.debug({ code, ...errorFields(error) }, 'webhook not accepted');
      return sendError(reply, error, clock);
    });
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const { platform = '', connection = '', '*': path = '' } = request.params as Params;
      const body = request.body as Buffer | undefined;
      const answer = await receive({
        platform,
        addressKey: connection,
        sourceAddress: request.ip,
        hook: {
          method: request.method,
          path,
          query: asText(request.query as ManyTexts, ''),
          headers: asText(request.headers, ', '),
          body: body ?? noBytes,
          receivedAtMs: clock.now(),
        },
      });
      return sendReply(reply, answer);
    };
    for (const url of [
      '/api/webhooks/:platform/:connection',
      '/api/webhooks/:platform/:connection/*',
    ]) {
      app.route({ method: methods, url, handler, exposeHeadRoute: false });
    }
  };
}

/** Larger than an order; what nobody is there for is not worth the memory. */
const largeBodyBytes = 64 * 1024;

function mayBeLarge({ headers }: FastifyRequest): boolean {
  const length = headers['content-length'];
  return length === undefined
    ? headers['transfer-encoding'] !== undefined
    : Number(length) > largeBodyBytes;
}

/** All of an address that may stand in the log: the rest of it is a secret. */
function platformOf({ params }: FastifyRequest): string | undefined {
  return (params as Params | undefined)?.platform;
}

interface Params {
  readonly platform?: string;
  readonly connection?: string;
  readonly '*'?: string;
}

const noBytes = Buffer.alloc(0);

function acceptRawJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  for (const type of ['application/json', /^application\/[\w.-]+\+json(?:;|$)/i]) {
    app.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: webhookBodyBytes },
      (_request, body, done) => done(null, body),
    );
  }
}

type ManyTexts = Readonly<Record<string, string | string[] | undefined>>;

/** One text per name; several values are joined, the last one counts where they cannot be. */
function asText(values: ManyTexts, joint: '' | ', '): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in values) {
    const value = values[name];
    if (typeof value === 'string') texts[name] = value;
    else if (value) texts[name] = joint === '' ? (value.at(-1) ?? '') : value.join(joint);
  }
  return texts;
}

function sendReply(reply: FastifyReply, answer: HttpReply): FastifyReply {
  reply.code(answer.status);
  if (answer.headers) reply.headers(answer.headers);
  if (answer.body === undefined) return reply.send();
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body));
}

const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'webhook.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'webhook.media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'input.invalid',
};

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return fastifyCodes[code] ?? 'internal';
}

/** Names that the platforms' side of the interface has always had. Source: source-facts.md, API shape. */
const hubCodes: Partial<Record<ErrorCode, string>> = {
  'webhook.payload': 'INVALID_PAYLOAD',
  'webhook.signature': 'INVALID_SIGNATURE',
};

/** What the sender may know, which is never why a signature did not fit. */
const messages: Partial<Record<ErrorCode, string>> = {
  'connection.not_found': 'No such address.',
  'webhook.media_type': 'Send JSON.',
  'webhook.not_stored': 'Not stored. Send it again.',
  'webhook.payload': 'The body is not well-formed JSON.',
  'webhook.rate_limited': 'Too many calls. Send it again later.',
  'webhook.signature': 'Not verified.',
  'webhook.too_large': 'More than 5 MB.',
};

function sendError(reply: FastifyReply, error: unknown, clock: Clock): FastifyReply {
  const code = codeOf(error);
  const known = error instanceof AppError ? error : new AppError(code, code);
  const { retryAfterMs = code === 'webhook.not_stored' ? notStoredRetryMs : undefined } =
    known.details;
  if (typeof retryAfterMs === 'number')
    reply.header('retry-after', Math.ceil(retryAfterMs / secondMs));
  return reply.code(known.status).send({
    success: false,
    error: {
      code: hubCodes[code] ?? wireCode(code),
      message: messages[code] ?? 'Something went wrong.',
    },
    timestamp: new Date(clock.now()).toISOString(),
  });
}
