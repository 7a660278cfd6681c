import { connect, createServer, type Socket } from 'node:net';

export interface PrinterTap {
  readonly port: number;
  /** When the first byte at or after that time came to the printer; wall clock. */
  firstByteSince(atMs: number): number | undefined;
  close(): Promise<void>;
}

/** Listens in on the wire to a printer: passes everything on and notes when the printer's bytes came. */
export async function tapPrinter(printerPort: number): Promise<PrinterTap> {
  const sockets = new Set<Socket>();
  const arrivals: number[] = [];
  const server = createServer((branch) => {
    const printer = connect(printerPort, '127.0.0.1');
    branch.on('data', () => arrivals.push(Date.now()));
    for (const [socket, other] of [
      [branch, printer],
      [printer, branch],
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
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the tap has no port');
  return {
    port: address.port,
    firstByteSince: (atMs) => arrivals.find((arrivedAtMs) => arrivedAtMs >= atMs),
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
