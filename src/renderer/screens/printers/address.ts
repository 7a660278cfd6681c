import type { PrinterConnection } from '../../../shared/contract/printing.ts';

/** Where a printer is, as its settings name it. */
export function addressOf(connection: PrinterConnection): string {
  switch (connection.kind) {
    case 'tcp':
      return `${connection.host}:${connection.port}`;
    case 'usb':
      return connection.serialNumber || connection.portPath;
    case 'spooler':
      return connection.queue;
    case 'serial':
    case 'device_file':
    case 'usbprint':
      return connection.path;
  }
}
