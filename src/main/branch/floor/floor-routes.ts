import type { FastifyInstance } from 'fastify';
import { floorRoutes as routes } from '../../../shared/contract/floor.ts';
import { serve } from '../http/route.ts';
import type { FloorPlan } from './floor.ts';

export function floorRoutes(plan: FloorPlan) {
  return async (app: FastifyInstance) => {
    serve(app, routes.readFloor, () => plan.read());
    serve(app, routes.saveFloor, (floor) => plan.save(floor));
  };
}
