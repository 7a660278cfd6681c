import { createServer, type Server, type Socket } from 'node:net';

/** The printer's network side: accepts everybody, answers to the newest. */
export class SocketServer {
  readonly #onData: (bytes: Uint8Array, socket: Socket) => void;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #newest: Socket | undefined;
  #isPaused = false;

  constructor(onData: (bytes: Uint8Array, socket: Socket) => void) {
    this.#onData = onData;
  }

  /** Returns the port. */
  async listen(host: string, port: number): Promise<number> {
    this.#server ??= await new Promise<Server>((resolve, reject) => {
      const server = createServer((socket) => this.#accept(socket));
      server.once('error', reject);
      server.listen(port, host, () => resolve(server));
    });
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  async hangUp(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  answer(bytes: Uint8Array): void {
    if (this.#newest?.writable) this.#newest.write(bytes);
  }

  /** A printer that does not read lets the sender's buffers fill up. */
  setPaused(paused: boolean): void {
    if (paused === this.#isPaused) return;
    this.#isPaused = paused;
    for (const socket of this.#sockets) socket[paused ? 'pause' : 'resume']();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    this.#newest = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#onData(bytes, socket));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => this.#sockets.delete(socket));
    if (this.#isPaused) socket.pause();
  }
}
