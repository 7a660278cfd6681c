import { PrinterError } from '../../printer-error.ts';
import type { Pipes } from '../pipe-transport.ts';
import { releaseUsb, type UsbConnection } from './usb-connection.ts';
import { toTransferError, transferFault } from './usb-errors.ts';

/** The bulk pipes of a printer that is held. */
export function usbPipes(connection: UsbConnection): Pipes {
  const { device, printer } = connection;
  const { outEndpoint, inEndpoint } = printer;
  return {
    async send(piece, timeoutMs) {
      try {
        const { bytesWritten } = await device.transferOut(outEndpoint, piece, timeoutMs);
        if (bytesWritten > 0) return bytesWritten;
      } catch (error) {
        if (transferFault(error) === 'stall') await clearStall(connection, 'out');
        throw toTransferError(error, timeoutMs);
      }
      throw new PrinterError('disconnected', 'the USB printer took none of the bytes');
    },
    ...(inEndpoint && {
      receive: (timeoutMs: number) => receive(connection, inEndpoint, timeoutMs),
    }),
    release: () => releaseUsb(connection),
  };
}

async function receive(
  connection: UsbConnection,
  from: { readonly number: number; readonly packetBytes: number },
  timeoutMs: number,
): Promise<Uint8Array | undefined> {
  try {
    // one packet: it comes whole or not at all, so a read that runs out of time has swallowed nothing
    const { data } = await connection.device.transferIn(from.number, from.packetBytes, timeoutMs);
    if (!data) return new Uint8Array();
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  } catch (error) {
    const fault = transferFault(error);
    if (fault === 'timeout') return undefined;
    if (fault === 'stall' && (await clearStall(connection, 'in'))) return new Uint8Array();
    throw toTransferError(error, timeoutMs);
  }
}

/** Sets a halted pipe going again; false when that does not work either. */
async function clearStall(
  { device, printer }: UsbConnection,
  direction: 'in' | 'out',
): Promise<boolean> {
  const endpoint = direction === 'in' ? printer.inEndpoint?.number : printer.outEndpoint;
  if (endpoint === undefined) return false;
  return device.clearHalt(direction, endpoint).then(
    () => true,
    () => false,
  );
}
