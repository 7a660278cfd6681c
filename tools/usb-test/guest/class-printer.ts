import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { until } from './counter.ts';
import { createGadget, type Gadget } from './gadget.ts';
import { PrinterPlug } from './printer-plug.ts';

export const deviceId = 'MFG:EPSON;MDL:TM-T20III;CMD:ESC/POS;CLS:PRINTER;';
export const classProductId = 0x0e28;
export const serialNumber = 'WASLA0001';

/** A printer of the printer class, plugged in, as the kernel's own printer function plays it. */
export async function plugInClassPrinter(
  port: number,
): Promise<{ gadget: Gadget; plug: PrinterPlug }> {
  const gadget = await createGadget({
    productId: classProductId,
    serialNumber,
    functionName: 'printer.receipts',
    settings: { pnp_string: deviceId, q_len: '10' },
  });
  await gadget.plugIn();
  // never closed: kernel 6.1 does not survive closing it after the cable was out
  const cable = await openWhenReady('/dev/g_printer0');
  return { gadget, plug: await PrinterPlug.join(cable, cable, port) };
}

/** The kernel refuses until the host has looked at the device. */
async function openWhenReady(path: string): Promise<FileHandle> {
  let file: FileHandle | undefined;
  await until(`${path} opens`, async () => {
    file = await open(path, constants.O_RDWR | constants.O_NONBLOCK).catch(() => undefined);
    return file !== undefined;
  });
  if (!file) throw new Error(`${path} does not open`);
  return file;
}
