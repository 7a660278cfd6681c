import type { FastifyInstance } from 'fastify';
import { branchApi, type BranchState } from '../../../shared/contract/branch-api.ts';
import type { z } from 'zod';
import { serve } from './route.ts';

export interface BranchRoutesDeps {
  state(): BranchState;
  pair(request: z.infer<typeof branchApi.pair.input>): Promise<void>;
  /** What `/health` says besides that the server answers. */
  health(): { readonly status: 'ok' | 'degraded'; readonly [field: string]: unknown };
}

/** What concerns the branch as a whole. */
export function branchRoutes(deps: BranchRoutesDeps) {
  return async (app: FastifyInstance) => {
    app.get('/health', async () => deps.health());
    serve(app, branchApi.state, () => deps.state());
    serve(app, branchApi.pair, async (request) => {
      await deps.pair(request);
      return deps.state();
    });
  };
}
