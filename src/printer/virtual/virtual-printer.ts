import type { Socket } from 'node:net';
import type { Clock } from '../../shared/kit/clock.ts';
import type { Part } from '../../shared/kit/lifecycle.ts';
import type { Sheet } from '../paper/marks.ts';
import { paperSpec } from '../paper/preview.ts';
import { printerProfiles } from '../profiles/index.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import type { Fonts } from '../text/fonts.ts';
import { CashDrawer, type Cabinet } from './cash-drawer.ts';
import { Device, type Answers, type Identity } from './device.ts';
import type { Mechanism } from './mechanism.ts';
import { Pace } from './pace.ts';
import { SocketServer } from './socket-server.ts';
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
  /** What it answers when asked what it is. Default: its profile's maker and model. */
  readonly identity?: Partial<Identity>;
  /** Receive buffer; when it is full the connection is not read. Default 65 536. */
  readonly bufferBytes?: number;
  /** Default: as fast as the bytes come. */
  readonly bytesPerSecond?: number;
  /** Nobody says "wait", as on a serial line without handshake: what does not fit into the buffer is lost. */
  readonly withoutHandshake?: boolean;
}

const defaults = { host: '127.0.0.1', port: 0, answers: 'all', bufferBytes: 65_536 } as const;

type TicketListener = (ticket: VirtualTicket) => void;

/** A printer without paper: listens on TCP, prints to pictures, and breaks down when told. */
export class VirtualPrinter implements Part {
  readonly name = 'virtual printer';
  readonly host: string;
  readonly #options: VirtualPrinterOptions & typeof defaults;
  readonly #profile: PrinterProfile;
  readonly #tickets: VirtualTicket[] = [];
  readonly #listeners = new Set<TicketListener>();
  readonly #device: Device;
  readonly #server = new SocketServer((bytes, socket) => this.#receive(bytes, socket));
  #pace: Pace;
  #port: number;
  readonly #drawer = new CashDrawer();
  #isStalled = false;
  #dropAfterBytes = Infinity;

  constructor(options: VirtualPrinterOptions) {
    this.#options = { ...defaults, ...options } as VirtualPrinterOptions & typeof defaults;
    this.#profile = options.profile ?? printerProfiles['generic-80mm'];
    this.host = this.#options.host;
    this.#port = this.#options.port;
    this.#pace = new Pace(options.clock, options.bytesPerSecond);
    const kind = {
      paper: paperSpec(this.#profile),
      answers: this.#options.answers,
      identity: { ...identityOf(this.#profile), ...options.identity },
    };
    this.#device = new Device(kind, {
      onSheet: (sheet, bytes, complete) => this.#takeOut(sheet, bytes, complete),
      onAnswer: (bytes) => this.#server.answer(bytes),
      onDrawer: (pin) => this.#moveDrawer(() => this.#drawer.pulse(pin)),
    });
  }

  async start(): Promise<void> {
    this.#port = await this.#server.listen(this.host, this.#port);
  }

  async stop(): Promise<void> {
    await this.#server.hangUp();
  }

  /** The port it listens on, once started; the same after `restorePower`. */
  port(): number {
    return this.#port;
  }

  /** Everything that came out, in order. */
  get tickets(): readonly VirtualTicket[] {
    return this.#tickets;
  }

  /** Returns what stops the listening. */
  onTicket(listener: TicketListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when at least that many tickets have come out. */
  async whenTickets(count: number): Promise<readonly VirtualTicket[]> {
    while (this.#tickets.length < count) {
      await new Promise<void>((resolve) => {
        const stop = this.onTicket(() => {
          stop();
          resolve();
        });
      });
    }
    return this.#tickets;
  }

  /** What is burnt below the last cut, still in the printer. */
  unfinished(): VirtualTicket | undefined {
    const rest = this.#device.unfinished();
    return rest && this.#toTicket(rest.sheet, rest.bytes, false);
  }

  /** Pulses sent to the drawer so far. */
  drawerPulses(): number {
    return this.#drawer.pulses();
  }

  /** Puts a cash drawer on the connector, shut. Without one the sensor never changes. */
  plugInDrawer(cabinet: Cabinet): void {
    this.#moveDrawer(() => this.#drawer.plugIn(cabinet));
  }

  drawerIsOpen(): boolean {
    return this.#drawer.isOpen();
  }

  shutDrawer(): void {
    this.#moveDrawer(() => this.#drawer.shut());
  }

  setPaper(paper: Mechanism['paper']): void {
    this.#touch({ paper });
  }

  /** Runs out in the middle of things, when the paper has moved that much further. */
  runOutAfterDots(dots: number): void {
    this.#device.setPaperLeft(dots);
  }

  setCoverOpen(coverOpen: boolean): void {
    this.#touch({ coverOpen });
  }

  /** A fault that only a person clears, such as a jammed blade. */
  setError(error: boolean): void {
    this.#touch({ error });
  }

  /** Stalled: connections stay, but nothing is read, printed or answered. */
  setStalled(stalled: boolean): void {
    this.#isStalled = stalled;
    this.#server.setPaused(stalled);
    this.#work();
  }

  /** Undefined: as fast as the bytes come. */
  setBytesPerSecond(bytesPerSecond: number | undefined): void {
    this.#pace = new Pace(this.#options.clock, bytesPerSecond);
    this.#work();
  }

  /** Ends the connection once that many more bytes have arrived; those are kept, the rest is lost. */
  dropAfterBytes(bytes: number): void {
    this.#dropAfterBytes = bytes;
  }

  /** Buffer and modes are lost, connections are cut, nothing listens; the paper stays as it is. */
  async losePower(): Promise<void> {
    this.#device.switchOff();
    await this.#server.hangUp();
    this.#server.setPaused(this.#isStalled); // an empty buffer reads again
  }

  async restorePower(): Promise<void> {
    await this.start();
  }

  #receive(bytes: Uint8Array, socket: Socket): void {
    if (this.#device.bufferedBytes() === 0) this.#pace.rest();
    this.#take(bytes.subarray(0, this.#dropAfterBytes));
    this.#dropAfterBytes -= bytes.length;
    if (this.#dropAfterBytes <= 0) {
      this.#dropAfterBytes = Infinity;
      socket.destroy();
    }
    this.#work();
  }

  #take(bytes: Uint8Array): void {
    const { withoutHandshake, bufferBytes } = this.#options;
    if (!withoutHandshake) {
      this.#device.receive(bytes);
      return;
    }
    for (let from = 0; from < bytes.length;) {
      const room = bufferBytes - this.#device.bufferedBytes();
      const piece = bytes.subarray(from, room > 0 ? from + room : bytes.length);
      this.#device.receive(piece, room > 0 ? 'kept' : 'lost');
      this.#work();
      from += piece.length;
    }
  }

  #work(): void {
    if (this.#isStalled) return;
    this.#pace.use(this.#device.work(this.#pace.allowance()));
    const waiting = this.#device.bufferedBytes();
    const { withoutHandshake, bufferBytes } = this.#options;
    this.#server.setPaused(!withoutHandshake && waiting >= bufferBytes);
    if (waiting > 0) this.#pace.later(() => this.#work());
  }

  #moveDrawer(move: () => void): void {
    move();
    this.#device.moveDrawer(this.#drawer.isHigh());
  }

  #touch(change: Partial<Mechanism>): void {
    Object.assign(this.#device.mechanism, change);
    this.#device.changed();
    this.#work();
  }

  #takeOut(sheet: Sheet, bytes: Uint8Array, complete: boolean): void {
    const ticket = this.#toTicket(sheet, bytes, complete);
    this.#tickets.push(ticket);
    for (const listener of Array.from(this.#listeners)) listener(ticket);
  }

  #toTicket(sheet: Sheet, bytes: Uint8Array, complete: boolean): VirtualTicket {
    const { clock, fonts } = this.#options;
    const id = `t${this.#tickets.length + 1}`;
    const facts = { id, sheet, bytes, complete, printedAt: clock.now() };
    return toTicket(facts, this.#profile.widthDots, fonts);
  }
}

function identityOf({ vendor, name }: PrinterProfile): Identity {
  return {
    maker: vendor.toUpperCase(),
    model: name,
    firmware: '1.00 ESC/POS',
    serialNumber: 'VIRTUAL',
    fonts: '',
  };
}

export function createVirtualPrinter(options: VirtualPrinterOptions): VirtualPrinter {
  return new VirtualPrinter(options);
}
