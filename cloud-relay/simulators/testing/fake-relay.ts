import fastify from 'fastify';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw body. */
  readonly body: string;
  readonly json: Record<string, unknown>;
}

/** `never` leaves the sender waiting. */
export type RelayAnswer = { readonly status: number; readonly body?: unknown } | 'never';

export interface FakeRelay {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** What to answer from now on. */
  answerWith(answer: (webhook: ReceivedWebhook) => RelayAnswer): void;
  /** Resolves once so many webhooks have come. */
  untilReceived(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** The smallest thing that takes webhooks: it believes everything, keeps it and answers as told. */
export async function startFakeRelay(
  first: (webhook: ReceivedWebhook) => RelayAnswer = () => ({ status: 200 }),
): Promise<FakeRelay> {
  const received: ReceivedWebhook[] = [];
  let answer = first;
  let waiting: { count: number; resolve: () => void }[] = [];
  const app = fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.all('/*', (request, reply) => {
    const body = request.body as string;
    const webhook: ReceivedWebhook = {
      method: request.method,
      path: request.url,
      headers: request.headers as Record<string, string | undefined>,
      body,
      json: JSON.parse(body) as Record<string, unknown>,
    };
    received.push(webhook);
    waiting = waiting.filter(({ count, resolve }) => {
      if (received.length < count) return true;
      resolve();
      return false;
    });
    const answered = answer(webhook);
    if (answered === 'never') return reply.hijack();
    return reply
      .code(answered.status)
      .type('application/json')
      .send(JSON.stringify(answered.body ?? {}));
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answerWith(next) {
      answer = next;
    },
    untilReceived: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    stop: () => app.close(),
  };
}
