import type { FastifyError, FastifyReply } from 'fastify';
import { ZodError } from 'zod';
import type { Envelope } from '../../src/shared/contract/envelope.ts';
import { AppError, type ErrorCode, wireCode } from '../../src/shared/contract/errors.ts';

/** What went wrong in the words of the error table; everything unforeseen is `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof ZodError) return invalidInput(thrown);
  const code = codeOfHttp(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(code, message, { cause: thrown });
}

export function invalidInput(error: ZodError): AppError {
  const issues = error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  return new AppError('input.invalid', issues.map(({ path }) => path).join(', '), {
    details: { issues },
  });
}

/** Fastify's own refusals: a body too long, of the wrong kind, or no JSON. */
function codeOfHttp(thrown: unknown): ErrorCode {
  const status = (thrown as Partial<FastifyError> | null)?.statusCode ?? 500;
  if (status === 413) return 'request.too_large';
  if (status === 415) return 'request.media_type';
  if (status === 429) return 'request.rate_limited';
  return status >= 400 && status < 500 ? 'input.invalid' : 'internal';
}

/** Only what the caller may know: the details of `internal` stay in the log. */
export function errorEnvelope(error: AppError, nowMs: number): Envelope {
  const known = error.code !== 'internal';
  return {
    success: false,
    error: {
      code: wireCode(error.code),
      message: known ? error.message : 'something went wrong here; it is in the log',
      ...(known && Object.keys(error.details).length > 0 && { details: { ...error.details } }),
    },
    timestamp: new Date(nowMs).toISOString(),
  };
}

/** Seconds, rounded up, as `Retry-After` wants them. */
export function retryAfter(reply: FastifyReply, waitMs: number): FastifyReply {
  return reply.header('retry-after', Math.max(1, Math.ceil(waitMs / 1_000)));
}
