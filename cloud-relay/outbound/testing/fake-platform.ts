import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}

export interface PlannedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Decides an answer; a promise keeps the caller waiting, `hang_up` closes the connection without one. */
export type Answering = (
  call: SeenCall,
) => PlannedAnswer | 'hang_up' | Promise<PlannedAnswer | 'hang_up'>;

export type FakePlatform = Awaited<ReturnType<typeof startFakePlatform>>;

/** A platform on this machine: gives tokens, notes what it is told, answers as the test wants. */
export async function startFakePlatform() {
  const app = Fastify();
  const calls: SeenCall[] = [];
  const tokens = {
    given: [] as string[],
    answer: undefined as PlannedAnswer | undefined,
    before: () => Promise.resolve(),
  };
  let answering: Answering = () => ({ status: 200, body: '{"ok":true}' });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.all('/*', async (request, reply) => {
    const call: SeenCall = {
      method: request.method,
      path: request.url,
      authorization: request.headers.authorization ?? '',
      body: typeof request.body === 'string' ? request.body : '',
    };
    const answer = call.path === '/token' ? await giveToken() : await note(call);
    if (answer === 'hang_up') {
      request.raw.socket.destroy();
      return reply.hijack();
    }
    return reply
      .code(answer.status)
      .headers(answer.headers ?? {})
      .type('application/json')
      .send(answer.body ?? '');
  });

  const note = (call: SeenCall) => {
    calls.push(call);
    return answering(call);
  };
  const giveToken = async (): Promise<PlannedAnswer> => {
    await tokens.before();
    const token = `tok-${randomUUID()}`;
    tokens.given.push(token);
    const body = JSON.stringify({ access_token: token, expires_in: 600 });
    return tokens.answer ?? { status: 200, body };
  };

  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    /** What it was told, tokens apart. */
    calls,
    /** Tokens it gave out, what to answer instead of one, and what happens before. */
    tokens,
    answer(with_: Answering) {
      answering = with_;
    },
    async stop() {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
