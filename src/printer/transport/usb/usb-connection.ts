import { PrinterError } from '../../printer-error.ts';
import { choosePrinterInterface, type PrinterInterface } from './printer-interface.ts';
import { findUsbDevice, usbName, usbPort, type UsbAddress } from './usb-address.ts';
import type { UsbDevice, UsbHost } from './usb-device.ts';
import { isBusy, toOpenError } from './usb-errors.ts';
import { readSysfsInterfaces } from './usb-sysfs.ts';

/** A printer of which this process holds the interface. */
export interface UsbConnection {
  readonly device: UsbDevice;
  readonly printer: PrinterInterface;
  /** The kernel's driver was sent away and is called back at the end. */
  readonly hadDriver: boolean;
}

/** @throws PrinterError `unreachable` or `aborted`; then nothing is held */
export async function connectUsb(
  host: UsbHost,
  address: UsbAddress,
  signal: AbortSignal,
): Promise<UsbConnection> {
  throwIfAborted(signal);
  const device = await findPrinter(host, address);
  try {
    await device.open();
    const connection = await claim(host, device);
    if (signal.aborted) await releaseUsb(connection);
    throwIfAborted(signal);
    return connection;
  } catch (error) {
    await ignoring(device.close());
    throw toOpenError(error, host.platform);
  }
}

/** Gives everything back as far as the printer is still there. */
export async function releaseUsb({ device, printer, hadDriver }: UsbConnection): Promise<void> {
  await ignoring(device.releaseInterface(printer.interfaceNumber));
  if (hadDriver) await ignoring(device.attachKernelDriver(printer.interfaceNumber));
  await ignoring(device.close());
}

async function findPrinter(host: UsbHost, address: UsbAddress): Promise<UsbDevice> {
  const bus = await host.openBus();
  const devices = await bus.getDevices().catch((cause: unknown) => {
    throw new PrinterError('unreachable', 'this computer has no USB', { cause });
  });
  const device = findUsbDevice(devices, address);
  if (!device) {
    throw new PrinterError('unreachable', `no USB printer ${usbName(address)} is plugged in`);
  }
  return device;
}

async function claim(host: UsbHost, device: UsbDevice): Promise<UsbConnection> {
  const printer = choosePrinterInterface(device, device.configuration?.interfaces ?? []);
  const { interfaceNumber, alternateSetting } = printer;
  const hadDriver = await claimFromDriver(host, device, interfaceNumber);
  const connection = { device, printer, hadDriver };
  try {
    if (alternateSetting !== 0) {
      await device.selectAlternateInterface(interfaceNumber, alternateSetting);
    }
    return connection;
  } catch (error) {
    await releaseUsb(connection);
    throw error;
  }
}

/** The kernel's own driver for printers, which gives way. */
const kernelDriver = 'usblp';

/**
 * True when the kernel's driver had to be sent away. Only that driver is: detaching asks nobody, so it would take the
 * printer from a program in the middle of its job just as well.
 *
 * @source Linux, drivers/usb/core/devio.c, USBDEVFS_DISCONNECT; usb 3.1.0 `detachKernelDriver`
 */
async function claimFromDriver(
  { platform, sysfs }: UsbHost,
  device: UsbDevice,
  interfaceNumber: number,
): Promise<boolean> {
  try {
    await device.claimInterface(interfaceNumber);
    return false;
  } catch (error) {
    if (platform !== 'linux' || !isBusy(error)) throw error;
    const shown = await readSysfsInterfaces(usbPort(device), sysfs);
    const holder = shown.find((found) => found.interfaceNumber === interfaceNumber)?.driver;
    if (holder !== kernelDriver) throw error;
  }
  await device.detachKernelDriver(interfaceNumber);
  try {
    await device.claimInterface(interfaceNumber);
    return true;
  } catch (error) {
    await ignoring(device.attachKernelDriver(interfaceNumber));
    throw error;
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new PrinterError('aborted', 'printing was cancelled');
}

async function ignoring(step: Promise<void>): Promise<void> {
  await step.catch(() => undefined);
}
