import { createStreamParser, type StreamParser, type Token } from '../escpos/parse.ts';
import type { Sheet } from '../paper/marks.ts';
import { createPaperModel, type PaperModel } from '../paper/paper-model.ts';
import type { PaperSpec } from '../paper/types.ts';
import { changeBytes, isOnline, orderedByte, statusByte, type Mechanism } from './mechanism.ts';
import { createRealTimeScanner, type RealTimeCommand } from './real-time.ts';

/** What the printer answers: everything, all but fences, only real-time status, or nothing at all. */
export type Answers = 'all' | 'no-fence' | 'status-only' | 'none';

/** What it says of itself when asked; may be somebody else's name, as clones do. */
export interface Identity {
  readonly maker: string;
  readonly model: string;
  readonly firmware: string;
  readonly serialNumber: string;
  readonly fonts: string;
}

interface DeviceKind {
  readonly paper: PaperSpec;
  readonly answers: Answers;
  readonly identity: Identity;
}

/** @source Epson, "ESC/POS Command Reference", GS a */
const drawerReport = 0x01;

interface DeviceEvents {
  readonly onSheet: (sheet: Sheet, bytes: Uint8Array, complete: boolean) => void;
  readonly onAnswer: (bytes: Uint8Array) => void;
  readonly onDrawer: (pin: 2 | 5) => void;
}

/** The printer behind its plug: receive buffer, commands, paper. Time and connections are somebody else's. */
export class Device {
  readonly mechanism: Mechanism = {
    paper: 'ok',
    coverOpen: false,
    error: false,
    drawerHigh: true,
  };
  readonly #answers: Answers;
  readonly #identity: Identity;
  readonly #events: DeviceEvents;
  readonly #paper: PaperModel;
  readonly #scan = createRealTimeScanner((command) => this.#obeyAtOnce(command));
  #buffer: Uint8Array = new Uint8Array(0);
  #parser: StreamParser = createStreamParser();
  #parsed: Token[] = [];
  /** Bytes that made what is burnt since the last cut. */
  #used: Uint8Array[] = [];
  #paperEndsAt = Infinity;
  /** Of GS a: bit 0 the drawer, the others everything else. */
  #reportMask = 0;

  constructor({ paper, answers, identity }: DeviceKind, events: DeviceEvents) {
    this.#answers = answers;
    this.#identity = identity;
    this.#events = events;
    this.#paper = createPaperModel(paper, {
      onCut: (sheet) => this.#takeOut(sheet, true),
      onDrawer: events.onDrawer,
    });
  }

  /** Real-time commands are obeyed even when the buffer is full and the bytes are lost. */
  receive(bytes: Uint8Array, fate: 'kept' | 'lost' = 'kept'): void {
    if (fate === 'kept') {
      this.#buffer = this.#buffer.length === 0 ? bytes : Buffer.concat([this.#buffer, bytes]);
    }
    this.#scan(bytes);
  }

  bufferedBytes(): number {
    return this.#buffer.length;
  }

  /** Works off at most that many received bytes, as far as the paper allows; returns how many. */
  work(maxBytes: number): number {
    let taken = 0;
    while (isOnline(this.mechanism)) {
      const token = this.#parsed.shift();
      if (token) {
        this.#execute(token);
        continue;
      }
      const slice = this.#buffer.subarray(0, maxBytes - taken);
      if (slice.length === 0) break;
      this.#buffer = this.#buffer.subarray(slice.length);
      taken += slice.length;
      this.#parsed = this.#parser.push(slice);
    }
    return taken;
  }

  /** Runs out of paper when it has moved that much further. */
  setPaperLeft(dots: number): void {
    this.#paperEndsAt = this.#paper.movedDots() + dots;
  }

  /** Call after touching the mechanism: reports the change where that was asked for. */
  changed(): void {
    if (this.mechanism.paper !== 'out') this.#paperEndsAt = Infinity;
    if ((this.#reportMask & ~drawerReport) !== 0) this.#report();
  }

  moveDrawer(isHigh: boolean): void {
    if (this.mechanism.drawerHigh === isHigh) return;
    this.mechanism.drawerHigh = isHigh;
    if ((this.#reportMask & drawerReport) !== 0) this.#report();
  }

  /** What is burnt since the last cut. */
  unfinished(): { sheet: Sheet; bytes: Uint8Array } | undefined {
    if (!this.#paper.hasInk()) return undefined;
    return { sheet: this.#paper.sheet(), bytes: Buffer.concat(this.#used) };
  }

  /** Forgets everything but the paper. */
  switchOff(): void {
    this.#clearBuffer();
    this.#paper.reset();
    this.#reportMask = 0;
  }

  #execute(token: Token): void {
    if (token.name === 'ESC @') this.#startJob();
    this.#used.push(token.bytes);
    this.#paper.execute(token);
    this.#reply(token);
    if (this.#paper.movedDots() >= this.#paperEndsAt) {
      this.mechanism.paper = 'out';
      this.changed();
    }
  }

  /** A job that starts below ink starts below a torn one: that piece of paper counts as out. */
  #startJob(): void {
    if (this.#paper.hasInk()) this.#takeOut(this.#paper.tear(), false);
    this.#used = [];
  }

  #takeOut(sheet: Sheet, complete: boolean): void {
    const bytes = Buffer.concat(this.#used);
    this.#used = [];
    this.#events.onSheet(sheet, bytes, complete);
  }

  /** Answers to what stands in the data, given when the printer gets there. */
  #reply({ name, bytes }: Token): void {
    const argument = bytes[2] ?? 0;
    if (name === 'GS r') {
      this.#answer(Uint8Array.of(orderedByte(argument, this.mechanism)), ['all', 'no-fence']);
    } else if (name === 'GS (') {
      this.#answer(fenceAnswer(bytes), ['all']);
    } else if (name === 'GS I') {
      this.#answer(informationAnswer(argument, this.#identity), ['all', 'no-fence']);
    } else if (name === 'GS a') {
      this.#reportMask = argument;
      if (argument !== 0) this.#report();
    }
  }

  #obeyAtOnce(command: RealTimeCommand): void {
    if (command.kind === 'drawer') this.#events.onDrawer(command.pin);
    if (command.kind === 'clear-buffer') this.#clearBuffer();
    if (command.kind !== 'status') return;
    const byte = statusByte(command.what, this.mechanism);
    this.#answer(byte && Uint8Array.of(byte), ['all', 'no-fence', 'status-only']);
  }

  #report(): void {
    this.#answer(changeBytes(this.mechanism), ['all', 'no-fence']);
  }

  #answer(bytes: Uint8Array | 0 | undefined, givenBy: readonly Answers[]): void {
    if (bytes && givenBy.includes(this.#answers)) this.#events.onAnswer(bytes);
  }

  #clearBuffer(): void {
    this.#buffer = new Uint8Array(0);
    this.#parsed = [];
    this.#parser = createStreamParser();
  }
}

/** GS ( H function 48 answers with its token. */
function fenceAnswer(bytes: Uint8Array): Uint8Array | undefined {
  const isFence = bytes[2] === 0x48 && bytes[5] === 0x30 && bytes.length === 11;
  return isFence ? Uint8Array.of(0x37, 0x22, ...bytes.subarray(7, 11), 0) : undefined;
}

/** Model, features (a blade) and version, as numbers. @source Epson, "ESC/POS Command Reference", GS I 1 to 3 */
const informationNumbers: Readonly<Record<number, number>> = { 1: 0x20, 2: 0x02, 3: 0x01 };

/** @source Epson, "ESC/POS Command Reference", GS I 65 to 69: 5Fh, text, NUL */
function informationAnswer(what: number, identity: Identity): Uint8Array | undefined {
  const number = informationNumbers[what];
  if (number !== undefined) return Uint8Array.of(number);
  const { firmware, maker, model, serialNumber, fonts } = identity;
  const text = [firmware, maker, model, serialNumber, fonts][what - 65];
  return text === undefined ? undefined : Buffer.from(`_${text}\0`, 'latin1');
}
