import type { FastifyInstance } from 'fastify';
import type { BranchState } from '../../shared/contract/branch-api.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import type { BranchConfig } from './config.ts';
import { isRefused } from './database/index.ts';
import type { BranchDeps } from './deps.ts';
import {
  branchRoutes,
  createApp,
  createLive,
  getLocalToken,
  ownHosts,
  type Access,
  type BranchRoutesDeps,
} from './http/index.ts';
import { branchOf, type Modules } from './modules.ts';
import { ordersRoutes } from './orders/index.ts';
import { countPrintTrouble, printingRoutes, templatesRoutes } from './printing/index.ts';
import { findDevice } from './relay-link/index.ts';
import { settingsRoutes } from './settings/index.ts';
import { staffRoutes } from './staff/index.ts';

/** The way in for tills and screens, and what has to run beside it, in the order of starting. */
export async function openDoor(config: BranchConfig, deps: BranchDeps, modules: Modules) {
  const { logger } = deps;
  const { signals, orders, network, link, printRequests } = modules;
  const { queue, counter, books, rules, keeping, watch, retention, discovery } = modules;
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
  await registerModules(app, modules);
  await network.routes(app, { door: lanDoor, access, connectedIds: live.connectedIds });
  await app.register(branchRoutes(aboutBranch(modules, deps)));
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

async function registerModules(app: FastifyInstance, modules: Modules): Promise<void> {
  const { orders, clock, counter, books, rules, keeping } = modules;
  await app.register(ordersRoutes(orders, clock));
  await app.register(printingRoutes(modules));
  await app.register(templatesRoutes(modules.templates, modules.templateTests));
  for (const part of [counter, books, rules, keeping]) {
    await app.register((scope) => part.routes(scope));
  }
  await app.register(settingsRoutes(modules.settings));
  await app.register(staffRoutes(modules.staff));
}

function aboutBranch(modules: Modules, deps: BranchDeps): BranchRoutesDeps {
  const { db, clock, link } = modules;
  const startedAtMs = clock.monotonicMs();
  return {
    state: () => branchState(modules, deps),
    pair: (request) => link.pair(request),
    health: () => ({
      status: isRefused(db) || isCutOff(link.status().state) ? 'degraded' : 'ok',
      service: 'wasla-branch',
      version: deps.appVersion,
      uptime: Math.round((clock.monotonicMs() - startedAtMs) / 1_000),
      checks: { database: isRefused(db) ? 'refused' : 'ok', relay: link.status().state },
    }),
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

/** A branch that was never paired misses nothing. */
function isCutOff(relay: BranchState['relay']['state']): boolean {
  return relay === 'offline' || relay === 'revoked';
}
