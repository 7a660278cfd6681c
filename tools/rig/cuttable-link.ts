import { connect, createServer, type Socket } from 'node:net';

export interface CuttableLink {
  readonly port: number;
  /** Cut: live connections die without a goodbye and new ones are refused. */
  readonly setCut: (cut: boolean) => void;
  isCut(): boolean;
  close(): Promise<void>;
}

/**
 * A wire between two programs that can be cut: a TCP proxy on the loopback.
 *
 * @param targetHost another address of this machine, where the wire is to stand at the port of its target
 */
export async function createCuttableLink(
  targetPort: number,
  port = 0,
  targetHost = '127.0.0.1',
): Promise<CuttableLink> {
  const sockets = new Set<Socket>();
  let cut = false;
  const server = createServer((inbound) => {
    if (cut) {
      inbound.resetAndDestroy();
      return;
    }
    const outbound = connect(targetPort, targetHost);
    for (const [socket, other] of [
      [inbound, outbound],
      [outbound, inbound],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the link has no port');
  return {
    port: address.port,
    isCut: () => cut,
    setCut(next) {
      cut = next;
      if (cut) for (const socket of sockets) socket.resetAndDestroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
