import { sleep, type Clock } from '../../../shared/kit/clock.ts';
import { PrinterError } from '../../printer-error.ts';
import { Subscribers } from '../subscribers.ts';
import type { Transport } from '../transport.ts';
import { unlessAborted } from '../unless-aborted.ts';
import {
  clearStall,
  connectUsb,
  releaseUsb,
  transferOut,
  type UsbConnection,
} from './usb-connection.ts';
import type { UsbAddress } from './usb-address.ts';
import { thisUsbHost, type UsbHost } from './usb-device.ts';
import { transferFault } from './usb-errors.ts';

export interface UsbOptions {
  readonly device: UsbAddress;
  /** Longest time the printer may take for one piece of 4 KB. */
  readonly writeTimeoutMs: number;
  readonly clock: Clock;
  /** Default: this computer. */
  readonly host?: UsbHost;
}

/** A piece that is not taken in time leaves its own bytes in doubt and no others. */
const pieceBytes = 4_096;
/** A read cannot be called off, so this is how long closing waits for it. */
const readTimeoutMs = 200;
/** Some printers answer every read at once with nothing. @source Seiko Instruments, DPU-S445 specifications, 3.2 (5) */
const emptyPauseMs = 20;
/** How long closing waits for a write that was given up but still runs. */
const lingerMs = 1_000;

/**
 * A USB printer by its bulk pipes. Opening waits for nothing: a printer that is not plugged in is `unreachable`, and
 * `watchUsb` tells when to try again. What the printer says is read all the time, since some stop printing when nobody
 * listens; unplugging thereby ends the connection at once (on a unit that cannot answer, at the next write).
 */
export function createUsbTransport(options: UsbOptions): Transport {
  return new UsbTransport(options);
}

class UsbTransport implements Transport {
  readonly #options: UsbOptions;
  readonly #data = new Subscribers<[Uint8Array]>();
  readonly #ends = new Subscribers<[]>();
  #connection: UsbConnection | undefined;
  #reading: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();
  /** Done when the last connection's transfers are over and the interface is given back. */
  #released: Promise<void> = Promise.resolve();

  constructor(options: UsbOptions) {
    this.#options = options;
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#connection) return;
    await unlessAborted(this.#released, signal);
    const { device, host = thisUsbHost } = this.#options;
    const connection = await connectUsb(host, device, signal);
    this.#connection = connection;
    this.#reading = this.#read(connection);
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const connection = this.#connection;
    if (!connection) throw new PrinterError('disconnected', 'the USB connection is closed');
    const sending = this.#writing.then(() => this.#send(connection, bytes, signal));
    this.#writing = sending.catch(() => undefined);
    try {
      await unlessAborted(sending, signal);
    } catch (error) {
      this.#end(connection);
      throw error;
    }
  }

  isOpen(): boolean {
    return this.#connection !== undefined;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(listener);
  }

  onClose(listener: () => void): () => void {
    return this.#ends.add(listener);
  }

  async close(): Promise<void> {
    if (this.#connection) this.#end(this.#connection);
    await Promise.race([this.#released, sleep(this.#options.clock, lingerMs)]);
  }

  async #send(connection: UsbConnection, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const { writeTimeoutMs } = this.#options;
    let sent = 0;
    while (sent < bytes.length) {
      if (signal.aborted) throw new PrinterError('aborted', 'printing was cancelled');
      if (this.#connection !== connection) {
        throw new PrinterError('disconnected', 'the USB connection ended');
      }
      const piece = bytes.subarray(sent, sent + pieceBytes);
      sent += await transferOut(connection, piece, writeTimeoutMs);
    }
  }

  /** Passes on what the printer says until the connection ends, and ends it when the printer goes away. */
  async #read(connection: UsbConnection): Promise<void> {
    const { device, printer } = connection;
    const from = printer.inEndpoint;
    if (!from) return;
    while (this.#connection === connection) {
      try {
        // one packet: it comes whole or not at all, so a read that runs out of time has swallowed nothing
        const { data } = await device.transferIn(from.number, from.packetBytes, readTimeoutMs);
        if (this.#connection !== connection) return;
        if (data && data.byteLength > 0) this.#data.tell(toBytes(data));
        else await sleep(this.#options.clock, emptyPauseMs);
      } catch (error) {
        const fault = transferFault(error);
        if (fault === 'timeout') continue;
        const goesOn = fault === 'stall' && (await clearStall(connection, 'in'));
        if (goesOn) await sleep(this.#options.clock, emptyPauseMs);
        else this.#end(connection);
      }
    }
  }

  #end(connection: UsbConnection): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    const transfers = Promise.all([this.#reading, this.#writing]);
    this.#released = transfers.then(() => releaseUsb(connection));
    this.#ends.tell();
  }
}

function toBytes({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
