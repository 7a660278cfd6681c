import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { sleep, type Clock } from '../../../src/shared/kit/clock.ts';
import type { Part } from '../../../src/shared/kit/lifecycle.ts';
import type { FaultState } from './faults.ts';
import { Refused, type Reply } from './refused.ts';

/** One call of the relay to the platform's API, not yet believed in any way. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Path with `:id` where it names an order. */
  readonly path: string;
  /** A request for a token, which `refuseLogins` refuses and the other faults leave alone. */
  readonly login?: boolean;
  /** @throws Refused */
  handle(call: Call): Reply | Promise<Reply>;
}

export interface ApiServerOptions {
  readonly name: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly faults: FaultState;
  readonly routes: readonly ApiRoute[];
  /** Hears of every call with its answer; `refused` where the platform refused it. */
  readonly onAnswer: (call: Call, status: number, refused: Refused | null) => void;
}

/** The platform's own HTTP API on this machine. */
export function createApiServer(options: ApiServerOptions): Part & { readonly url: string } {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 10 * 1024 * 1024 });
  // Bodies stay bytes: each platform reads its own form, and signatures are checked on them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const route of options.routes) {
    app.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) => answer(options, route, request, reply),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const detail = `${request.method} ${request.url} is no call of this platform`;
    const refused = new Refused({ status: 404 }, 'unknown_call', detail);
    options.onAnswer(toCall(request), 404, refused);
    return reply.code(404).send();
  });
  let url = '';
  return {
    name: options.name,
    get url() {
      return url;
    },
    async start() {
      await app.listen({ host: options.host, port: options.port });
      const { port } = app.server.address() as AddressInfo;
      url = `http://${options.host}:${port}`;
    },
    stop: () => app.close(),
  };
}

async function answer(
  options: ApiServerOptions,
  route: ApiRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { clock, faults, onAnswer } = options;
  const call = toCall(request);
  if (faults.latencyMs > 0) await sleep(clock, faults.latencyMs);
  const failure = failureFor(route, faults);
  if (failure === 'hang_up') {
    void reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  const { result, refused } = failure
    ? { result: { status: failure }, refused: null }
    : await handled(route, call);
  onAnswer(call, result.status, refused);
  void reply.code(result.status).headers(result.headers ?? {});
  if (result.body === undefined) return reply.send();
  return reply.type('application/json').send(JSON.stringify(result.body));
}

function failureFor(route: ApiRoute, faults: FaultState): number | 'hang_up' | null {
  if (route.login !== true) return faults.takeFailure();
  return faults.loginsRefused ? 401 : null;
}

async function handled(
  route: ApiRoute,
  call: Call,
): Promise<{ result: Reply; refused: Refused | null }> {
  try {
    return { result: await route.handle(call), refused: null };
  } catch (error) {
    if (error instanceof Refused) return { result: error.reply, refused: error };
    throw error;
  }
}

function toCall(request: FastifyRequest): Call {
  return {
    method: request.method,
    path: request.url,
    params: (request.params ?? {}) as Record<string, string>,
    query: request.query as Record<string, string>,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
    ),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}
