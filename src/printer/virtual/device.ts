import { createStreamParser, type Token } from '../escpos/parse.ts';
import type { PaperSpec } from '../paper/machine.ts';
import type { Sheet } from '../paper/marks.ts';
import { createPaperModel } from '../paper/paper-model.ts';
import { changeBytes, isOnline, orderedByte, statusByte, type Mechanism } from './mechanism.ts';
import { createRealTimeScanner } from './real-time.ts';

/** What the printer answers: everything, no fences, only real-time status, or nothing at all. */
export type Answers = 'all' | 'no-fence' | 'status-only' | 'none';

export interface DeviceEvents {
  readonly onSheet: (sheet: Sheet, bytes: Uint8Array, complete: boolean) => void;
  readonly onAnswer: (bytes: Uint8Array) => void;
  readonly onDrawer: (pin: 2 | 5) => void;
}

/** The printer behind its plug: receive buffer, commands, paper. Time and connections are somebody else's. */
export interface Device {
  readonly mechanism: Mechanism;
  receive(bytes: Uint8Array): void;
  /** Works off at most that many received bytes, as far as the paper allows; returns how many. */
  work(maxBytes: number): number;
  bufferedBytes(): number;
  /** Runs out of paper when it has moved that much further. */
  setPaperLeft(dots: number): void;
  /** Call after touching the mechanism: reports the change where that was asked for. */
  changed(): void;
  /** What is burnt since the last cut. */
  unfinished(): { sheet: Sheet; bytes: Uint8Array } | undefined;
  /** Forgets everything but the paper. */
  switchOff(): void;
}

export function createDevice(spec: PaperSpec, answers: Answers, events: DeviceEvents): Device {
  const mechanism: Mechanism = { paper: 'ok', coverOpen: false, error: false, drawerOpen: false };
  let buffer: Uint8Array = new Uint8Array(0);
  let parser = createStreamParser();
  let waiting: Token[] = [];
  let used: Uint8Array[] = [];
  let paperEndsAt = Infinity;
  let reportsChanges = false;

  const finish = (sheet: Sheet, complete: boolean) => {
    const bytes = Buffer.concat(used);
    used = [];
    events.onSheet(sheet, bytes, complete);
  };
  const model = createPaperModel(spec, {
    onCut: (sheet) => finish(sheet, true),
    onDrawer: events.onDrawer,
  });
  const answer = (bytes: Uint8Array | undefined, needs: readonly Answers[]) => {
    if (bytes && needs.includes(answers)) events.onAnswer(bytes);
  };
  const clear = () => {
    buffer = new Uint8Array(0);
    waiting = [];
    parser = createStreamParser();
  };
  const scan = createRealTimeScanner((command) => {
    if (command.kind === 'drawer') events.onDrawer(command.pin);
    if (command.kind === 'clear-buffer') clear();
    if (command.kind !== 'status') return;
    const byte = statusByte(command.what, mechanism);
    answer(byte === undefined ? undefined : Uint8Array.of(byte), [
      'all',
      'no-fence',
      'status-only',
    ]);
  });
  /** A job that starts below ink starts below a torn one: that piece of paper counts as out. */
  const startJob = () => {
    if (model.hasInk()) finish(model.tear(), false);
    used = [];
  };
  const execute = (token: Token) => {
    if (token.name === 'ESC @') startJob();
    used.push(token.bytes);
    model.execute(token);
    if (token.name === 'GS r') {
      answer(Uint8Array.of(orderedByte(token.bytes[2] ?? 0, mechanism)), ['all', 'no-fence']);
    }
    if (token.name === 'GS (') answer(fenceAnswer(token.bytes), ['all']);
    if (token.name === 'GS a') {
      reportsChanges = (token.bytes[2] ?? 0) !== 0;
      if (reportsChanges) answer(changeBytes(mechanism), ['all', 'no-fence']);
    }
    if (model.movedDots() >= paperEndsAt) {
      mechanism.paper = 'out';
      device.changed();
    }
  };
  const device: Device = {
    mechanism,
    receive(bytes) {
      buffer = buffer.length === 0 ? bytes : Buffer.concat([buffer, bytes]);
      scan(bytes);
    },
    work(maxBytes) {
      let taken = 0;
      while (isOnline(mechanism)) {
        const token = waiting.shift();
        if (token) {
          execute(token);
          continue;
        }
        const slice = buffer.subarray(0, maxBytes - taken);
        if (slice.length === 0) break;
        buffer = buffer.subarray(slice.length);
        taken += slice.length;
        waiting = parser.push(slice);
      }
      return taken;
    },
    bufferedBytes: () => buffer.length,
    setPaperLeft(dots) {
      paperEndsAt = model.movedDots() + dots;
    },
    changed() {
      if (mechanism.paper !== 'out') paperEndsAt = Infinity;
      if (reportsChanges) answer(changeBytes(mechanism), ['all', 'no-fence']);
    },
    unfinished() {
      return model.hasInk() ? { sheet: model.sheet(), bytes: Buffer.concat(used) } : undefined;
    },
    switchOff() {
      clear();
      model.reset();
      reportsChanges = false;
    },
  };
  return device;
}

/** GS ( H function 48 answers with its token. */
function fenceAnswer(bytes: Uint8Array): Uint8Array | undefined {
  const isFence = bytes[2] === 0x48 && bytes[5] === 0x30 && bytes.length === 11;
  return isFence ? Uint8Array.of(0x37, 0x22, ...bytes.subarray(7, 11), 0) : undefined;
}
