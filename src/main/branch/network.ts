import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import type { BranchConfig } from './config.ts';
import type { Db } from './database/index.ts';
import type { BranchDeps } from './deps.ts';
import { createLanDoor, type Access, type LanDoor } from './http/index.ts';
import { kitchenRoutes, KitchenService } from './kitchen/index.ts';
import type { OrdersService } from './orders/index.ts';
import type { Signals } from './signals.ts';
import { terminalsRoutes, TerminalsService } from './terminals/index.ts';

export interface NetworkDeps extends Pick<BranchDeps, 'clock' | 'ids' | 'logger' | 'lanAddresses'> {
  readonly db: Db;
  readonly signals: Signals;
  readonly config: Pick<BranchConfig, 'host' | 'lan'>;
  readonly orders: OrdersService;
  readonly branch: () => { readonly branchName: string; readonly timeZone: string };
}

/** The server that is to be reached from the network, once it is there. */
export interface NetworkServer {
  readonly server: Server;
  readonly port: () => number;
}

/** What other machines of the restaurant see: the way in, who may come, and what a kitchen and a waiting guest look at. */
export function createNetwork(deps: NetworkDeps) {
  const { config, clock, branch } = deps;
  const terminals = new TerminalsService(deps);
  const kitchen = new KitchenService({
    ...deps,
    markReady: (orderId, by) => void deps.orders.move(orderId, 'ready_for_pickup', by),
  });
  const isOpen = () => config.lan || terminals.settings().lan;
  return {
    terminals,
    door: ({ server, port }: NetworkServer): LanDoor =>
      createLanDoor(server, {
        ...deps,
        isOpen,
        addresses: deps.lanAddresses,
        own: () => ({ host: config.host, port: port() }),
      }),
    async routes(
      app: FastifyInstance,
      { door, access, connectedIds }: NetworkRoutesDeps,
    ): Promise<void> {
      const nowMs = () => clock.now();
      await app.register(
        terminalsRoutes({
          terminals,
          connectedIds,
          branch,
          nowMs,
          access,
          adjustNetwork: () => door.look(),
          network: () => ({
            lan: isOpen(),
            lanForced: config.lan,
            urls: door.addresses().map((address) => `http://${address}:${access().port}`),
            problems: door.problems(),
          }),
        }),
      );
      await app.register(
        kitchenRoutes({
          kitchen,
          screen: (id) => terminals.screen(id),
          branchName: () => branch().branchName,
          nowMs,
        }),
      );
    },
  };
}

export interface NetworkRoutesDeps {
  readonly door: LanDoor;
  readonly access: () => Access;
  readonly connectedIds: () => ReadonlySet<string>;
}
