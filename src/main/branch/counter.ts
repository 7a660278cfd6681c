import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../shared/kit/clock.ts';
import type { Ids } from '../../shared/kit/ids.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import type { Logger } from '../../shared/kit/logger.ts';
import type { Db } from './database/index.ts';
import { createFloor, floorRoutes } from './floor/index.ts';
import { createOutageWatch, menuRoutes, MenuService } from './menu/index.ts';
import { createOwnOrders, type OrderDeps } from './orders/index.ts';
import { createCounterPapers } from './printing/index.ts';
import { busyTables, readSellingSettings, sellingRoutes, SellingService } from './selling/index.ts';
import type { Signals } from './signals.ts';

export interface CounterDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly orders: OrderDeps;
  /** Currency is empty for a branch that belongs to no company yet. */
  branch(): { readonly currency: string; readonly timeZone: string };
}

/** Selling at this branch: its menu, its bills, and what comes back by itself. */
export interface Counter {
  readonly watch: Part;
  routes(app: FastifyInstance): Promise<void>;
}

export function createCounter(deps: CounterDeps): Counter {
  const { db } = deps;
  const settings = () => readSellingSettings(db);
  const menu = new MenuService({
    ...deps,
    businessDay: () => ({
      timeZone: deps.branch().timeZone,
      startsAtMinutes: settings().dayStartsAtMinutes,
    }),
    taxClassIds: () => settings().taxClasses.map(({ id }) => id),
  });
  const selling = new SellingService({
    ...deps,
    menu,
    orders: createOwnOrders(deps.orders),
    paper: createCounterPapers(deps),
    currency: () => deps.branch().currency,
  });
  const plan = createFloor({ ...deps, busyTables });
  return {
    watch: createOutageWatch({ ...deps, menu }),
    async routes(app) {
      await app.register(menuRoutes(menu));
      await app.register(sellingRoutes(selling));
      await app.register(floorRoutes(plan));
    },
  };
}
