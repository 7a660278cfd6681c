import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** An interface as the Linux kernel shows it to everybody, without opening the device. */
export interface SysfsInterface {
  readonly interfaceNumber: number;
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  /** `usblp`; `usbfs` when a program holds it; empty when nobody does. */
  readonly driver: string;
  /** IEEE 1284 device id, which the kernel's printer driver has read; else empty. */
  readonly deviceId: string;
}

/**
 * The interfaces of the device at `001-2.4`; empty when it is gone.
 *
 * @source Linux, Documentation/ABI/stable/sysfs-bus-usb and testing/sysfs-class-usblp (`ieee1284_id`)
 */
export async function readSysfsInterfaces(port: string, root: string): Promise<SysfsInterface[]> {
  const name = port.replace(/^0+/, ''); // the kernel calls it 1-2.4
  const entries = await readdir(root).catch(() => []);
  const own = entries.filter((entry) => entry.startsWith(`${name}:`));
  return Promise.all(own.map((entry) => readInterface(join(root, entry))));
}

async function readInterface(folder: string): Promise<SysfsInterface> {
  const read = (file: string) => readFile(join(folder, file), 'latin1').catch(() => '');
  const hex = async (file: string) => Number.parseInt(await read(file), 16);
  return {
    interfaceNumber: await hex('bInterfaceNumber'),
    interfaceClass: await hex('bInterfaceClass'),
    interfaceSubclass: await hex('bInterfaceSubClass'),
    driver: basename(await readlink(join(folder, 'driver')).catch(() => '')),
    deviceId: (await read('ieee1284_id')).trim(),
  };
}
