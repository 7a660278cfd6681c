import type { connectionKinds, PrinterConnection } from '../../shared/contract/printing.ts';
import type { T } from '../i18n/i18n.tsx';

/** Port on which nearly all network printers listen; only another one is worth a word. */
export const usualPort = 9100;

export type ConnectionKind = (typeof connectionKinds)[number];

/** How a printer is connected, as a person would say it. */
export function connectionText(connection: PrinterConnection, t: T): string {
  switch (connection.kind) {
    case 'tcp':
      return t('connection.tcp', { address: addressOf(connection) });
    case 'usb':
      return connection.serialNumber === ''
        ? t('connection.usb')
        : t('connection.usbNumbered', { number: connection.serialNumber });
    case 'serial':
      return t('connection.serial', { path: connection.path, baud: String(connection.baud) });
    case 'device_file':
      return t('connection.device_file', { path: connection.path });
    case 'spooler':
      return t('connection.spooler', { queue: connection.queue });
    case 'usbprint':
      return t('connection.usbprint');
  }
}

function addressOf(connection: Extract<PrinterConnection, { kind: 'tcp' }>): string {
  const { host, port } = connection;
  return port === usualPort ? host : `${host}:${port}`;
}
