import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { PrinterError } from '../printer-error.ts';
import type { SerialLine } from './serial-line.ts';

/** An open serial port: the little of it that a printer needs. Every promise rejects once the port is gone or closed. */
export interface SerialPort {
  /** At least one byte. */
  read(): Promise<Uint8Array>;
  /** Resolves when the operating system has taken the bytes. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when they have left, as far as the port knows. Blocks a thread until then, or until `discard`. */
  drain(): Promise<void>;
  /** Throws away what has not left. */
  discard(): Promise<void>;
  /** The printer's "ready" wire: CTS with `rts_cts`, else DSR. Rejects on a port without wires. */
  isPeerReady(): Promise<boolean>;
  close(): Promise<void>;
}

export type OpenSerialPort = (line: SerialLine) => Promise<SerialPort>;

export interface FoundSerialPort {
  readonly path: string;
  /** Four hexadecimal digits each, of a USB adapter or a printer's own virtual port. */
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
  readonly manufacturer?: string;
}

const readBytes = 256;

/** @throws PrinterError `unreachable` where the native part does not load */
async function loadBinding() {
  try {
    return (await import('serialport')).SerialPort.binding;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PrinterError('unreachable', `this machine has no serial lines: ${reason}`, { cause });
  }
}

/** Opens a port of this machine for this process alone. */
export const openSystemPort: OpenSerialPort = async ({ path, baud, flow }) => {
  const binding = await loadBinding();
  const port = await binding.open({
    path,
    baudRate: baud,
    rtscts: flow === 'rts_cts',
    xon: flow === 'xon_xoff',
  });
  const buffer = Buffer.alloc(readBytes);
  return {
    async read() {
      const { bytesRead } = await port.read(buffer, 0, buffer.length);
      return Uint8Array.from(buffer.subarray(0, bytesRead));
    },
    write: (bytes) => port.write(Buffer.from(bytes)),
    drain: () => port.drain(),
    discard: () => port.flush(),
    async isPeerReady() {
      const { cts, dsr } = await port.get();
      return flow === 'rts_cts' ? cts : dsr;
    },
    close: () => port.close(),
  };
};

/**
 * The serial ports of this machine, without those that only exist as a name.
 *
 * @throws PrinterError `unreachable` where they cannot be listed
 */
export async function listSerialPorts(): Promise<FoundSerialPort[]> {
  const binding = await loadBinding();
  const ports = await binding.list().catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PrinterError('unreachable', `serial ports cannot be listed: ${reason}`, { cause });
  });
  const exists = await Promise.all(ports.map(({ path }) => hasHardware(path)));
  return ports
    .filter((_, at) => exists[at])
    .map(({ path, vendorId, productId, serialNumber, manufacturer }) => ({
      path,
      ...(vendorId && { vendorId: vendorId.toLowerCase() }),
      ...(productId && { productId: productId.toLowerCase() }),
      ...(serialNumber && { serialNumber }),
      ...(manufacturer && { manufacturer }),
    }));
}

/** Linux names 32 built-in ports wherever it runs. @source Linux, Documentation/ABI/testing/sysfs-tty: type 0 is unknown */
async function hasHardware(path: string): Promise<boolean> {
  const type = await readFile(`/sys/class/tty/${basename(path)}/type`, 'utf8').catch(() => '');
  return type.trim() !== '0';
}
