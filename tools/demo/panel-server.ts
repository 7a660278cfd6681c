import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { z } from 'zod';
import type { DemoState } from './demo-api.ts';

export interface PanelParts {
  readonly port: number;
  readonly panelDir: string;
  readonly state: () => DemoState;
  readonly ticketPng: (id: string) => Uint8Array | undefined;
  readonly send: (platform: string) => Promise<boolean>;
  readonly setNetworkCut: (on: boolean) => void;
  readonly setPaperOut: (on: boolean) => void;
  readonly setFlowing: (on: boolean) => void;
}

const Send = z.object({ platform: z.string() });
const Turn = z.object({ on: z.boolean() });

/** Serves the demo's panel on the loopback; resolves with its address and the way to stop it. */
export async function servePanel(
  parts: PanelParts,
): Promise<{ url: string; close: () => Promise<void> }> {
  const app = fastify({ forceCloseConnections: true });
  await app.register(fastifyStatic, { root: parts.panelDir });
  app.get('/api/state', async () => parts.state());
  app.get<{ Params: { id: string } }>('/api/tickets/:id.png', async (request, reply) => {
    const png = parts.ticketPng(request.params.id);
    if (!png) return reply.code(404).send();
    return reply.type('image/png').header('cache-control', 'max-age=3600').send(Buffer.from(png));
  });
  app.post('/api/send', async (request, reply) => {
    const taken = await parts.send(Send.parse(request.body).platform);
    return reply.code(taken ? 200 : 502).send({ taken });
  });
  const turn = (path: string, set: (on: boolean) => void) =>
    app.post(path, async (request) => {
      set(Turn.parse(request.body).on);
      return {};
    });
  turn('/api/network', parts.setNetworkCut);
  turn('/api/paper', parts.setPaperOut);
  turn('/api/flow', parts.setFlowing);
  const url = await app.listen({ host: '127.0.0.1', port: parts.port });
  return { url, close: () => app.close() };
}
