import type { FastifyInstance } from 'fastify';
import type { Clock, EpochMs } from '../../shared/kit/clock.ts';
import type { Ids } from '../../shared/kit/ids.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import type { Logger } from '../../shared/kit/logger.ts';
import type { Db, Tx } from './database/index.ts';
import { createFloor, floorRoutes } from './floor/index.ts';
import { createOutageWatch, menuRoutes, MenuService, nextBusinessDayMs } from './menu/index.ts';
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
  branch(): { readonly currency: string; readonly timeZone: string };
}

/** Selling at this branch: its menu, its bills, and what comes back by itself. */
export interface Counter {
  readonly menu: MenuService;
  readonly watch: Part;
  routes(app: FastifyInstance): Promise<void>;
  nextBusinessDayMs(nowMs: EpochMs): EpochMs;
  /** Says to the relay all that is out. */
  sayOutages(tx: Tx): void;
}

export function createCounter(deps: CounterDeps): Counter {
  const { db } = deps;
  const settings = () => readSellingSettings(db);
  const businessDay = () => ({
    timeZone: deps.branch().timeZone,
    startsAtMinutes: settings().dayStartsAtMinutes,
  });
  const menu = new MenuService({
    ...deps,
    upLog: deps.orders.upLog,
    businessDay,
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
    menu,
    watch: createOutageWatch({ ...deps, menu }),
    nextBusinessDayMs(nowMs) {
      const { timeZone, startsAtMinutes } = businessDay();
      return nextBusinessDayMs(nowMs, timeZone, startsAtMinutes);
    },
    sayOutages: (tx) => menu.sayOutages(tx),
    async routes(app) {
      await app.register(menuRoutes(menu));
      await app.register(sellingRoutes(selling));
      await app.register(floorRoutes(plan));
    },
  };
}
