import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../shared/kit/clock.ts';
import { compose, type Part } from '../../shared/kit/lifecycle.ts';
import type { Logger } from '../../shared/kit/logger.ts';
import type { Db } from './database/index.ts';
import { createReports } from './reports/index.ts';
import { createIndexWatch, searchRoutes } from './search/index.ts';
import { readSellingSettings } from './selling/index.ts';
import { waitingRoutes } from './waiting/index.ts';

export interface BooksDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  branch(): { readonly currency: string; readonly timeZone: string };
}

/** Looking back: every order that was taken, what it came to, and what of it the internet has not heard. */
export interface Books {
  readonly watch: Part;
  routes(app: FastifyInstance): Promise<void>;
}

export function createBooks(deps: BooksDeps): Books {
  const dayRules = () => ({
    timeZone: deps.branch().timeZone,
    startsAtMinutes: readSellingSettings(deps.db).dayStartsAtMinutes,
  });
  // What a branch without a company sells in is a setting.
  const currency = () => deps.branch().currency || readSellingSettings(deps.db).currency;
  const reports = createReports({
    ...deps,
    terms: () => ({ ...dayRules(), currency: currency() }),
  });
  return {
    watch: compose('books', [createIndexWatch(deps), reports.watch]),
    async routes(app) {
      await app.register(searchRoutes({ ...deps, dayRules }));
      await app.register(reports.routes);
      await app.register(waitingRoutes(deps.db));
    },
  };
}
