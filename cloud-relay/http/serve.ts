import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type User, intoEnvelope } from '../../src/shared/contract/console-api.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { Route } from '../../src/shared/contract/route.ts';
import type { Clock } from '../../src/shared/kit/clock.ts';
import type { Permission } from '../../src/shared/contract/console-permissions.ts';
import { invalidInput } from './replies.ts';

/** Who may call a route: anybody, whoever is signed in, or whose role has a permission. */
export type Access = 'anybody' | 'signed_in' | Permission;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Null for a caller who has not signed in; set by the door of the API. */
    user: User | null;
  }
}

export interface Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** @throws AppError `auth.required` */
  readonly user: User;
}

export interface Served {
  readonly route: Route;
  readonly access: Access;
}

/** The console's API as its modules see it. */
export interface Api {
  /** Every route that has a handler by now. */
  readonly served: readonly Served[];
  /**
   * Puts a handler behind a route of the contract: input parsed, reply cut to what the contract
   * promises (a column that is not in it never leaves), both in the envelope.
   */
  serve<Input, Reply>(
    route: Route<Input, Reply>,
    access: Access,
    handle: (input: Input, call: Call) => NoInfer<Reply> | Promise<NoInfer<Reply>>,
  ): void;
}

export function createApi(app: FastifyInstance, clock: Clock): Api {
  const served: Served[] = [];
  return {
    served,
    serve(route, access, handle) {
      served.push({ route, access });
      app.route({
        method: route.method,
        url: route.path,
        config: { access },
        async handler(request, reply) {
          const input = route.input.safeParse(inputOf(request));
          if (!input.success) throw invalidInput(input.error);
          const answer = await handle(input.data, callOf(request, reply));
          return reply.send(intoEnvelope(route.reply.parse(answer), clock.now()));
        },
      });
    },
  };
}

/** Path over query or body: the address decides which thing is meant. */
function inputOf(request: FastifyRequest): Record<string, unknown> {
  const inQuery = request.method === 'GET' || request.method === 'DELETE';
  const rest = inQuery ? request.query : request.body;
  return { ...(rest as object | undefined), ...(request.params as object) };
}

function callOf(request: FastifyRequest, reply: FastifyReply): Call {
  return {
    request,
    reply,
    get user() {
      if (!request.user) throw new AppError('auth.required', 'nobody is signed in');
      return request.user;
    },
  };
}
