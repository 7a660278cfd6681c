import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Route } from '../../../shared/contract/route.ts';

/** Serves one call of the contract: the input is parsed before the handler, the reply after it. */
export function serve<Input, Reply>(
  app: FastifyInstance,
  route: Route<Input, Reply>,
  handle: (input: Input) => NoInfer<Reply> | Promise<NoInfer<Reply>>,
): void {
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request) => {
      const given = {
        ...asRecord(request.query),
        ...asRecord(request.body),
        ...asRecord(request.params),
      };
      return route.reply.parse(await handle(parseInput(route.input, given)));
    },
  });
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parseInput<Input>(schema: z.ZodType<Input>, given: unknown): Input {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join('.') || 'input', issue.message]),
  );
  throw new AppError('input.invalid', z.prettifyError(parsed.error), { details: { fields } });
}
