import type { Clock } from '../../../shared/kit/clock.ts';
import { PipeTransport } from '../pipe-transport.ts';
import type { Transport } from '../transport.ts';
import { connectUsb } from './usb-connection.ts';
import type { UsbAddress } from './usb-address.ts';
import { thisUsbHost, type UsbHost } from './usb-device.ts';
import { usbPipes } from './usb-pipes.ts';

export interface UsbOptions {
  readonly device: UsbAddress;
  /** Longest time the printer may take for one piece of 4 KB. */
  readonly writeTimeoutMs: number;
  readonly clock: Clock;
  /** Default: this computer. */
  readonly host?: UsbHost;
}

/**
 * A USB printer by its bulk pipes. Opening waits for nothing: a printer that is not plugged in is `unreachable`, and
 * `watchUsb` tells when to try again. Unplugging ends the connection at once (on a unit that cannot answer, at the next
 * write).
 */
export function createUsbTransport(options: UsbOptions): Transport {
  const { device, host = thisUsbHost, writeTimeoutMs, clock } = options;
  return new PipeTransport({
    connect: async (signal) => usbPipes(await connectUsb(host, device, signal)),
    writeTimeoutMs,
    clock,
  });
}
