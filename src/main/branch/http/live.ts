import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import {
  OrdersShown,
  tillSocketPath,
  type BranchToTillEvents,
  type LiveNotice,
  type TillToBranchEvents,
} from '../../../shared/contract/branch-api.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { Changes, Signals } from '../signals.ts';
import { demandOwnHost, demandOwnOrigin, demandToken, type Access } from './access.ts';

export interface LiveDeps {
  readonly logger: Logger;
  readonly signals: Signals;
  access(): Access;
  shown(orderIds: readonly string[]): void;
}

const maxMessageBytes = 100 * 1024;

/** Tells open tills that something changed, at most once per turn of the event loop. */
export function createLive(server: HttpServer, deps: LiveDeps): Part {
  const io = new Server<TillToBranchEvents, BranchToTillEvents>(server, {
    path: tillSocketPath,
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    allowRequest: (request, decide) => {
      try {
        demandOwnHost(deps.access(), request.headers);
        demandOwnOrigin(deps.access(), request.headers);
        demandToken(deps.access(), request.headers);
        decide(null, true);
      } catch {
        decide('refused', false);
      }
    },
  });
  let stopListening: () => void = () => undefined;
  io.on('connection', (socket) => {
    socket.on('orders.shown', (raw) => {
      const shown = OrdersShown.safeParse(raw);
      if (!shown.success) return;
      try {
        deps.shown(shown.data.orderIds);
      } catch (error) {
        deps.logger.error(errorFields(error), 'what a till has shown could not be stored');
      }
    });
  });
  return {
    name: 'live',
    async start() {
      stopListening = deps.signals.subscribe((changes) => {
        const notice = toNotice(changes);
        if (notice.topics.length > 0) io.emit('changed', notice);
      });
    },
    async stop() {
      stopListening();
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

/** An order that came and was cancelled in one go rings no bell at all. */
export function toNotice(changes: Changes): LiveNotice {
  const gone = new Set(changes.cancelledOrderIds);
  const fresh = new Set(changes.newOrderIds);
  return {
    topics: [
      ...(changes.orders ? (['orders'] as const) : []),
      ...(changes.state || changes.upLog || changes.printing ? (['state'] as const) : []),
      ...(changes.printing ? (['printing'] as const) : []),
      ...(changes.settings ? (['settings'] as const) : []),
      ...(changes.menu ? (['menu'] as const) : []),
      ...(changes.bills ? (['bills'] as const) : []),
      ...(changes.floor ? (['floor'] as const) : []),
    ],
    newOrderIds: [...fresh].filter((id) => !gone.has(id)),
    cancelledOrderIds: [...gone].filter((id) => !fresh.has(id)),
  };
}
