import {
  createDeviceFileTransport,
  createSerialTransport,
  createTcpTransport,
  createUsbprintTransport,
  createUsbTransport,
  sessionLimits,
  type SessionOptions,
  type Transport,
} from '../../../printer/index.ts';
import type { PrinterConnection } from '../../../shared/contract/printing.ts';
import { secondMs, type Clock } from '../../../shared/kit/clock.ts';

const connectTimeoutMs = 3 * secondMs;
const writeTimeoutMs = 8 * secondMs;

export type BytesConnection = Exclude<PrinterConnection, { kind: 'spooler' }>;

/** The way to a printer at this address; one of another system is not reachable. */
export function transportOf(connection: BytesConnection, clock: Clock): Transport {
  switch (connection.kind) {
    case 'tcp': {
      const { host, port } = connection;
      return createTcpTransport({ host, port, connectTimeoutMs, writeTimeoutMs, clock });
    }
    case 'usb': {
      const { vendorId, productId, serialNumber, portPath } = connection;
      const device = { vendorId, productId, serialNumber, port: portPath };
      return createUsbTransport({ device, writeTimeoutMs, clock });
    }
    case 'serial': {
      const { path, baud, flow } = connection;
      return createSerialTransport({ path, baud, flow, writeTimeoutMs, clock });
    }
    case 'device_file':
      return createDeviceFileTransport({ path: connection.path, writeTimeoutMs, clock });
    case 'usbprint':
      return createUsbprintTransport({ path: connection.path, writeTimeoutMs, clock });
  }
}

/** What a session must know of a slow line; nothing of any other. */
export function limitsOf(
  connection: PrinterConnection,
): Pick<SessionOptions, 'slowestBytesPerSecond' | 'unguardedBufferBytes'> {
  return connection.kind === 'serial' ? sessionLimits(connection) : {};
}
