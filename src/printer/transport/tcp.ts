import { connect, type Socket } from 'node:net';
import type { Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';
import { Subscribers } from './subscribers.ts';
import type { Transport } from './transport.ts';

export interface TcpOptions {
  readonly host: string;
  /** 9100 is the usual raw-printing port. */
  readonly port: number;
  /** An unplugged printer never refuses, so this is what ends the wait. */
  readonly connectTimeoutMs: number;
  /** Longest time one write may wait for the printer to take its bytes. */
  readonly writeTimeoutMs: number;
  readonly clock: Clock;
}

/** How long closing lets the last accepted bytes leave. */
const lingerMs = 1_000;

/** Raw printing over TCP. Keeps one connection, which is all most printers accept. */
export function createTcpTransport(options: TcpOptions): Transport {
  const data = new Subscribers<[Uint8Array]>();
  const ends = new Subscribers<[]>();
  let socket: Socket | undefined;

  /** Tells of the end of a connection once, however it comes, and never of one that was replaced. */
  const forget = (ended: Socket) => {
    if (socket !== ended) return;
    socket = undefined;
    ends.tell();
  };
  const adopt = (opened: Socket) => {
    socket = opened;
    opened.on('data', (bytes) => {
      if (socket === opened) data.tell(bytes);
    });
    opened.on('end', () => forget(opened)); // a printer that hung up takes nothing more
    opened.on('error', () => undefined); // 'close' follows, and pending writes are told
    opened.on('close', () => forget(opened));
  };

  return {
    async open(signal) {
      if (socket) return;
      adopt(await openSocket(options, signal));
    },
    async write(bytes, signal) {
      const open = socket;
      if (!open?.writable) throw new PrinterError('disconnected', 'the connection is closed');
      try {
        await writeSocket(open, bytes, options, signal);
      } catch (error) {
        open.destroy();
        forget(open);
        throw error;
      }
    },
    isOpen: () => socket?.writable === true,
    onData: (listener) => data.add(listener),
    onClose: (listener) => ends.add(listener),
    async close() {
      const closing = socket;
      if (!closing) return;
      forget(closing);
      await closeSocket(closing, options.clock);
    },
  };
}

function openSocket(options: TcpOptions, signal: AbortSignal): Promise<Socket> {
  const { host, port, connectTimeoutMs, clock } = options;
  const name = `${host}:${port}`;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const race = limit({ clock, signal, timeoutMs: connectTimeoutMs }, (error) => {
      socket.destroy();
      reject(error);
    });
    socket.once('connect', () => {
      race.settle();
      resolve(socket);
    });
    socket.on('error', (cause) => {
      race.settle();
      reject(new PrinterError('unreachable', `no printer at ${name}: ${cause.message}`, { cause }));
    });
  });
}

function writeSocket(
  socket: Socket,
  bytes: Uint8Array,
  { writeTimeoutMs, clock }: TcpOptions,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => fail(new PrinterError('disconnected', 'the connection ended'));
    const fail = (error: PrinterError) => {
      race.settle();
      socket.off('close', onClose);
      reject(error);
    };
    const race = limit({ clock, signal, timeoutMs: writeTimeoutMs }, fail);
    socket.once('close', onClose);
    socket.write(bytes, (cause) => {
      if (cause) {
        fail(new PrinterError('disconnected', cause.message, { cause }));
        return;
      }
      race.settle();
      socket.off('close', onClose);
      resolve();
    });
  });
}

/** Calls `fail` once when time runs out or the signal aborts, unless settled before. */
function limit(
  { clock, signal, timeoutMs }: { clock: Clock; signal: AbortSignal; timeoutMs: number },
  fail: (error: PrinterError) => void,
): { settle(): void } {
  const onAbort = () => end(new PrinterError('aborted', 'printing was cancelled'));
  const cancel = clock.after(timeoutMs, () =>
    end(new PrinterError('timeout', `the printer did not react within ${timeoutMs} ms`)),
  );
  const settle = () => {
    cancel();
    signal.removeEventListener('abort', onAbort);
  };
  const end = (error: PrinterError) => {
    settle();
    fail(error);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) queueMicrotask(onAbort);
  return { settle };
}

/** Sends what was accepted, then ends; a printer that takes nothing more is left after a moment. */
function closeSocket(socket: Socket, clock: Clock): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.after(lingerMs, () => socket.destroy());
    socket.once('close', () => {
      cancel();
      resolve();
    });
    socket.end(() => socket.destroy());
  });
}
