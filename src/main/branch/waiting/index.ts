import type { FastifyInstance } from 'fastify';
import { waitingRoutes as routes } from '../../../shared/contract/waiting.ts';
import type { Db } from '../database/index.ts';
import { serve } from '../http/route.ts';
import { readWaiting } from './waiting-service.ts';

export function waitingRoutes(db: Db) {
  return async (app: FastifyInstance) => {
    serve(app, routes.readWaiting, () => readWaiting(db));
  };
}
