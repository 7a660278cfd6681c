import type { FastifyInstance } from 'fastify';
import { firstRunRoutes as routes } from '../../../shared/contract/first-run.ts';
import { serve } from '../http/route.ts';
import type { FirstRun } from './first-run.ts';

export { FirstRun, type FirstRunDeps } from './first-run.ts';

export function firstRunRoutes(firstRun: FirstRun) {
  return async (app: FastifyInstance) => {
    serve(app, routes.moveFirstRun, ({ step }) => {
      firstRun.move(step);
      return {};
    });
    serve(app, routes.addSampleMenu, () => ({ productCount: firstRun.addSampleMenu() }));
  };
}
