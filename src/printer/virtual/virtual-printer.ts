import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../shared/kit/clock.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import { paperSpec } from '../paper/preview.ts';
import { printerProfiles } from '../profiles/index.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import type { Fonts } from '../text/fonts.ts';
import { createDevice, type Answers, type Device } from './device.ts';
import type { Mechanism } from './mechanism.ts';
import { toTicket, type VirtualTicket } from './ticket.ts';

export interface VirtualPrinterOptions {
  readonly clock: Clock;
  readonly fonts: Fonts;
  /** Default `generic-80mm`. */
  readonly profile?: PrinterProfile;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port, see `port()`. */
  readonly port?: number;
  /** Default `all`. */
  readonly answers?: Answers;
  /** Receive buffer; when it is full the connection is not read. Default 65 536. */
  readonly bufferBytes?: number;
  /** Default: as fast as the bytes come. */
  readonly bytesPerSecond?: number;
}

/** A printer without paper: listens on TCP, prints to pictures, and breaks down when told. */
export interface VirtualPrinter extends Part {
  readonly host: string;
  /** The port it listens on, once started; the same after `restorePower`. */
  port(): number;
  /** Everything that came out, in order. */
  readonly tickets: readonly VirtualTicket[];
  /** Returns what stops the listening. */
  onTicket(listener: (ticket: VirtualTicket) => void): () => void;
  /** Resolves when at least that many tickets have come out. */
  whenTickets(count: number): Promise<readonly VirtualTicket[]>;
  /** What is burnt below the last cut, still in the printer. */
  unfinished(): VirtualTicket | undefined;
  /** Pulses sent to the drawer so far. */
  drawerPulses(): number;
  setPaper(paper: Mechanism['paper']): void;
  /** Runs out in the middle of things, when the paper has moved that much further. */
  runOutAfterDots(dots: number): void;
  setCoverOpen(open: boolean): void;
  setError(error: boolean): void;
  /** Stalled: connections stay, but nothing is read, printed or answered. */
  setStalled(stalled: boolean): void;
  setBytesPerSecond(bytesPerSecond: number | undefined): void;
  /** Ends the connection once that many more bytes have arrived. */
  dropAfterBytes(bytes: number): void;
  /** Buffer and modes are lost, connections are cut, nothing listens; the paper stays as it is. */
  losePower(): Promise<void>;
  restorePower(): Promise<void>;
}

/** How often a printer of limited speed works. */
const workEveryMs = 5;

export function createVirtualPrinter(options: VirtualPrinterOptions): VirtualPrinter {
  const { clock, fonts, host = '127.0.0.1', bufferBytes = 65_536 } = options;
  const profile = options.profile ?? printerProfiles['generic-80mm'];
  const tickets: VirtualTicket[] = [];
  const listeners = new Set<(ticket: VirtualTicket) => void>();
  const sockets = new Set<Socket>();
  let answering: Socket | undefined;
  let server: Server | undefined;
  let port = options.port ?? 0;
  let pulses = 0;
  let isStalled = false;
  let dropAfter = Infinity;
  let pace = createPace(clock, options.bytesPerSecond);

  const device: Device = createDevice(paperSpec(profile), options.answers ?? 'all', {
    onSheet: (sheet, bytes, complete) => {
      const facts = {
        id: `t${tickets.length + 1}`,
        sheet,
        bytes,
        complete,
        printedAt: clock.now(),
      };
      const ticket = toTicket(facts, profile.widthDots, fonts);
      tickets.push(ticket);
      [...listeners].forEach((listener) => listener(ticket));
    },
    onAnswer: (bytes) => answering?.write(bytes),
    onDrawer: () => (pulses += 1),
  });
  const work = () => {
    if (isStalled) return;
    pace.use(device.work(pace.allowance()));
    const canRead = device.bufferedBytes() < bufferBytes;
    for (const socket of sockets) socket[canRead ? 'resume' : 'pause']();
    if (device.bufferedBytes() === 0) pace.rest();
    else if (pace.isLimited()) pace.later(work);
  };
  const touch = (change: Partial<Mechanism>) => {
    Object.assign(device.mechanism, change);
    device.changed();
    work();
  };
  const receive = (socket: Socket, bytes: Uint8Array) => {
    if (device.bufferedBytes() === 0) pace.rest();
    device.receive(bytes.subarray(0, dropAfter));
    dropAfter -= bytes.length;
    if (dropAfter <= 0) {
      dropAfter = Infinity;
      socket.destroy();
    }
    work();
  };
  const accept = (socket: Socket) => {
    sockets.add(socket);
    answering = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => receive(socket, bytes));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => sockets.delete(socket));
    if (isStalled) socket.pause();
  };
  const listen = async () => {
    server ??= await startServer(accept, host, port);
    const address = server.address();
    if (typeof address === 'object' && address) ({ port } = address);
  };
  const hangUp = async () => {
    const stopping = server;
    server = undefined;
    sockets.forEach((socket) => socket.destroy());
    if (stopping) await new Promise((resolve) => stopping.close(resolve));
  };
  const onTicket: VirtualPrinter['onTicket'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    name: 'virtual printer',
    host,
    start: listen,
    stop: hangUp,
    port: () => port,
    tickets,
    onTicket,
    whenTickets: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (tickets.length < count) return;
          stop();
          resolve(tickets);
        };
        const stop = onTicket(check);
        check();
      }),
    unfinished() {
      const rest = device.unfinished();
      const facts = { id: `t${tickets.length + 1}`, complete: false, printedAt: clock.now() };
      return rest && toTicket({ ...facts, ...rest }, profile.widthDots, fonts);
    },
    drawerPulses: () => pulses,
    setPaper: (paper) => touch({ paper }),
    runOutAfterDots: (dots) => device.setPaperLeft(dots),
    setCoverOpen: (coverOpen) => touch({ coverOpen }),
    setError: (error) => touch({ error }),
    setStalled(stalled) {
      isStalled = stalled;
      for (const socket of sockets) socket[stalled ? 'pause' : 'resume']();
      work();
    },
    setBytesPerSecond(bytesPerSecond) {
      pace = createPace(clock, bytesPerSecond);
      work();
    },
    dropAfterBytes: (bytes) => (dropAfter = bytes),
    async losePower() {
      device.switchOff();
      await hangUp();
    },
    restorePower: listen,
  };
}

function startServer(
  accept: (socket: Socket) => void,
  host: string,
  port: number,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(accept);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** How many bytes may be worked off by now. */
function createPace(clock: Clock, bytesPerSecond: number | undefined) {
  let since = clock.monotonicMs();
  let isWaiting = false;
  return {
    isLimited: () => bytesPerSecond !== undefined,
    allowance: () =>
      bytesPerSecond === undefined
        ? Infinity
        : Math.floor(((clock.monotonicMs() - since) * bytesPerSecond) / 1_000),
    use(bytes: number) {
      if (bytesPerSecond !== undefined) since += (bytes / bytesPerSecond) * 1_000;
    },
    /** Idle time buys no speed. */
    rest() {
      since = clock.monotonicMs();
    },
    later(work: () => void) {
      if (isWaiting) return;
      isWaiting = true;
      clock.after(workEveryMs, () => {
        isWaiting = false;
        work();
      });
    },
  };
}
