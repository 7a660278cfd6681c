import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import {
  OrdersShown,
  tillSocketPath,
  type BranchToTillEvents,
  type LiveNotice,
  type TillToBranchEvents,
} from '../../../shared/contract/branch-api.ts';
import { terminalKinds, tillKinds } from '../../../shared/contract/terminal-kind.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import type { Signals } from '../signals.ts';
import { demandOwnHost, demandOwnOrigin, demandTerminal, type Access } from './access.ts';
import type { CallingTerminal } from './calling-terminal.ts';
import { noticeFor, toNotice } from './live-notice.ts';

export interface LiveDeps {
  readonly logger: Logger;
  readonly signals: Signals;
  readonly access: () => Access;
  shown(orderIds: readonly string[]): void;
}

export interface Live extends Part {
  /** Terminals whose line stands. */
  readonly connectedIds: () => ReadonlySet<string>;
}

type TillSocket = Socket<TillToBranchEvents, BranchToTillEvents, DefaultEventsMap, CallingTerminal>;
type TillServer = Server<TillToBranchEvents, BranchToTillEvents, DefaultEventsMap, CallingTerminal>;

const maxMessageBytes = 100 * 1024;

/** Tells open tills and screens that something changed, at most once per turn of the event loop. */
export function createLive(server: HttpServer, deps: LiveDeps): Live {
  const io = openServer(server, deps);
  let stopListening: () => void = () => undefined;
  io.on('connection', (socket) => greet(socket, deps));
  return {
    name: 'live',
    async start() {
      stopListening = deps.signals.subscribe((changes) => {
        if (changes.terminals) cutRemoved(io, deps);
        tell(io, toNotice(changes));
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

function openServer(server: HttpServer, deps: LiveDeps): TillServer {
  return new Server(server, {
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
  });
}

function greet(socket: TillSocket, deps: LiveDeps): void {
  const terminal = terminalOf(socket.request, deps);
  if (!terminal) {
    socket.disconnect(true);
    return;
  }
  socket.data = terminal;
  void socket.join(terminal.kind);
  deps.signals.raise({ terminals: true });
  socket.on('disconnect', () => deps.signals.raise({ terminals: true }));
  if (!tillKinds.includes(terminal.kind)) return;
  socket.on('orders.shown', (raw) => {
    const shown = OrdersShown.safeParse(raw);
    if (!shown.success) return;
    try {
      deps.shown(shown.data.orderIds);
    } catch (error) {
      deps.logger.error(errorFields(error), 'what a till has shown could not be stored');
    }
  });
}

/** Each kind of terminal is a room of its own. */
function tell(io: TillServer, notice: LiveNotice): void {
  for (const kind of terminalKinds) {
    const told = noticeFor(kind, notice);
    if (told.topics.length > 0) io.to(kind).emit('changed', told);
  }
}

/** Whoever was removed meanwhile hears nothing more. */
function cutRemoved(io: TillServer, deps: LiveDeps): void {
  for (const socket of io.sockets.sockets.values()) {
    if (!terminalOf(socket.request, deps)) socket.disconnect(true);
  }
}

function terminalOf(request: IncomingMessage, { access }: LiveDeps): CallingTerminal | undefined {
  try {
    return demandTerminal(access(), request);
  } catch {
    return undefined;
  }
}
