import type { UsbDevice } from './usb-device.ts';

/** Where to find a printer again after it was unplugged, switched off or moved. */
export interface UsbAddress {
  readonly vendorId: number;
  readonly productId: number;
  /** Empty when the unit has none, or shares it with another: then it is known by where it is plugged in. */
  readonly serialNumber: string;
  /** Bus and ports, `001-2.4`. */
  readonly port: string;
}

export function usbAddress(device: UsbDevice): UsbAddress {
  const { vendorId, productId } = device;
  return { vendorId, productId, serialNumber: serialOf(device), port: usbPort(device) };
}

/**
 * The device at an address: the one with that serial number, wherever it is plugged in, or without a serial number the one
 * at that port. Of several with one serial number, as clones have it, only the one at that port will do: a ticket
 * must not come out at the neighbour's.
 */
export function findUsbDevice(
  devices: readonly UsbDevice[],
  address: UsbAddress,
): UsbDevice | undefined {
  const alike = devices.filter(
    ({ vendorId, productId }) => vendorId === address.vendorId && productId === address.productId,
  );
  const here = alike.find((device) => usbPort(device) === address.port);
  if (address.serialNumber === '') return here;
  const named = alike.filter((device) => serialOf(device) === address.serialNumber);
  if (here && named.includes(here)) return here;
  return named.length === 1 ? named[0] : undefined;
}

/** A serial number that two units share names neither of them. */
export function withoutSharedSerials(addresses: readonly UsbAddress[]): UsbAddress[] {
  const nameOf = ({ vendorId, productId, serialNumber }: UsbAddress) =>
    `${vendorId}:${productId}:${serialNumber}`;
  const counts = new Map<string, number>();
  for (const address of addresses) {
    counts.set(nameOf(address), (counts.get(nameOf(address)) ?? 0) + 1);
  }
  return addresses.map((address) =>
    counts.get(nameOf(address)) === 1 ? address : { ...address, serialNumber: '' },
  );
}

/** Where a device is plugged in. */
export function usbPort({ bus, ports }: UsbDevice): string {
  return `${bus}-${ports.join('.')}`;
}

/** `04b8:0202 at 001-2.4`, for messages. */
export function usbName({ vendorId, productId, port }: UsbAddress): string {
  const hex = (id: number) => id.toString(16).padStart(4, '0');
  return `${hex(vendorId)}:${hex(productId)} at ${port}`;
}

function serialOf(device: UsbDevice): string {
  try {
    return device.serialNumber ?? '';
  } catch {
    return ''; // only an opened device tells, and this one may not be opened
  }
}
