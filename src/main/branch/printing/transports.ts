import {
  createDeviceFileTransport,
  createSerialTransport,
  createTcpTransport,
  createUsbTransport,
  PrinterError,
  sessionLimits,
  type SessionOptions,
  type Transport,
} from '../../../printer/index.ts';
import type { PrinterConnection } from '../../../shared/contract/printing.ts';
import { secondMs, type Clock } from '../../../shared/kit/clock.ts';

const connectTimeoutMs = 3 * secondMs;
const writeTimeoutMs = 8 * secondMs;

/** The way to a printer at this address; one that this system cannot speak is a printer that is not there. */
export function transportOf(connection: PrinterConnection, clock: Clock): Transport {
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
    case 'spooler':
    case 'usbprint':
      return createAbsentTransport(`this system has no ${connection.kind} printers`);
  }
}

/** What a session must know of a slow line; nothing of any other. */
export function limitsOf(
  connection: PrinterConnection,
): Pick<SessionOptions, 'slowestBytesPerSecond' | 'unguardedBufferBytes'> {
  return connection.kind === 'serial' ? sessionLimits(connection) : {};
}

function createAbsentTransport(why: string): Transport {
  const refuse = () => Promise.reject(new PrinterError('unreachable', why));
  return {
    open: refuse,
    write: refuse,
    isOpen: () => false,
    onData: () => () => undefined,
    onClose: () => () => undefined,
    close: async () => undefined,
  };
}
