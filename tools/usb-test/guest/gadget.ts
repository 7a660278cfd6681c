import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The far end of the USB cable, played by the kernel. @source Linux, Documentation/usb/gadget_configfs.rst */
export interface Gadget {
  plugIn(): Promise<void>;
  unplug(): Promise<void>;
}

interface GadgetOptions {
  readonly productId: number;
  readonly serialNumber: string;
  /** Kind and name, such as `printer.receipts`. */
  readonly functionName: string;
  /** Files of the function. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The kernel's pretended controller. */
const controller = 'dummy_udc.0';
export const epson = 0x04b8;

/** Not yet plugged in. */
export async function createGadget(options: GadgetOptions): Promise<Gadget> {
  const root = '/sys/kernel/config/usb_gadget/printer';
  const set = (file: string, value: string) => writeFile(join(root, file), value);
  await mkdir(root);
  await set('idVendor', String(epson));
  await set('idProduct', String(options.productId));
  await mkdir(join(root, 'strings/0x409'));
  await set('strings/0x409/serialnumber', options.serialNumber);
  await set('strings/0x409/manufacturer', 'EPSON');
  await set('strings/0x409/product', 'TM-T20III');
  const part = join('functions', options.functionName);
  await mkdir(join(root, part));
  for (const [file, value] of Object.entries(options.settings ?? {})) {
    await set(join(part, file), value);
  }
  await mkdir(join(root, 'configs/only.1'));
  await symlink(join(root, part), join(root, 'configs/only.1', options.functionName));
  return { plugIn: () => set('UDC', controller), unplug: () => set('UDC', '\n') };
}
