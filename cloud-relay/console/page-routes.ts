import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The page's own files only; neither scripts nor styles may stand in the page itself. */
const pagePolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** The built console page at `/`; without it the relay says how to get it. */
export async function pageRoutes(
  app: FastifyInstance,
  consoleDir: string | undefined,
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: pagePolicy,
    // Whether every subdomain is behind https is for whoever runs the proxy to say.
    strictTransportSecurity: false,
  });
  if (consoleDir === undefined) {
    app.get('/', (_request, reply) =>
      reply.type('text/plain').send('The console page is not built. Build it: npm run build\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: consoleDir,
    // Names of the built files carry a hash of what is in them; the page's own name does not.
    setHeaders(reply, path) {
      const forGood = /[\\/]assets[\\/]/.test(path);
      reply.header('cache-control', forGood ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
