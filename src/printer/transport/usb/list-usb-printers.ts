import { PrinterError } from '../../printer-error.ts';
import { isPrinterClass, isVendorClassPrinter } from './printer-interface.ts';
import { usbAddress, withoutSharedSerials, type UsbAddress } from './usb-address.ts';
import { connectUsb, releaseUsb, type UsbConnection } from './usb-connection.ts';
import { thisUsbHost, type UsbDevice, type UsbHost } from './usb-device.ts';
import { readSysfsInterfaces } from './usb-sysfs.ts';

export interface FoundUsbPrinter {
  readonly address: UsbAddress;
  /** As the device calls itself; empty where it does not say. */
  readonly manufacturer: string;
  readonly product: string;
  /** IEEE 1284 device id (`MFG:…;MDL:…;CMD:…;`), where it could be read without taking the printer from somebody. */
  readonly deviceId: string;
  /** Who holds it, on Linux: `usblp` is the kernel's driver, which gives way; `usbfs` a program; empty: nobody. */
  readonly driver: string;
  /** Why it did not open when its device id was asked for, in words. */
  readonly problem?: string;
}

/**
 * The receipt printers plugged in, including those this user may not open. Prints nothing and takes no printer away from
 * anybody. Empty on a machine without USB.
 *
 * @throws PrinterError `unreachable` when the USB package does not load
 */
export async function listUsbPrinters(host: UsbHost = thisUsbHost): Promise<FoundUsbPrinter[]> {
  const bus = await host.openBus();
  const devices = await bus.getDevices().catch(() => []);
  const found: FoundUsbPrinter[] = [];
  for (const device of devices) {
    if (device.deviceClass === hubClass) continue;
    const printer = await describe(device, host);
    if (printer) found.push(printer);
  }
  const addresses = withoutSharedSerials(found.map(({ address }) => address));
  return found.map((printer, at) => ({ ...printer, address: addresses[at] ?? printer.address }));
}

/** @source USB Implementers' Forum, "Defined Class Codes" */
const hubClass = 9;

async function describe(device: UsbDevice, host: UsbHost): Promise<FoundUsbPrinter | undefined> {
  const address = usbAddress(device);
  const known = await look(device, address, host);
  if (!known) return undefined;
  const { driver, deviceId } = known;
  const asked = driver === '' ? await askDeviceId(host, address) : { deviceId };
  return {
    address,
    manufacturer: text(() => device.manufacturerName),
    product: text(() => device.productName),
    driver,
    ...asked,
  };
}

/** What can be told without holding the printer; nothing when it is none. */
async function look(
  device: UsbDevice,
  { port }: UsbAddress,
  { platform, sysfs }: UsbHost,
): Promise<{ driver: string; deviceId: string } | undefined> {
  const isOwnClass = isVendorClassPrinter(device);
  if (platform === 'linux') {
    const shown = await readSysfsInterfaces(port, sysfs);
    return shown.find(isPrinterClass) ?? (isOwnClass ? shown[0] : undefined);
  }
  const interfaces = configurationOf(device);
  const isPrinter = interfaces.some(({ alternates }) => alternates.some(isPrinterClass));
  return isPrinter || isOwnClass ? { driver: '', deviceId: '' } : undefined;
}

/** @source USB Implementers' Forum, "Universal Serial Bus Device Class Definition for Printing Devices" 1.1, 4.2.1 */
const getDeviceId = 0;
const deviceIdTimeoutMs = 500;
const longestDeviceIdBytes = 1_024;

async function askDeviceId(
  host: UsbHost,
  address: UsbAddress,
): Promise<{ deviceId: string; problem?: string }> {
  try {
    const { signal } = new AbortController();
    const connection = await connectUsb(host, address, signal);
    const deviceId = await readDeviceId(connection);
    await releaseUsb(connection);
    return { deviceId };
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error;
    return { deviceId: '', problem: error.message };
  }
}

async function readDeviceId({ device, printer }: UsbConnection): Promise<string> {
  if (isVendorClassPrinter(device)) return ''; // the request belongs to the printer class
  const setup = {
    requestType: 'class',
    recipient: 'interface',
    request: getDeviceId,
    value: 0,
    index: printer.interfaceNumber * 256 + printer.alternateSetting,
  } as const;
  const { data } = await device
    .controlTransferIn(setup, longestDeviceIdBytes, deviceIdTimeoutMs)
    .catch(() => ({ data: undefined })); // it need not have one
  return data ? deviceIdText(data) : '';
}

/** The first two bytes are the length, themselves included. */
function deviceIdText(data: DataView): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.from(bytes.subarray(2)).toString('latin1');
}

function configurationOf(device: UsbDevice) {
  try {
    return device.configuration?.interfaces ?? [];
  } catch {
    return []; // belongs to another driver, or this user may not open it: then it cannot be told what it is
  }
}

function text(read: () => string | null): string {
  try {
    return read() ?? '';
  } catch {
    return '';
  }
}
