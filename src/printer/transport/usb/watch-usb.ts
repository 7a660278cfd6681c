import { secondMs, type Clock } from '../../../shared/kit/clock.ts';
import { usbAddress, type UsbAddress } from './usb-address.ts';
import { thisUsbHost, type UsbBus, type UsbDevice, type UsbHost } from './usb-device.ts';

export interface UsbWatch {
  readonly clock: Clock;
  /** Something was plugged in or switched on, be it a printer or not. */
  readonly onConnect: (address: UsbAddress) => void;
  readonly onDisconnect?: (address: UsbAddress) => void;
  /** Default 1 000. */
  readonly everyMs?: number;
  /** Default: this computer. */
  readonly host?: UsbHost;
}

/**
 * Tells of what comes and goes on USB after the first look; returns what stops it. Looks again and again instead of waiting
 * for events: those need a udev daemon, and where they cannot be had usb 3.1.0 throws outside of any call, which ends
 * the process.
 */
export function watchUsb(watch: UsbWatch): () => void {
  const { clock, everyMs = secondMs, host = thisUsbHost } = watch;
  let known: Map<string, UsbAddress> | undefined;
  let isStopped = false;
  let cancel = () => {};

  const look = async (bus: UsbBus) => {
    const devices = await bus.getDevices().catch(() => undefined);
    if (isStopped) return;
    if (devices) known = compare(known, devices, watch);
    cancel = clock.after(everyMs, () => void look(bus));
  };
  // without the package there is nothing to watch, and whoever opens a printer hears why
  void host.openBus().then(look, () => undefined);
  return () => {
    isStopped = true;
    cancel();
  };
}

function compare(
  before: ReadonlyMap<string, UsbAddress> | undefined,
  devices: readonly UsbDevice[],
  { onConnect, onDisconnect }: UsbWatch,
): Map<string, UsbAddress> {
  const now = new Map(
    devices.map((device) => [device.handle, before?.get(device.handle) ?? usbAddress(device)]),
  );
  for (const [handle, address] of before ?? []) {
    if (!now.has(handle)) onDisconnect?.(address);
  }
  for (const [handle, address] of before ? now : []) {
    if (!before?.has(handle)) onConnect(address);
  }
  return now;
}
