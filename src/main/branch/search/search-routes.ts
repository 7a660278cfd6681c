import type { FastifyInstance } from 'fastify';
import { searchRoutes as routes } from '../../../shared/contract/search.ts';
import { serve } from '../http/route.ts';
import { searchOrders, type SearchDeps } from './search-service.ts';

export function searchRoutes(deps: SearchDeps) {
  return async (app: FastifyInstance) => {
    serve(app, routes.searchOrders, (input) => searchOrders(deps, input));
  };
}
