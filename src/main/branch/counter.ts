import type { FastifyInstance } from 'fastify';
import type { PrintJobView } from '../../shared/contract/printing.ts';
import type { AvailabilityWished } from '../../shared/contract/relay.ts';
import type { Clock, EpochMs } from '../../shared/kit/clock.ts';
import type { Ids } from '../../shared/kit/ids.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import type { Logger } from '../../shared/kit/logger.ts';
import { nextBusinessDayMs } from './business-days.ts';
import type { Db, Tx } from './database/index.ts';
import { createFloor, floorRoutes } from './floor/index.ts';
import { createOutageWatch, menuRoutes, MenuService, takeWish } from './menu/index.ts';
import {
  createOwnOrders,
  listPlatformSales,
  type CounterBills,
  type OrderDeps,
} from './orders/index.ts';
import { createCounterPapers } from './printing/index.ts';
import {
  busyTables,
  countLiveBills,
  readSellingSettings,
  sellingRoutes,
  SellingService,
} from './selling/index.ts';
import { ShiftBook, shiftRoutes, ShiftsService } from './shifts/index.ts';
import type { Signals } from './signals.ts';

export interface CounterDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly orders: OrderDeps;
  branch(): { readonly currency: string; readonly timeZone: string };
  /** @throws AppError `printer.no_drawer` */
  openDrawer(drawerId: string, reason: string): PrintJobView;
}

/** Selling at this branch: its menu, its bills, and what comes back by itself. */
export interface Counter {
  readonly menu: MenuService;
  readonly watch: Part;
  readonly bills: CounterBills;
  routes(app: FastifyInstance): Promise<void>;
  nextBusinessDayMs(nowMs: EpochMs): EpochMs;
  /** Does what somebody at the console wants off or back. */
  takeWish(wish: AvailabilityWished): void;
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
  const paper = createCounterPapers(deps);
  const book = new ShiftBook({
    ...deps,
    currency: () => deps.branch().currency || settings().currency,
  });
  const selling = new SellingService({
    ...deps,
    menu,
    orders: createOwnOrders(deps.orders),
    paper,
    shifts: book,
    currency: () => deps.branch().currency,
  });
  const plan = createFloor({ ...deps, busyTables });
  const endOfDayMs = (nowMs: EpochMs) => nextBusinessDayMs(nowMs, businessDay());
  const shifts = new ShiftsService({
    ...deps,
    book,
    paper,
    countOpenBills: countLiveBills,
    platformSales: listPlatformSales,
    nextBusinessDayMs: endOfDayMs,
  });
  return {
    menu,
    watch: createOutageWatch({ ...deps, menu }),
    nextBusinessDayMs: endOfDayMs,
    takeWish: (wish) => takeWish({ ...deps, menu }, wish),
    sayOutages: (tx) => menu.sayOutages(tx),
    bills: {
      cancelOrder: ({ staffId, name, drawerId }, wish) =>
        void selling.cancelOrder({ staffId, name, drawerId }, wish),
    },
    async routes(app) {
      await app.register(menuRoutes(menu));
      await app.register(sellingRoutes(selling));
      await app.register(shiftRoutes(shifts));
      await app.register(floorRoutes(plan));
    },
  };
}
