import { secondMs, sleep, type Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';
import { bytesPerSecond, chunkBytes, type SerialLine } from './serial-line.ts';
import { openSystemPort, type OpenSerialPort, type SerialPort } from './serial-port.ts';
import { cancelled, tookTooLong, within, type Limits } from './serial-wait.ts';
import { Subscribers } from './subscribers.ts';
import type { Transport } from './transport.ts';

export interface SerialOptions extends SerialLine {
  /** Longest time without the printer taking a single byte. */
  readonly writeTimeoutMs: number;
  /** Longest wait for the port itself; only wireless ones take long. Default 5 000. */
  readonly openTimeoutMs?: number;
  readonly clock: Clock;
  /** Default: a port of this machine. */
  readonly openPort?: OpenSerialPort;
}

const defaultOpenTimeoutMs = 5_000;
/** How long closing waits for a driver that does not answer. */
const closeTimeoutMs = 1_000;
/** How often to look whether a busy printer is ready again. */
const busyPollMs = 5;

/** "Go on" and "wait" of XON/XOFF, which are never part of an answer. @source ASCII, DC1 and DC3 */
const flowBytes: ReadonlySet<number> = new Set([0x11, 0x13]);

/**
 * A printer on a serial line. Bytes go out in small pieces, no faster than the line carries them, and each has left before
 * the next is handed over: so a write can be cancelled, and never claims what still waits in the computer.
 */
export function createSerialTransport(options: SerialOptions): Transport {
  return new SerialTransport(options);
}

class SerialTransport implements Transport {
  readonly #options: SerialOptions;
  readonly #data = new Subscribers<[Uint8Array]>();
  readonly #ends = new Subscribers<[]>();
  #port: SerialPort | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #lineFreeAtMs = 0;
  #hasWires = false;
  /** Something handed over may not have left. */
  #isUnsent = false;

  constructor(options: SerialOptions) {
    this.#options = options;
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#port) return;
    const { port, hasWires } = await openPort(this.#options, signal);
    this.#port = port;
    this.#hasWires = hasWires;
    this.#isUnsent = false;
    void this.#read(port);
  }

  /** Writes wait for each other, whoever makes them. */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const mine = this.#writing.then(() => this.#writeAll(bytes, signal));
    this.#writing = mine.catch(() => undefined);
    return mine;
  }

  isOpen(): boolean {
    return this.#port !== undefined;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(listener);
  }

  onClose(listener: () => void): () => void {
    return this.#ends.add(listener);
  }

  async close(): Promise<void> {
    const port = this.#port;
    if (port) await this.#leave(port);
  }

  async #writeAll(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const port = this.#port;
    if (!port) throw lineEnded();
    const size = chunkBytes(this.#options);
    this.#isUnsent = true;
    try {
      for (let from = 0; from < bytes.length; from += size) {
        await this.#send(port, bytes.subarray(from, from + size), signal);
      }
      this.#isUnsent = false;
    } catch (error) {
      await this.#leave(port);
      if (error instanceof PrinterError) throw error;
      throw new PrinterError('disconnected', reasonOf(error), { cause: error });
    }
  }

  async #send(port: SerialPort, chunk: Uint8Array, signal: AbortSignal): Promise<void> {
    const { clock, writeTimeoutMs, flow } = this.#options;
    const limits = { clock, signal, timeoutMs: writeTimeoutMs };
    if (signal.aborted) throw cancelled();
    if (flow === 'dtr_dsr') await this.#untilReady(port, limits);
    if (this.#port !== port) throw lineEnded();
    await within(limits, port.write(chunk));
    await this.#untilSent(chunk.length, signal);
    // draining holds one of the process's few threads: not while the printer says "wait"
    if (flow === 'rts_cts' && this.#hasWires) await this.#untilReady(port, limits);
    await within(limits, port.drain());
  }

  /** Waits out the line's own time, so that draining hardly takes any. */
  async #untilSent(byteCount: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const nowMs = clock.monotonicMs();
    const lineMs = (byteCount / bytesPerSecond(this.#options)) * secondMs;
    this.#lineFreeAtMs = Math.max(this.#lineFreeAtMs, nowMs) + lineMs;
    await sleep(clock, this.#lineFreeAtMs - nowMs, signal);
    if (signal.aborted) throw cancelled();
  }

  async #untilReady(port: SerialPort, limits: Limits): Promise<void> {
    const { clock, signal, timeoutMs } = limits;
    const untilMs = clock.monotonicMs() + timeoutMs;
    while (!(await within(limits, port.isPeerReady()))) {
      if (clock.monotonicMs() >= untilMs) throw tookTooLong(timeoutMs);
      await sleep(clock, busyPollMs, signal);
    }
  }

  /** Passes on what the printer says until the port is closed or goes away. */
  async #read(port: SerialPort): Promise<void> {
    while (this.#port === port) {
      const bytes = await port.read().catch(() => undefined);
      if (this.#port !== port) return;
      if (!bytes) {
        await this.#leave(port); // unplugged
        return;
      }
      const said = bytes.filter((byte) => !flowBytes.has(byte));
      if (said.length > 0) this.#data.tell(said);
    }
  }

  async #leave(port: SerialPort): Promise<void> {
    if (this.#port !== port) return;
    this.#port = undefined;
    this.#ends.tell();
    await closePort(port, this.#isUnsent, this.#options.clock);
  }
}

interface OpenedPort {
  readonly port: SerialPort;
  /** Virtual ports have none, and need none: they hold bytes back themselves. */
  readonly hasWires: boolean;
}

async function openPort(options: SerialOptions, signal: AbortSignal): Promise<OpenedPort> {
  const { path, flow, clock, openTimeoutMs = defaultOpenTimeoutMs } = options;
  if (signal.aborted) throw cancelled();
  const limits = { clock, signal, timeoutMs: openTimeoutMs };
  const opening = (options.openPort ?? openSystemPort)(options);
  const opened = opening.then(async (port) => {
    const looked = port.isPeerReady();
    if (flow === 'dtr_dsr') await looked; // cannot work without
    return { port, hasWires: await looked.then(yes, no) };
  });
  try {
    return await within(limits, opened);
  } catch (cause) {
    void opening.then((port) => closePort(port, false, clock)).catch(() => undefined);
    if (cause instanceof PrinterError && cause.kind === 'aborted') throw cause;
    throw new PrinterError('unreachable', `no printer at ${path}: ${reasonOf(cause)}`, { cause });
  }
}

const yes = () => true;
const no = () => false;

/** Bytes that cannot leave would hold the port for half a minute, so they are thrown away. @source Linux, closing_wait */
async function closePort(port: SerialPort, isUnsent: boolean, clock: Clock): Promise<void> {
  const closed = (async () => {
    if (isUnsent) await port.discard().catch(() => undefined);
    await port.close().catch(() => undefined); // an unplugged one cannot be closed any better
  })();
  await Promise.race([closed, sleep(clock, closeTimeoutMs)]);
}

function lineEnded(): PrinterError {
  return new PrinterError('disconnected', 'the serial line is closed');
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return /permission denied/i.test(reason)
    ? `${reason} (on Linux, the account must be in the group "dialout")`
    : reason;
}
