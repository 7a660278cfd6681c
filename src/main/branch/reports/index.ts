import type { FastifyInstance } from 'fastify';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { createAdder } from './day-sums.ts';
import { createDaySumsWatch, type DaySumsWatchDeps } from './day-sums-watch.ts';
import { reportsRoutes } from './reports-routes.ts';

/** What was sold, by any stretch of time. */
export interface Reports {
  readonly watch: Part;
  readonly routes: (app: FastifyInstance) => Promise<void>;
}

export function createReports(given: Omit<DaySumsWatchDeps, 'adder'>): Reports {
  const deps = { ...given, adder: createAdder(given.db) };
  return { watch: createDaySumsWatch(deps), routes: reportsRoutes(deps) };
}
