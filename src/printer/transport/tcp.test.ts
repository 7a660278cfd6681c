import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { createTcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';

const never = new AbortController().signal;
const clock = createFakeClock();
let server: Server;
let printers: Socket[];
let transport: Transport;

beforeEach(async () => {
  printers = [];
  server = createServer((socket) => printers.push(socket.on('error', () => undefined).pause()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  transport = createTransport((server.address() as AddressInfo).port);
});
afterEach(async () => {
  await transport.close();
  printers.forEach((socket) => socket.destroy());
  server.close();
});

function createTransport(port: number, host = '127.0.0.1'): Transport {
  return createTcpTransport({ host, port, connectTimeoutMs: 3_000, writeTimeoutMs: 5_000, clock });
}

async function connected(): Promise<Socket> {
  const arrived = once(server, 'connection');
  await transport.open(never);
  await arrived;
  const printer = printers.at(-1);
  if (!printer) throw new Error('nobody connected');
  return printer;
}

test('bytes arrive as they were sent, and the printer can answer', async () => {
  const printer = await connected();
  const heard = new Promise((resolve) => transport.onData(resolve));
  const received: Buffer[] = [];
  printer.on('data', (bytes) => received.push(bytes)).resume();
  await transport.write(Uint8Array.of(1, 2, 3), never);
  await transport.write(Uint8Array.of(4), never);
  printer.write(Uint8Array.of(0x16));
  expect(await heard).toEqual(Buffer.of(0x16));
  await transport.close();
  await once(printer, 'close');
  expect(Buffer.concat(received)).toEqual(Buffer.of(1, 2, 3, 4));
});

test('a printer that refuses is unreachable at once', async () => {
  const port = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
  await expect(createTransport(port).open(never)).rejects.toMatchObject({ kind: 'unreachable' });
  server = createServer().listen(0);
});

test('a printer that takes nothing more ends the write after the time-out, and the connection with it', async () => {
  await connected();
  let ended = 0;
  transport.onClose(() => (ended += 1));
  const filled = (async () => {
    for (;;) await transport.write(new Uint8Array(256_000), never);
  })();
  const failed = expect(filled).rejects.toMatchObject({ kind: 'timeout' });
  const tick = setInterval(() => clock.advance(1_000), 20);
  await failed;
  clearInterval(tick);
  expect(transport.isOpen()).toBe(false);
  expect(ended).toBe(1);
});

test('a write can be cancelled while it hangs', async () => {
  await connected();
  const cancel = new AbortController();
  const filled = (async () => {
    for (;;) await transport.write(new Uint8Array(256_000), cancel.signal);
  })();
  setTimeout(() => cancel.abort(), 50);
  await expect(filled).rejects.toMatchObject({ kind: 'aborted' });
});

test('opening can be cancelled before it starts', async () => {
  await expect(transport.open(AbortSignal.abort())).rejects.toMatchObject({ kind: 'aborted' });
  expect(transport.isOpen()).toBe(false);
});

test('writing to a closed connection says so, and it can be opened again', async () => {
  const printer = await connected();
  const ended = new Promise<void>((resolve) => transport.onClose(resolve));
  printer.destroy();
  await ended;
  await expect(transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({
    kind: 'disconnected',
  });
  await connected();
  await transport.write(Uint8Array.of(1), never);
  expect(transport.isOpen()).toBe(true);
});
