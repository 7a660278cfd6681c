import type { Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import {
  mostOrdersAtOnce,
  OrdersShown,
  tillSocketPath,
  type BranchToTillEvents,
  type LiveNotice,
  type TillToBranchEvents,
} from '../../../shared/contract/branch-api.ts';
import { tillKinds } from '../../../shared/contract/terminal-kind.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { Changes, Signals } from '../signals.ts';
import { demandOwnHost, demandOwnOrigin, demandTerminal, type Access } from './access.ts';
import type { CallingTerminal } from './calling-terminal.ts';

export interface LiveDeps {
  readonly logger: Logger;
  readonly signals: Signals;
  access(): Access;
  shown(orderIds: readonly string[]): void;
}

type TillSocket = Socket<TillToBranchEvents, BranchToTillEvents, DefaultEventsMap, CallingTerminal>;

const maxMessageBytes = 100 * 1024;

export interface Live extends Part {
  /** Terminals whose line stands. */
  connectedIds(): ReadonlySet<string>;
}

/** Tells open tills that something changed, at most once per turn of the event loop. */
export function createLive(server: HttpServer, deps: LiveDeps): Live {
  const io = new Server<TillToBranchEvents, BranchToTillEvents, DefaultEventsMap, CallingTerminal>(
    server,
    {
      path: tillSocketPath,
      serveClient: false,
      maxHttpBufferSize: maxMessageBytes,
      allowRequest: (request, decide) => {
        try {
          demandOwnHost(deps.access(), request.headers);
          demandOwnOrigin(deps.access(), request.headers);
          demandTerminal(deps.access(), request);
          decide(null, true);
        } catch {
          decide('refused', false);
        }
      },
    },
  );
  let stopListening: () => void = () => undefined;
  const terminalOf = (socket: TillSocket): CallingTerminal | undefined => {
    try {
      return demandTerminal(deps.access(), socket.request);
    } catch {
      return undefined;
    }
  };
  /** Who was removed hears nothing more. */
  const cutRemoved = () => {
    for (const socket of io.sockets.sockets.values()) {
      if (!terminalOf(socket)) socket.disconnect(true);
    }
  };
  io.on('connection', (socket) => {
    const terminal = terminalOf(socket);
    if (!terminal) {
      socket.disconnect(true);
      return;
    }
    socket.data = terminal;
    void socket.join(roomOf(terminal));
    deps.signals.raise({ terminals: true });
    socket.on('disconnect', () => deps.signals.raise({ terminals: true }));
    socket.on('orders.shown', (raw) => {
      const shown = OrdersShown.safeParse(raw);
      if (!shown.success || !tillKinds.includes(terminal.kind)) return;
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
        if (changes.terminals) cutRemoved();
        const notice = toNotice(changes);
        if (notice.topics.length > 0) io.to(tillRoom).emit('changed', notice);
        const forScreens = screenNotice(notice);
        if (forScreens.topics.length > 0) io.to(screenRoom).emit('changed', forScreens);
      });
    },
    async stop() {
      stopListening();
      io.disconnectSockets(true);
      io.engine.close();
    },
    connectedIds: () => new Set([...io.sockets.sockets.values()].map(({ data }) => data.id)),
  };
}

const tillRoom = 'tills';
const screenRoom = 'screens';

function roomOf({ kind }: CallingTerminal): string {
  return tillKinds.includes(kind) ? tillRoom : screenRoom;
}

/** A screen without a person hears only that it has to look again. */
function screenNotice({ topics }: LiveNotice): LiveNotice {
  const own = topics.filter((topic) => topic === 'kitchen' || topic === 'terminals');
  return { topics: own, orderIds: [], newOrderIds: [], cancelledOrderIds: [] };
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
      ...(changes.kitchen || changes.orders ? (['kitchen'] as const) : []),
      ...(changes.terminals ? (['terminals'] as const) : []),
      ...(changes.rules ? (['rules'] as const) : []),
      ...(changes.shifts ? (['shifts'] as const) : []),
    ],
    orderIds: toldOrderIds(changes.orderIds),
    newOrderIds: [...fresh].filter((id) => !gone.has(id)),
    cancelledOrderIds: [...gone].filter((id) => !fresh.has(id)),
  };
}

/** A till that would have to ask for very many reads all of them instead. */
function toldOrderIds(changed: readonly string[]): string[] {
  const ids = [...new Set(changed)];
  return ids.length > mostOrdersAtOnce ? [] : ids;
}
