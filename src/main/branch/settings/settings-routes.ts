import type { FastifyInstance } from 'fastify';
import { branchApi } from '../../../shared/contract/branch-api.ts';
import { serve } from '../http/route.ts';
import type { Settings } from './settings.ts';

export function settingsRoutes(settings: Settings) {
  return async (app: FastifyInstance) => {
    serve(app, branchApi.getSettings, () => settings.read());
    serve(app, branchApi.changeSettings, (wanted) => settings.change(defined(wanted)));
  };
}

/** Without the keys whose value is undefined, which the schema lets through. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
