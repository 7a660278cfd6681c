import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import {
  branchSocketPath,
  type BranchToRelayEvents,
  heartbeat,
  type RelayToBranchEvents,
} from '../../src/shared/contract/relay.ts';
import { secondMs } from '../../src/shared/kit/clock.ts';
import type { BranchSocket } from './session-deps.ts';
import type { Caller } from './unknown-sockets.ts';

export interface SocketServerOptions {
  readonly httpServer: HttpServer;
  readonly onSocket: (socket: BranchSocket, caller: Caller) => void;
  /** Asked before a connection is made; false turns it away. */
  readonly hasRoom: (caller: Caller) => boolean;
}

/** Twice the largest batch and some room. */
const largestMessageBytes = 2 * 1024 * 1024;

/** Opens the branches' door on a server that goes on to belong to somebody else. */
export function openSocketServer(options: SocketServerOptions): { close(): void } {
  const io = new Server<BranchToRelayEvents, RelayToBranchEvents>({
    path: branchSocketPath,
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: largestMessageBytes,
    pingInterval: heartbeat.intervalMs,
    pingTimeout: heartbeat.timeoutMs,
    connectTimeout: 10 * secondMs,
    allowRequest: (request, decide) => decide(null, options.hasRoom(callerOf(request))),
  });
  io.attach(options.httpServer);
  const callers = new WeakMap<object, Caller>();
  io.engine.on('connection', (raw: { request: IncomingMessage | null }) => {
    if (raw.request) callers.set(raw, callerOf(raw.request));
    // The request of the handshake would be kept as long as the connection, which is for months.
    raw.request = null;
  });
  io.on('connection', (socket) => {
    const unknown = { remoteAddress: socket.handshake.address, forwardedFor: '' };
    options.onSocket(socket, callers.get(socket.conn) ?? unknown);
  });
  return {
    close() {
      // Not `io.close`: it would close the HTTP server, too.
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

function callerOf({ socket, headers }: IncomingMessage): Caller {
  const forwardedFor = [headers['x-forwarded-for'] ?? ''].flat().join(',');
  return { remoteAddress: socket.remoteAddress ?? '', forwardedFor };
}
