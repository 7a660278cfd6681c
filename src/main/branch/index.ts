import { join } from 'node:path';
import { loadFonts, type Fonts } from '../../printer/index.ts';
import type { BranchState } from '../../shared/contract/branch-api.ts';
import type { BranchReport } from '../../shared/contract/relay.ts';
import { compose, type Part } from '../../shared/kit/lifecycle.ts';
import { exchangeRestored } from './backup/index.ts';
import { createBooks } from './books.ts';
import { createBranchClock } from './branch-clock.ts';
import type { BranchConfig } from './config.ts';
import {
  isRefused,
  lockDataDir,
  migrate,
  openDatabase,
  transact,
  type Db,
} from './database/index.ts';
import { createCounter } from './counter.ts';
import type { BranchDeps } from './deps.ts';
import {
  branchRoutes,
  createApp,
  createLive,
  getLocalToken,
  ownHosts,
  tokenFileOf,
  type Access,
} from './http/index.ts';
import {
  createScheduleWatch,
  ordersForPaper,
  ordersForRules,
  ordersFromRelay,
  ordersRoutes,
  OrdersService,
  type OrderDeps,
} from './orders/index.ts';
import {
  createPrinterStates,
  countPrintTrouble,
  createPrintJobs,
  kitchenPaper,
  listRemotePapers,
  printingRoutes,
  queueRemotePaper,
  templatesRoutes,
} from './printing/index.ts';
import {
  applyByKind,
  createPrintRequests,
  createUpLog,
  findDevice,
  insertCursors,
  RelayLink,
} from './relay-link/index.ts';
import { createNetwork } from './network.ts';
import { createKeeping } from './keeping.ts';
import { createPaper } from './paper.ts';
import { createRetention } from './retention/index.ts';
import { createRules } from './rules/index.ts';
import { readSellingSettings } from './selling/index.ts';
import { createSettings, readSettings, settingsRoutes } from './settings/index.ts';
import { createSignals } from './signals.ts';
import { StaffService, staffRoutes } from './staff/index.ts';

export { readEnv, type BranchConfig } from './config.ts';
export { openLogFile } from './log-file.ts';
export { tokenLink } from './http/index.ts';
export { systemDeps, type BranchDeps } from './deps.ts';
export { printerHardware, type PrinterHardware } from './printing/index.ts';

/** A whole branch server: orders, paper, the link to the relay, and the door for tills. */
export interface Branch extends Part {
  /** Known once started. */
  addresses(): { readonly url: string; readonly tokenFile: string };
}

/** Long enough for the answer to whoever asked for it. */
const restartAfterMs = 500;

/** @throws AppError `database.in_use`, `database.newer` (as cause) when started on such a data folder */
export function createBranch(config: BranchConfig, deps: BranchDeps): Branch {
  let parts: Part | undefined;
  let url = '';
  let cancelRestart: () => void = () => undefined;
  const start = async (at: BranchConfig) => {
    const storage = openStorage(at, deps);
    const door = await openDoor(at, deps, createModules(at, { ...deps, startAnew }, storage.db));
    parts = compose('branch', [storage, ...door.parts]);
    await parts.start();
    url = door.url();
    deps.logger.info({ url }, 'the branch serves');
  };
  const stop = async () => {
    cancelRestart();
    await parts?.stop();
    parts = undefined;
  };
  const startAnew = () => {
    // At the same port, where the tills look for it. What fails here ends the program: whoever watches it starts it again.
    const again = async () => {
      await stop();
      await start({ ...config, port: Number(new URL(url).port) });
    };
    cancelRestart = deps.clock.after(restartAfterMs, () => void again());
  };
  return {
    name: 'branch',
    start: () => start(config),
    stop,
    addresses: () => ({ url, tokenFile: tokenFileOf(config.dataDir) }),
  };
}

/** The data folder, taken and opened at once, because everything else is built on it. */
function openStorage(config: BranchConfig, deps: BranchDeps): Part & { readonly db: Db } {
  const lock = lockDataDir(config.dataDir);
  try {
    const kept = exchangeRestored(config.dataDir);
    if (kept !== undefined) deps.logger.warn({ kept }, 'the data was put back from a backup');
    const db = openDatabase(join(config.dataDir, 'branch.db'));
    migrate(db);
    transact(db, (tx) => insertCursors(tx, deps.ids));
    return {
      name: 'storage',
      db,
      start: async () => undefined,
      async stop() {
        db.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

type Modules = ReturnType<typeof createModules>;

function createModules(config: BranchConfig, deps: BranchDeps & { startAnew(): void }, db: Db) {
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
  const fonts = once(loadFonts);
  const { hardware } = deps;
  const paper = createPaper({ ...base, hardware, upLog, orders: paperOrders, fonts, branch });
  const printRequests = createPrintRequests({
    ...base,
    upLog,
    papers: {
      queue: (tx, request) =>
        queueRemotePaper({ ...base, printJobs, orders: paperOrders }, tx, request),
      list: listRemotePapers,
    },
  });
  const counter = createCounter({
    ...base,
    orders: orderDeps,
    branch,
    openDrawer: (reason) => paper.desk.openDrawer(reason),
  });
  const rules = createRules({
    ...base,
    upLog,
    orders: ordersForRules(orderDeps),
    paper: (at, order) => kitchenPaper(at, states, order),
    timeZone: () => branch().timeZone,
    nextBusinessDayMs: (nowMs) => counter.nextBusinessDayMs(nowMs),
  });
  const link = new RelayLink({
    ...deps,
    clock,
    db,
    signals,
    keys: { dataDir: config.dataDir, secretKey: config.secretKey },
    relayUrl: config.relayUrl,
    pairingCode: config.pairingCode,
    apply: applyByKind({
      order: ordersFromRelay(orderDeps),
      printRequest: (tx, request) => printRequests.take(tx, request),
      template: (tx, saved) => paper.templates.applyFromCompany(tx, saved),
    }),
    copyNoticed: (tx) => orderDeps.printJobs.doubtWaiting(tx),
    sayStanding(tx) {
      counter.sayOutages(tx);
      rules.sayBusy(tx);
    },
    report: () => reportOf({ ...paper, db, orders }),
  });
  const keeping = createKeeping({
    ...deps,
    ...base,
    config,
    printJobs,
    branch,
    menu: counter.menu,
  });
  const orders = new OrdersService(db, orderDeps, counter.bills);
  const books = createBooks({ ...base, branch });
  const watch = createScheduleWatch(base);
  const retention = createRetention({ db, clock, logger });
  return {
    db,
    clock,
    signals,
    orders,
    ...paper,
    link,
    printRequests,
    counter,
    books,
    rules,
    keeping,
    watch,
    retention,
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

async function openDoor(config: BranchConfig, deps: BranchDeps, modules: Modules) {
  const { logger } = deps;
  const { db, clock, signals, orders, network, link, printRequests } = modules;
  const { queue, counter, books, rules, keeping, watch, retention, settings, discovery } = modules;
  const startedAtMs = clock.monotonicMs();
  const token = getLocalToken(config.dataDir);
  let port = config.port;
  const access = (): Access => ({
    port,
    token,
    hosts: ownHosts(config.host, lanDoor.addresses()),
    identify: (given, address) => network.terminals.identify(given, address),
    isFromNetwork: (request) => lanDoor.hasBrought(request),
  });
  const app = await createApp({
    logger,
    access,
    tillDir: config.tillDir,
    doorman: modules.staff,
  });
  const lanDoor = network.door({ server: app.server, port: () => port });
  const live = createLive(app.server, {
    logger,
    signals,
    access,
    shown: (orderIds) => orders.shown(orderIds),
  });
  const state = () => branchState(modules, deps);
  await app.register(ordersRoutes(orders, clock));
  await app.register(printingRoutes(modules));
  await app.register(templatesRoutes(modules.templates, modules.templateTests));
  await app.register((scope) => counter.routes(scope));
  await app.register((scope) => books.routes(scope));
  await app.register((scope) => rules.routes(scope));
  await app.register((scope) => keeping.routes(scope));
  await network.routes(app, { door: lanDoor, access, connectedIds: live.connectedIds });
  await app.register(settingsRoutes(settings));
  await app.register(staffRoutes(modules.staff));
  await app.register(
    branchRoutes({
      state,
      pair: (request) => link.pair(request),
      health: () => ({
        status: isRefused(db) || isCutOff(link.status().state) ? 'degraded' : 'ok',
        service: 'wasla-branch',
        version: deps.appVersion,
        uptime: Math.round((clock.monotonicMs() - startedAtMs) / 1_000),
        checks: { database: isRefused(db) ? 'refused' : 'ok', relay: link.status().state },
      }),
    }),
  );
  const http: Part = {
    name: 'http',
    async start() {
      await app.listen({ host: config.host, port: config.port });
      const address = app.server.address();
      if (typeof address === 'object' && address !== null) ({ port } = address);
    },
    stop: () => app.close(),
  };
  return {
    parts: [
      queue,
      discovery,
      watch,
      counter.watch,
      books.watch,
      rules.watch,
      http,
      lanDoor,
      live,
      printRequests,
      link,
      retention,
      keeping.daily,
    ],
    url: () => `http://${config.host}:${port}`,
  };
}

function branchState(
  { db, clock, link, printing, orders, keeping }: Modules,
  deps: BranchDeps,
): BranchState {
  const device = findDevice(db);
  const firstRun = keeping.firstRunStep();
  return {
    ...branchOf(db),
    ...(firstRun && { firstRun }),
    relay: { url: device?.relayUrl ?? '', ...link.status() },
    printers: printing.listPrinters(),
    printTrouble: countPrintTrouble(db),
    openOrders: orders.countOpen(),
    ...(isRefused(db) && { cannotStore: true as const }),
    serverTimeMs: clock.now(),
    appVersion: deps.appVersion,
  };
}

/** Who this branch is, as far as it has been told. */
function branchOf(db: Db) {
  const device = findDevice(db);
  return {
    branchName: device?.branchName ?? readSettings(db).branchName,
    companyName: device?.companyName ?? '',
    currency: device?.currency ?? readSellingSettings(db).currency,
    timeZone: device?.timeZone ?? hereTimeZone(),
  };
}

/** A branch that was never paired misses nothing. */
function isCutOff(relay: BranchState['relay']['state']): boolean {
  return relay === 'offline' || relay === 'revoked';
}

function hereTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The same promise for everybody; a failed one is tried anew. */
function once(load: () => Promise<Fonts>): () => Promise<Fonts> {
  let loading: Promise<Fonts> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
