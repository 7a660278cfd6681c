import { secondMs, sleep, type Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';
import { staleAnswersMs } from './stale-answers.ts';
import { Subscribers } from './subscribers.ts';
import type { Transport } from './transport.ts';
import { unlessAborted } from './unless-aborted.ts';

/** One way to a printer and one back, whose transfers take a time-out and cannot be called off otherwise. */
export interface Pipes {
  /** Bytes the printer took, at least one. @throws PrinterError `timeout` or `disconnected` */
  send(piece: Uint8Array, timeoutMs: number): Promise<number>;
  /**
   * What the printer says next, which may be nothing at all; undefined when it let the time pass. Absent: it cannot answer.
   *
   * @throws PrinterError `disconnected`
   */
  readonly receive?: (timeoutMs: number) => Promise<Uint8Array | undefined>;
  /** Called when no transfer is under way any more; never rejects. */
  release(): Promise<void>;
}

interface PipeOptions {
  /** @throws PrinterError `unreachable` or `aborted`; then nothing is held */
  readonly connect: (signal: AbortSignal) => Promise<Pipes>;
  /** Longest time the printer may take for one piece of 4 KB. */
  readonly writeTimeoutMs: number;
  readonly clock: Clock;
}

/** A piece that is not taken in time leaves its own bytes in doubt and no others. */
const pieceBytes = 4_096;
/** How long closing waits for the read that is under way. */
const readTimeoutMs = 200;
/** Some printers answer every read at once with nothing. @source Seiko Instruments, DPU-S445 specifications, 3.2 (5) */
const emptyPauseMs = 20;
/** How long closing waits for a write that was given up but still runs. */
const lingerMs = secondMs;

/**
 * What the printer says is read all the time, since some stop printing when nobody listens; a printer that goes away
 * thereby ends the connection at once (one that cannot answer, at the next write).
 */
export class PipeTransport implements Transport {
  readonly #options: PipeOptions;
  readonly #data = new Subscribers<[Uint8Array]>();
  readonly #ends = new Subscribers<[]>();
  #pipes: Pipes | undefined;
  #isDeaf = false;
  #reading: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();
  /** Done when the last connection's transfers are over and the printer is given back. */
  #released: Promise<void> = Promise.resolve();

  constructor(options: PipeOptions) {
    this.#options = options;
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#pipes) return;
    await unlessAborted(this.#released, signal);
    const pipes = await this.#options.connect(signal);
    this.#pipes = pipes;
    this.#isDeaf = true;
    this.#reading = this.#read(pipes);
    if (pipes.receive) await sleep(this.#options.clock, staleAnswersMs, signal);
    this.#isDeaf = false;
    if (signal.aborted) await this.close();
    if (signal.aborted) throw new PrinterError('aborted', 'printing was cancelled');
    if (this.#pipes !== pipes) throw new PrinterError('unreachable', 'the printer went away');
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const pipes = this.#pipes;
    if (!pipes) throw new PrinterError('disconnected', 'the connection is closed');
    const sending = this.#writing.then(() => this.#send(pipes, bytes, signal));
    this.#writing = sending.catch(() => undefined);
    try {
      await unlessAborted(sending, signal);
    } catch (error) {
      this.#end(pipes);
      throw error;
    }
  }

  isOpen(): boolean {
    return this.#pipes !== undefined;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(listener);
  }

  onClose(listener: () => void): () => void {
    return this.#ends.add(listener);
  }

  async close(): Promise<void> {
    if (this.#pipes) this.#end(this.#pipes);
    await Promise.race([this.#released, sleep(this.#options.clock, lingerMs)]);
  }

  async #send(pipes: Pipes, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    let sent = 0;
    while (sent < bytes.length) {
      if (signal.aborted) throw new PrinterError('aborted', 'printing was cancelled');
      if (this.#pipes !== pipes) throw new PrinterError('disconnected', 'the connection ended');
      const piece = bytes.subarray(sent, sent + pieceBytes);
      sent += await pipes.send(piece, this.#options.writeTimeoutMs);
    }
  }

  /** Passes on what the printer says until the connection ends, and ends it when the printer goes away. */
  async #read(pipes: Pipes): Promise<void> {
    if (!pipes.receive) return;
    while (this.#pipes === pipes) {
      try {
        const bytes = await pipes.receive(readTimeoutMs);
        if (this.#pipes !== pipes) return;
        if (bytes && bytes.length > 0) this.#hear(bytes);
        else if (bytes) await sleep(this.#options.clock, emptyPauseMs);
      } catch (error) {
        if (!(error instanceof PrinterError)) throw error;
        this.#end(pipes);
      }
    }
  }

  #hear(bytes: Uint8Array): void {
    if (!this.#isDeaf) this.#data.tell(bytes);
  }

  #end(pipes: Pipes): void {
    if (this.#pipes !== pipes) return;
    this.#pipes = undefined;
    const transfers = Promise.all([this.#reading, this.#writing]);
    this.#released = transfers.then(() => pipes.release());
    this.#ends.tell();
  }
}
