import type { BranchReport } from '../../shared/contract/relay.ts';
import { createBooks } from './books.ts';
import { createBranchClock } from './branch-clock.ts';
import type { BranchConfig } from './config.ts';
import { createCounter } from './counter.ts';
import type { Db } from './database/index.ts';
import type { BranchDeps } from './deps.ts';
import { createKeeping } from './keeping.ts';
import { createNetwork } from './network.ts';
import {
  createScheduleWatch,
  ordersForPaper,
  ordersForRules,
  OrdersService,
  type OrderDeps,
} from './orders/index.ts';
import { createPaper } from './paper.ts';
import {
  countPrintTrouble,
  createPrinterStates,
  createPrintJobs,
  kitchenPaper,
} from './printing/index.ts';
import { createUpLog, findDevice } from './relay-link/index.ts';
import { createRelayTraffic } from './relay-traffic.ts';
import { createRetention } from './retention/index.ts';
import { createRules } from './rules/index.ts';
import { readSellingSettings } from './selling/index.ts';
import { createSettings, readSettings } from './settings/index.ts';
import { createSignals } from './signals.ts';
import { StaffService } from './staff/index.ts';

export type Modules = ReturnType<typeof createModules>;

/** Everything the branch can do, and nothing that listens yet. */
export function createModules(
  config: BranchConfig,
  deps: BranchDeps & { startAnew(): void },
  db: Db,
) {
  const { ids, logger } = deps;
  const clock = createBranchClock(deps.clock);
  const signals = createSignals(logger);
  const states = createPrinterStates(clock, signals);
  const base = { db, clock, ids, logger, signals, states };
  const printJobs = createPrintJobs(base);
  const upLog = createUpLog(base);
  const orderDeps: OrderDeps = { clock, logger, signals, printJobs, upLog };
  const paperOrders = ordersForPaper(db, orderDeps);
  const branch = () => branchOf(db);
  const paper = createPaper({ ...deps, ...base, upLog, orders: paperOrders, branch });
  const openDrawer = (drawerId: string, reason: string) => paper.desk.openDrawer(drawerId, reason);
  const counter = createCounter({ ...base, orders: orderDeps, branch, openDrawer });
  const rules = createRules({
    ...base,
    upLog,
    orders: ordersForRules(orderDeps),
    paper: (at, order) => kitchenPaper(at, states, order),
    timeZone: () => branch().timeZone,
    currency: () => branch().currency,
    nextBusinessDayMs: (nowMs) => counter.nextBusinessDayMs(nowMs),
  });
  const orders = new OrdersService(db, orderDeps, counter.bills);
  const toRelay = createRelayTraffic({
    ...deps,
    ...base,
    config,
    orderDeps,
    paperOrders,
    templates: paper.templates,
    takeWish: (wish) => counter.takeWish(wish),
    sayStanding(tx) {
      counter.sayOutages(tx);
      rules.sayBusy(tx);
    },
    report: () => reportOf({ ...paper, db, orders }),
  });
  return {
    db,
    clock,
    signals,
    orders,
    ...paper,
    ...toRelay,
    counter,
    books: createBooks({ ...base, branch }),
    rules,
    keeping: createKeeping({ ...deps, ...base, config, printJobs, branch, counter }),
    watch: createScheduleWatch(base),
    retention: createRetention({ db, clock, logger }),
    network: createNetwork({ ...deps, ...base, config, orders, branch }),
    settings: createSettings(db, signals),
    staff: new StaffService(base),
  };
}

/** What the relay shows of this branch. */
function reportOf({
  db,
  orders,
  printing,
  desk,
}: Pick<Modules, 'db' | 'orders' | 'printing' | 'desk'>): BranchReport {
  return {
    printers: printing.listPrinters().map(({ id, name, state, stateSinceMs, waitingJobs }) => ({
      id,
      name,
      state,
      stateSinceMs,
      waitingJobs,
    })),
    openOrders: orders.countOpen(),
    waitingJobs: desk.countWaiting(),
    printTrouble: countPrintTrouble(db),
  };
}

/** Who this branch is, as far as it has been told. */
export function branchOf(db: Db) {
  const device = findDevice(db);
  return {
    branchName: device?.branchName ?? readSettings(db).branchName,
    companyName: device?.companyName ?? '',
    currency: device?.currency ?? readSellingSettings(db).currency,
    timeZone: device?.timeZone ?? hereTimeZone(),
  };
}

function hereTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
