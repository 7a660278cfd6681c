import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { sleep, type Clock } from '../../shared/kit/clock.ts';
import { PrinterError } from '../printer-error.ts';
import { staleAnswersMs } from './stale-answers.ts';
import { Subscribers } from './subscribers.ts';
import type { Transport } from './transport.ts';

export interface DeviceFileOptions {
  /** `/dev/usb/lp0`: a USB printer under Linux' own driver. */
  readonly path: string;
  /** Longest time without the printer taking a single byte. */
  readonly writeTimeoutMs: number;
  readonly clock: Clock;
}

/** How soon to try again when the device takes or has nothing. */
const retryMs = 5;
/** How often to look for unasked bytes when nothing was sent for a while. */
const idleReadMs = 100;
const attentiveMs = 1_000;
const readBytes = 256;

/**
 * A printer behind a device file, without native modules: every call is non-blocking, so a stalled printer holds up nothing
 * and everything can be cancelled.
 */
export function createDeviceFileTransport(options: DeviceFileOptions): Transport {
  return new DeviceFile(options);
}

class DeviceFile implements Transport {
  readonly #options: DeviceFileOptions;
  readonly #data = new Subscribers<[Uint8Array]>();
  readonly #ends = new Subscribers<[]>();
  #handle: FileHandle | undefined;
  #reading: Promise<void> = Promise.resolve();
  /** When something was last written, or the device opened. */
  #lastWriteMs = 0;
  #isDeaf = false;

  constructor(options: DeviceFileOptions) {
    this.#options = options;
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#handle) return;
    if (signal.aborted) throw new PrinterError('aborted', 'printing was cancelled');
    const handle = await openDevice(this.#options);
    this.#handle = handle;
    this.#isDeaf = true;
    this.#lastWriteMs = this.#options.clock.monotonicMs();
    this.#reading = this.#read(handle);
    await sleep(this.#options.clock, staleAnswersMs, signal);
    this.#isDeaf = false;
    if (signal.aborted) await this.close();
    if (signal.aborted) throw new PrinterError('aborted', 'printing was cancelled');
    if (this.#handle !== handle) throw new PrinterError('unreachable', 'the printer went away');
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const handle = this.#handle;
    if (!handle) throw new PrinterError('disconnected', 'the device is closed');
    try {
      await this.#writeAll(handle, bytes, signal);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  isOpen(): boolean {
    return this.#handle !== undefined;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(listener);
  }

  onClose(listener: () => void): () => void {
    return this.#ends.add(listener);
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    if (!handle) return;
    this.#handle = undefined;
    this.#ends.tell();
    await this.#reading;
    await handle.close().catch(() => undefined); // an unplugged device cannot be closed any better
  }

  async #writeAll(handle: FileHandle, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const { clock, writeTimeoutMs } = this.#options;
    let written = 0;
    let progressMs = clock.monotonicMs();
    while (written < bytes.length) {
      if (signal.aborted) throw new PrinterError('aborted', 'printing was cancelled');
      const count = await tryWrite(handle, bytes, written);
      this.#lastWriteMs = clock.monotonicMs();
      written += count;
      if (count > 0) progressMs = this.#lastWriteMs;
      else if (this.#lastWriteMs - progressMs >= writeTimeoutMs) {
        throw new PrinterError('timeout', `the printer took nothing for ${writeTimeoutMs} ms`);
      } else await sleep(clock, retryMs, signal);
    }
  }

  /** Passes on what the printer says until the device is closed or goes away. */
  async #read(handle: FileHandle): Promise<void> {
    const { clock } = this.#options;
    const buffer = new Uint8Array(readBytes);
    while (this.#handle === handle) {
      const count = await this.#readSome(handle, buffer);
      if (this.#handle !== handle) return;
      if (count === 'ended') {
        this.#handle = undefined;
        this.#ends.tell();
        await handle.close().catch(() => undefined);
        return;
      }
      if (count > 0 && !this.#isDeaf) this.#data.tell(buffer.slice(0, count));
      const isAttentive = clock.monotonicMs() - this.#lastWriteMs < attentiveMs;
      if (count === 0) await sleep(clock, isAttentive ? retryMs : idleReadMs);
    }
  }

  async #readSome(handle: FileHandle, buffer: Uint8Array): Promise<number | 'ended'> {
    try {
      return (await handle.read(buffer)).bytesRead; // nothing is no end: a USB printer may well send empty packets
    } catch (error) {
      return isTryAgain(error) ? 0 : 'ended';
    }
  }
}

async function openDevice({ path }: DeviceFileOptions): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PrinterError('unreachable', `no printer at ${path}: ${reason}`, { cause });
  }
}

/** Zero when the device takes nothing just now. */
async function tryWrite(handle: FileHandle, bytes: Uint8Array, from: number): Promise<number> {
  try {
    return (await handle.write(bytes, from)).bytesWritten;
  } catch (cause) {
    if (isTryAgain(cause)) return 0;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PrinterError('disconnected', reason, { cause });
  }
}

function isTryAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
