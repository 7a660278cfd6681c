import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * Installers for the branches, whole or in parts, to anybody: they are the same for everyone, and a till believes only what
 * the makers signed. The lists are asked for anew each time; an installer never changes under its name.
 */
export async function updatesRoutes(
  app: FastifyInstance,
  updatesDir: string | undefined,
): Promise<void> {
  if (updatesDir === undefined) return;
  if (!existsSync(updatesDir)) throw new Error(`RELAY_UPDATES_DIR: no folder ${updatesDir}`);
  await app.register(fastifyStatic, {
    root: updatesDir,
    prefix: '/updates/',
    index: false,
    dotfiles: 'deny',
    decorateReply: false,
    setHeaders(reply, path) {
      const isList = /\.(json|yml|sig)$/.test(path);
      reply.header('cache-control', isList ? 'no-cache' : 'public, max-age=31536000, immutable');
    },
  });
}
