import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../shared/kit/clock.ts';
import { printerProfiles } from '../profiles/index.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createTcpTransport } from '../transport/tcp.ts';
import {
  createVirtualPrinter,
  type VirtualPrinter,
  type VirtualPrinterOptions,
} from '../virtual/index.ts';
import { browseServices, isOfficePrinter, toPrinter } from './browse-services.ts';
import type { AnnouncedPrinter } from './browse-services.ts';
import type { FoundPrinter } from './found-printer.ts';
import { identifyPrinter } from './identify.ts';
import {
  networkLookers,
  serialLooker,
  spoolerLooker,
  usbLooker,
  usbprintLooker,
} from './lookers.ts';
import { scanNetwork, type FoundNetworkPrinter } from './scan-network.ts';
import { searchPrinters } from './search.ts';

const { signal } = new AbortController();
const limits = { clock, signal, answerTimeoutMs: 200 };

let fonts: Fonts;
let open: { stop(): unknown }[] = [];
beforeAll(async () => {
  fonts = await loadFonts();
});
afterEach(async () => {
  await Promise.all(open.map((part) => part.stop()));
  open = [];
});

async function plugIn(options: Partial<VirtualPrinterOptions> = {}): Promise<VirtualPrinter> {
  const printer = createVirtualPrinter({ clock, fonts, ...options });
  await printer.start();
  open.push(printer);
  return printer;
}

async function identify(printer: VirtualPrinter) {
  const transport = createTcpTransport({
    host: printer.host,
    port: printer.port(),
    connectTimeoutMs: 500,
    writeTimeoutMs: 500,
    clock,
  });
  await transport.open(signal);
  try {
    return await identifyPrinter(transport, limits);
  } finally {
    await transport.close();
  }
}

describe('what a printer says it is', () => {
  test('its names, in five questions that move nothing', async () => {
    const profile = printerProfiles['epson-tm-t20iii'];
    if (!profile) throw new Error('no such profile');
    const printer = await plugIn({ profile });
    expect(await identify(printer)).toMatchObject({
      answers: 'names',
      state: 'ready',
      maker: 'EPSON',
      model: 'TM-T20III',
      firmware: '1.00 ESC/POS',
    });
    expect(printer.unfinished()).toBeUndefined();
    expect(printer.tickets).toEqual([]);
    expect(printer.drawerPulses()).toBe(0);
  });

  test('only how it is, where it knows no more or stands still', async () => {
    expect(await identify(await plugIn({ answers: 'status-only' }))).toEqual({
      answers: 'status',
      state: 'ready',
    });
    const empty = await plugIn();
    empty.setPaper('out');
    expect(await identify(empty)).toEqual({ answers: 'status', state: 'paper_out' });
  });

  test('numbers, where it has no names', async () => {
    const printer = await plugIn({ identity: { maker: '', model: '' } });
    expect(await identify(printer)).toEqual({
      answers: 'names',
      state: 'ready',
      modelId: 0x20,
      typeId: 0x02,
      versionId: 0x01,
    });
  });

  test('nothing, where it never answers: then it is not asked for names either', async () => {
    const heard: number[] = [];
    const office = createServer((socket) => socket.on('data', (bytes) => heard.push(...bytes)));
    office.listen(0, '127.0.0.1');
    await once(office, 'listening');
    open.push({ stop: () => office.close() });
    const { port } = office.address() as { port: number };
    const transport = createTcpTransport({
      host: '127.0.0.1',
      port,
      connectTimeoutMs: 500,
      writeTimeoutMs: 500,
      clock,
    });
    await transport.open(signal);
    expect(await identifyPrinter(transport, limits)).toEqual({
      answers: 'nothing',
      state: 'unknown',
    });
    await transport.close();
    expect(heard).toEqual([0x10, 0x04, 1]);
  });

  test('an endless or unprintable name is cut to what people can read', async () => {
    const model = `TM\u0007-T88V${'x'.repeat(500)}`;
    const printer = await plugIn({ identity: { model } });
    const { model: said = '' } = await identify(printer);
    expect(said).toMatch(/^TM-T88Vx+$/);
    expect(said.length).toBeLessThanOrEqual(80);
  });
});

describe('a search through the network', () => {
  const range = (network: string, prefix: number) => ({
    interfaceName: 'lo',
    network,
    prefix,
    ownAddresses: [],
  });

  test('finds every printer of the subnet once, tells how far it is, and prints nothing', async () => {
    const first = await plugIn({ host: '127.0.5.9' });
    const port = first.port();
    const second = await plugIn({ host: '127.0.5.70', port, answers: 'none' });
    const outside = await plugIn({ host: '127.0.6.1', port });
    const found: FoundNetworkPrinter[] = [];
    const progress: number[] = [];
    const options = { clock, signal, ports: [port], connectTimeoutMs: 500 };
    const summary = await scanNetwork({
      ...options,
      ranges: [range('127.0.5.0', 24), range('127.0.5.0', 25)],
      onFound: (printer) => found.push(printer),
      onProgress: ({ asked }) => progress.push(asked),
    });
    expect(summary).toEqual({ asked: 254, total: 254 });
    expect(progress).toEqual(Array.from({ length: 254 }, (_, at) => at + 1));
    expect(new Map(found.map(({ host, identity }) => [host, identity.answers]))).toEqual(
      new Map([
        ['127.0.5.9', 'names'],
        ['127.0.5.70', 'nothing'],
      ]),
    );
    expect(found).toHaveLength(2);
    for (const printer of [first, second, outside]) {
      expect(printer.unfinished()).toBeUndefined();
      expect(printer.tickets).toEqual([]);
    }
  });

  test('asks no public address, whatever it is given', async () => {
    const summary = await scanNetwork({
      clock,
      signal,
      ranges: [range('203.0.113.0', 24), range('100.64.0.0', 24), range('169.254.0.0', 24)],
      onFound: () => undefined,
    });
    expect(summary.total).toBe(0);
  });

  test('a port that hangs up when it is asked is found and unknown', async () => {
    const rude = createServer((socket) => socket.on('data', () => socket.destroy()));
    rude.listen(0, '127.0.7.1');
    await once(rude, 'listening');
    open.push({ stop: () => rude.close() });
    const { port } = rude.address() as { port: number };
    const found: FoundNetworkPrinter[] = [];
    await scanNetwork({
      clock,
      signal,
      ports: [port],
      ranges: [range('127.0.7.0', 30)],
      onFound: (printer) => found.push(printer),
    });
    expect(found).toMatchObject([{ host: '127.0.7.1', identity: { answers: 'nothing' } }]);
  });

  test('ends at once when it is cancelled, with few connections open at a time', async () => {
    let connected = 0;
    let most = 0;
    const slow: Server[] = [];
    const sockets = new Set<Socket>();
    const listen = async (host: string, port: number) => {
      const server = createServer((socket) => {
        connected += 1;
        most = Math.max(most, connected);
        sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => (connected -= 1));
      });
      server.listen(port, host);
      await once(server, 'listening');
      slow.push(server);
      return (server.address() as { port: number }).port;
    };
    const port = await listen('127.0.8.1', 0);
    for (let at = 2; at <= 14; at += 1) await listen(`127.0.8.${at}`, port);
    open.push(...slow.map((server) => ({ stop: () => server.close() })));
    const cancel = new AbortController();
    const started = clock.monotonicMs();
    clock.after(150, () => cancel.abort());
    const summary = await scanNetwork({
      clock,
      signal: cancel.signal,
      ports: [port],
      ranges: [range('127.0.8.0', 24)],
      concurrency: 4,
      onFound: () => undefined,
    });
    expect(clock.monotonicMs() - started).toBeLessThan(1_500);
    expect(summary.asked).toBeLessThan(254);
    expect(most).toBeLessThanOrEqual(4);
    for (const socket of sockets) socket.destroy();
  });
});

interface Announcer {
  publish(service: object): unknown;
  destroy(done: () => void): void;
}

async function announce(services: readonly object[]): Promise<void> {
  const { Bonjour } = await import('bonjour-service');
  const here = { interface: '127.0.0.1', bind: '0.0.0.0' } as Record<string, string>;
  const announcer: Announcer = new Bonjour(here);
  for (const service of services) announcer.publish({ probe: false, ...service });
  open.push({ stop: () => new Promise<void>((resolve) => announcer.destroy(resolve)) });
}

describe('announcements in the network', () => {
  test('printers that announce themselves are heard, with model and languages', async () => {
    await announce([
      {
        name: 'Kitchen',
        type: 'pdl-datastream',
        port: 9_101,
        txt: { ty: 'EPSON TM-m30III', usb_MFG: 'EPSON', usb_MDL: 'TM-m30III' },
      },
      {
        name: 'Office',
        type: 'ipp',
        port: 631,
        txt: { ty: 'Desk Jet', product: '(Desk Jet 9)', pdl: 'application/vnd.hp-PCL,image/urf' },
      },
      { name: 'Web', type: 'http', port: 80 },
    ]);
    const heard = new Map<string, AnnouncedPrinter>();
    await browseServices({
      interfaces: ['127.0.0.1'],
      clock,
      signal,
      durationMs: 1_500,
      onFound: (printer) => heard.set(printer.name, printer),
    });
    expect([...heard.keys()].toSorted()).toEqual(['Desk Jet', 'EPSON TM-m30III']);
    expect(heard.get('EPSON TM-m30III')).toMatchObject({
      port: 9_101,
      isRaw: true,
      maker: 'EPSON',
      model: 'TM-m30III',
      languages: [],
    });
    const office = heard.get('Desk Jet');
    expect(office).toMatchObject({ port: 9_100, isRaw: false, model: 'Desk Jet 9' });
    expect(office && isOfficePrinter(office)).toBe(true);
  });

  test('one from a public address, or without any, is not believed', () => {
    const service = { name: 'Far', type: 'pdl-datastream', port: 9_100 };
    expect(toPrinter({ ...service, addresses: ['203.0.113.7', 'fe80::1'] })).toBeUndefined();
    expect(toPrinter(service)).toBeUndefined();
    expect(toPrinter({ ...service, addresses: ['fe80::1', '10.0.0.7'] })?.host).toBe('10.0.0.7');
  });

  test('where somebody else holds the port for himself, that is said and ends nothing', async (context) => {
    const holder = createSocket({ type: 'udp4', reuseAddr: false });
    const isHeld = await new Promise<boolean>((resolve) => {
      holder.once('error', () => resolve(false)).bind(5_353, '0.0.0.0', () => resolve(true));
    });
    if (!isHeld) context.skip('port 5353 is in use on this machine');
    const onFound = () => undefined;
    const listening = browseServices({
      interfaces: ['127.0.0.1'],
      clock,
      signal,
      durationMs: 50,
      onFound,
    });
    await expect(listening).rejects.toMatchObject({ kind: 'unreachable' });
    holder.close();
  });
});

test('an office printer that announces itself is not even connected to', async () => {
  let connections = 0;
  const office = createServer(() => (connections += 1)).listen(0, '127.0.0.1');
  await once(office, 'listening');
  open.push({ stop: () => office.close() });
  const { port } = office.address() as { port: number };
  const txt = { ty: 'Desk Jet', pdl: 'application/vnd.hp-PCL' };
  await announce([{ name: 'Office', type: 'pdl-datastream', port, txt }]);
  const ranges = [{ interfaceName: 'lo', network: '127.0.0.0', prefix: 29, ownAddresses: [] }];
  const found: FoundPrinter[] = [];
  const cancel = new AbortController();
  const lookers = networkLookers({ clock, ranges, interfaces: ['127.0.0.1'], ports: [port] });
  await searchPrinters(lookers, {
    signal: cancel.signal,
    onFound: (printer) => found.push(printer),
    onProgress: ({ asked, total }) => asked === total && cancel.abort(),
  });
  expect(found.at(-1)).toMatchObject({ name: 'Desk Jet', isOfficePrinter: true });
  expect(connections).toBe(0);
});

test("a printer under Windows' own driver is known by its device id", async () => {
  const found: FoundPrinter[] = [];
  const path = String.raw`\\?\usb#vid_04b8&pid_0e28#j1#{28d78fad-5a12-11d1-ae5b-0000f803a8c2}`;
  const looker = usbprintLooker(async () => [
    { path, deviceId: 'MFG:EPSON;MDL:TM-T20III;' },
    { path: 'held', deviceId: '' },
  ]);
  await searchPrinters([looker], { signal, onFound: (printer) => found.push(printer) });
  expect(found).toMatchObject([
    {
      connection: { kind: 'usbprint', path },
      name: 'EPSON TM-T20III',
      guess: { profileId: 'epson-tm-t20iii', certainty: 'likely' },
    },
    { key: 'usbprint held', guess: { certainty: 'unknown' } },
  ]);
});

test('a queue of the system is known by the device it leads to', async () => {
  const found: FoundPrinter[] = [];
  const looker = spoolerLooker(async () => [
    { queue: 'kitchen', device: 'usb://EPSON/TM-T20III%20Receipt?serial=J1' },
    { queue: 'till', device: 'socket://192.168.1.7' },
    { queue: 'odd', device: 'usb://A%/B%' },
  ]);
  await searchPrinters([looker], { signal, onFound: (printer) => found.push(printer) });
  expect(found.map(({ key, guess }) => [key, guess.profileId, guess.certainty])).toEqual([
    ['spooler kitchen', 'epson-tm-t20iii', 'likely'],
    ['spooler till', 'generic-80mm', 'unknown'],
    ['spooler odd', 'generic-80mm', 'unknown'],
  ]);
});

test('a whole search: each printer once, by everybody who saw it', async () => {
  const kitchen = await plugIn({
    host: '127.0.0.1',
    identity: { maker: 'EPSON', model: 'TM-T88V' },
  });
  const port = kitchen.port();
  await announce([{ name: 'Kitchen', type: 'pdl-datastream', port, txt: { ty: 'EPSON TM-T88V' } }]);
  const found = new Map<string, FoundPrinter>();
  const ranges = [{ interfaceName: 'lo', network: '127.0.0.0', prefix: 29, ownAddresses: [] }];
  const usb = {
    address: { vendorId: 0x04b8, productId: 0x0202, serialNumber: 'J1', port: '001-2' },
    manufacturer: 'EPSON',
    product: 'TM-T20III',
    deviceId: 'MFG:EPSON;MDL:TM-T20III;',
    driver: 'usblp',
  };
  const failed = await searchPrinters(
    [
      ...networkLookers({ clock, ranges, interfaces: ['127.0.0.1'], ports: [port] }),
      usbLooker(async () => [usb]),
      serialLooker(async () => [{ path: '/dev/ttyUSB0', manufacturer: 'FTDI' }]),
      spoolerLooker(() => Promise.reject(new Error('no spooler'))),
    ],
    { signal, onFound: (printer) => found.set(printer.key, printer) },
  );
  expect(failed).toEqual([{ source: 'spooler', reason: 'no spooler' }]);
  expect([...found.keys()].toSorted()).toEqual([
    'serial /dev/ttyUSB0',
    `tcp 127.0.0.1:${port}`,
    'usb 04b8:0202 J1',
  ]);
  const printer = found.get(`tcp 127.0.0.1:${port}`);
  expect(printer).toMatchObject({
    name: 'EPSON TM-T88V',
    guess: { profileId: 'epson-tm-t88v', certainty: 'likely' },
    isOfficePrinter: false,
  });
  expect(printer?.seenBy.toSorted()).toEqual(['mdns', 'network']);
  expect(found.get('usb 04b8:0202 J1')).toMatchObject({
    connection: { kind: 'usb', portPath: '001-2' },
    guess: { profileId: 'epson-tm-t20iii', certainty: 'likely' },
  });
}, 15_000);
