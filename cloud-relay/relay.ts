import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { compose, type Part } from '../src/shared/kit/lifecycle.ts';
import { makeFirstAdmin } from './auth/first-admin.ts';
import { createPasswords } from './auth/passwords.ts';
import { type BranchLink, createBranchLink } from './branch-link/index.ts';
import { createBranchWakeups, createLogTrimmer } from './branch-log/index.ts';
import { databaseFile, type RelayConfig } from './config.ts';
import { openStore, type RelayStore } from './database/database.ts';
import type { RelayDeps } from './deps.ts';
import { createHttpApp, type RegisteredRoute } from './http/app.ts';
import { createIngress, type Ingress } from './ingress/index.ts';
import { createMetrics, type RelayMetrics } from './ops/metrics.ts';
import { createRetention } from './ops/retention.ts';
import { createOutboundWorker } from './outbound/index.ts';
import { registerRoutes } from './relay-routes.ts';
import { checkSecretKey, obtainSecretKey } from './secret-key.ts';
import { createConnectionDirectory } from './tenancy/connections.ts';
import { createPairingCodes } from './tenancy/pairing-codes.ts';
import { createSealer } from './tenancy/sealed-credentials.ts';

export interface Relay extends Part {
  /**
   * Where it listens, `http://host:port`.
   *
   * @throws Error before the start
   */
  readonly url: string;
  /** The inside of a started relay, for tests and tools. @throws Error before the start */
  readonly inside: RelayInside;
}

export interface RelayInside {
  readonly app: FastifyInstance;
  readonly routes: readonly RegisteredRoute[];
  readonly store: RelayStore;
  readonly ingress: Ingress;
  readonly link: BranchLink;
  readonly metrics: RelayMetrics;
}

interface Running extends RelayInside {
  readonly parts: Part;
}

/** The whole relay: everything long-lived is made here, started in order and stopped in reverse. */
export function createRelay(config: RelayConfig, deps: RelayDeps): Relay {
  let running: Running | undefined;
  const started = (): Running => {
    if (!running) throw new Error('the relay has not been started');
    return running;
  };
  return {
    name: 'relay',
    get url() {
      return urlOf(started().app, config.host);
    },
    get inside() {
      return started();
    },
    async start() {
      const store = await openStore({ file: databaseFile(config), logger: deps.logger });
      try {
        running = await assemble(config, deps, store);
        await running.parts.start();
      } catch (error) {
        running = undefined;
        await store.close();
        throw error;
      }
    },
    async stop() {
      const stopping = running;
      running = undefined;
      if (!stopping) return;
      try {
        await stopping.parts.stop();
      } finally {
        await stopping.store.close();
      }
    },
  };
}

async function assemble(config: RelayConfig, deps: RelayDeps, store: RelayStore): Promise<Running> {
  const secretKey = obtainSecretKey(config);
  await checkSecretKey(store, secretKey);
  const passwords = createPasswords();
  await makeFirstAdmin(config, { ...deps, store, passwords });

  const sealer = createSealer(secretKey);
  const connections = createConnectionDirectory({ ...deps, store, sealer });
  await connections.load();
  const metrics = createMetrics({ ofProcess: config.processMetrics });
  const wakeups = createBranchWakeups();
  const outbound = createOutboundWorker({ ...deps, store, connections, wakeups, metrics });
  const ingress = createIngress({
    ...deps,
    store,
    connections,
    wakeups,
    outbound,
    metrics,
  });

  const { app, routes } = createHttpApp(config, deps);
  const link = createBranchLink({
    ...deps,
    httpServer: () => app.server,
    store,
    wakeups,
    outbound,
    metrics,
    trustedProxies: config.trustedProxies,
  });
  const publicUrl = () => config.publicUrl ?? urlOf(app, config.host);
  const pairingCodes = createPairingCodes(secretKey);
  await registerRoutes(app, {
    ...deps,
    breakers: () => outbound.breakers(),
    config,
    connections,
    ingress,
    metrics,
    pairingCodes,
    passwords,
    presence: {
      connectedDevice: (branchId) => link.presence.find(branchId)?.deviceId,
      disconnect: (deviceId) => link.dropDevice(deviceId),
    },
    publicUrl,
    sealer,
    store,
    wakeups,
  });
  const trimmer = createLogTrimmer({ ...deps, store });
  const retention = createRetention({ ...deps, store });
  const http = httpPart(app, config);
  const parts = compose('relay', [trimmer, retention, outbound, ingress.part, http, link]);
  return { app, routes, store, ingress, metrics, link, parts };
}

function httpPart(app: FastifyInstance, { host, port }: RelayConfig): Part {
  return {
    name: 'http',
    async start() {
      await app.listen({ host, port });
    },
    /** Requests that are running are answered first; what they need stops later. */
    stop: () => app.close(),
  };
}

function urlOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
