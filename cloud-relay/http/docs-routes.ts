import type { FastifyInstance } from 'fastify';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import { apiDocsPage, apiDocsPolicy } from './api-docs-page.ts';
import { describeApi, type OpenApi } from './openapi.ts';
import type { Served } from './serve.ts';

export interface DocsDeps {
  readonly served: readonly Served[];
  readonly version: string;
  readonly cookieName: string;
  readonly publicUrl: () => string;
}

/** What the API is, for programs and for people; made when it is asked for, from the routes served. */
export function docsRoutes(app: FastifyInstance, deps: DocsDeps): void {
  const describe = (): OpenApi =>
    describeApi({
      version: deps.version,
      server: deps.publicUrl(),
      cookieName: deps.cookieName,
      operations: deps.served.map(({ route, access }) => ({ name: nameOf(route), route, access })),
    });
  const config = { access: 'anybody' } as const;
  app.get('/api/openapi.json', { config }, async () => describe());
  app.get('/api/docs', { config }, async (_request, reply) =>
    reply
      .header('content-security-policy', apiDocsPolicy)
      .type('text/html; charset=utf-8')
      .send(apiDocsPage(describe())),
  );
}

function nameOf(route: Served['route']): string {
  const found = Object.entries(consoleApi).find(([, known]) => known === route);
  if (!found) throw new Error(`${route.method} ${route.path} is not in the contract`);
  return found[0];
}
