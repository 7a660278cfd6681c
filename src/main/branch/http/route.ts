import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Route } from '../../../shared/contract/route.ts';
import { StaffPermission } from '../../../shared/contract/staff.ts';
import { screenKinds } from '../../../shared/contract/terminal-kind.ts';
import type { Caller } from './caller.ts';
import type { CallingTerminal } from './calling-terminal.ts';

/** What a handler may know beside its input. */
export interface CallContext {
  readonly caller: Caller;
  readonly terminal: CallingTerminal;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Serves one call of the contract: the caller's permission and the input are checked before the handler, the reply after it,
 * and what needed a permission is written down.
 */
export function serve<Input, Reply>(
  app: FastifyInstance,
  route: Route<Input, Reply>,
  handle: (input: Input, context: CallContext) => NoInfer<Reply> | Promise<NoInfer<Reply>>,
): void {
  const { method, path } = route;
  const permission =
    route.permission === undefined ? undefined : StaffPermission.parse(route.permission);
  app.route({
    method,
    url: path,
    ...(route.terminals && { config: { terminals: route.terminals } }),
    handler: async ({ terminal, headers, query, body, params }) => {
      if (terminal === null) throw new AppError('auth.required', 'nobody has looked who calls');
      const caller = callerAt(terminal, app.doorman.identify(headers));
      if (permission !== undefined) demandAllowed(terminal, caller, permission);
      const given = { ...asRecord(query), ...asRecord(body), ...asRecord(params) };
      const reply = await handle(parseInput(route.input, given), { caller, terminal, headers });
      // Looking is no deed.
      if (permission !== undefined && method !== 'GET') {
        const { id } = asRecord(params);
        const target = typeof id === 'string' ? id : '';
        app.doorman.carriedOut(caller, headers, {
          action: `${method} ${path}`,
          target,
          permission,
        });
      }
      return route.reply.parse(reply);
    },
  });
}

/**
 * A screen without a person may do what its short list of calls says; at a till the person must be allowed, and nobody may
 * what the till itself was refused.
 *
 * @throws AppError `terminal.not_allowed`, `staff.permission_needed`
 */
function demandAllowed(
  { kind, denied }: CallingTerminal,
  caller: Pick<Caller, 'permissions'>,
  permission: StaffPermission,
): void {
  if (screenKinds.includes(kind)) return;
  if (denied.includes(permission)) {
    throw new AppError('terminal.not_allowed', `nobody may ${permission} at this till`, {
      details: { permission },
    });
  }
  demandPermission(caller, permission);
}

/** The person as this terminal lets them act. */
function callerAt({ id, drawerId, denied }: CallingTerminal, caller: Caller): Caller {
  const permissions = caller.permissions.filter((permission) => !denied.includes(permission));
  return { ...caller, permissions, terminalId: id, drawerId };
}

/** @throws AppError `staff.permission_needed` with the permission, so that the till can ask for somebody who may */
export function demandPermission(
  { permissions }: Pick<Caller, 'permissions'>,
  permission: StaffPermission,
): void {
  if (permissions.includes(permission)) return;
  throw new AppError('staff.permission_needed', `${permission} is not allowed`, {
    details: { permission },
  });
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** @throws AppError `input.invalid` naming the fields */
export function parseInput<Input>(schema: z.ZodType<Input>, given: unknown): Input {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join('.') || 'input', issue.message]),
  );
  throw new AppError('input.invalid', z.prettifyError(parsed.error), { details: { fields } });
}
