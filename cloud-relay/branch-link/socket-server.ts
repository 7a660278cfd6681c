import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import {
  branchSocketPath,
  type BranchToRelayEvents,
  heartbeat,
  type RelayToBranchEvents,
} from '../../src/shared/contract/relay.ts';
import { secondMs } from '../../src/shared/kit/clock.ts';
import type { BranchSocket } from './session-deps.ts';

export interface SocketServerOptions {
  readonly httpServer: HttpServer;
  readonly onSocket: (socket: BranchSocket) => void;
  /** Asked before a connection is made; false turns it away. */
  readonly hasRoom: (connections: number) => boolean;
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
    allowRequest: (_request, decide) => decide(null, options.hasRoom(io.engine.clientsCount)),
  });
  io.attach(options.httpServer);
  io.engine.on('connection', (raw: { request: unknown }) => {
    // The request of the handshake would be kept as long as the connection, which is for months.
    raw.request = null;
  });
  io.on('connection', options.onSocket);
  return {
    close() {
      // Not `io.close`: it would close the HTTP server, too.
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}
