import { deepEqual, equal, ok } from 'node:assert/strict';
import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  createDeviceFileTransport,
  createUsbTransport,
  listUsbPrinters,
  type UsbAddress,
} from '../../../src/printer/index.ts';
import { systemClock as clock } from '../../../src/shared/kit/clock.ts';
import { check } from './check.ts';
import { classProductId, deviceId, plugInClassPrinter, serialNumber } from './class-printer.ts';
import { longJob, never, receipt, session, until } from './counter.ts';
import { epson } from './gadget.ts';
import type { PrinterPlug } from './printer-plug.ts';
import type { Stage } from './scenario.ts';

const printed = { kind: 'printed', proof: 'fence' };
/** One piece of a write: what is not taken of it stays unknown. */
const pieceBytes = 4_096;
const writeTimeoutMs = 3_000;
/** A time-out that no test waits for. */
const longMs = 120_000;
/** What the emulated machine may take beyond a time-out. */
const leewayMs = 30_000;

const device: UsbAddress = {
  vendorId: epson,
  productId: classProductId,
  serialNumber,
  port: '001-1',
};
const usb = () => createUsbTransport({ device, writeTimeoutMs, clock });

export async function printerClass(stage: Stage): Promise<void> {
  const { plug } = await plugInClassPrinter(stage.printer.port());
  await until('the kernel driver holds the printer', async () => (await driver()) === 'usblp');
  await allIsWell(stage);
  await troubleComes(stage, plug);
}

async function allIsWell({ fonts, printer }: Stage): Promise<void> {
  await check('is listed with its device id while the kernel driver holds it', async () => {
    const found = await listUsbPrinters();
    const names = { manufacturer: 'EPSON', product: 'TM-T20III' };
    // the kernel's printer function counts its id two bytes short, and those are cut off
    const shown = deviceId.slice(0, -2);
    deepEqual(found, [{ address: device, ...names, deviceId: shown, driver: 'usblp' }]);
  });

  await check('prints through /dev/usb/lp0 with proof, byte for byte', async () => {
    const transport = createDeviceFileTransport({ path: '/dev/usb/lp0', writeTimeoutMs, clock });
    const till = session(transport);
    equal(await till.preflight(never), 'ready');
    deepEqual(await till.print(receipt('#1', fonts), { signal: never }), printed);
    deepEqual(Buffer.from(printer.tickets[0]?.bytes ?? []), Buffer.from(receipt('#1', fonts)));
    await till.close();
  });

  await check('prints directly with proof, and gives the kernel its printer back', async () => {
    const till = session(usb());
    equal(await till.preflight(never), 'ready');
    equal(await driver(), 'usbfs');
    deepEqual(await till.print(receipt('#2', fonts), { signal: never }), printed);
    deepEqual(Buffer.from(printer.tickets[1]?.bytes ?? []), Buffer.from(receipt('#2', fonts)));
    await till.close();
    equal(await driver(), 'usblp');
  });

  await check('is not taken from a program that holds it', async () => {
    const first = usb();
    await first.open(never);
    const second = await usb()
      .open(never)
      .catch((error: unknown) => error);
    ok(second instanceof Error && /another program/.test(second.message), String(second));
    const [listed] = await listUsbPrinters();
    equal(listed?.driver, 'usbfs');
    deepEqual(await session(first).print(receipt('#3', fonts), { signal: never }), printed);
    await first.close();
  });

  await check('prints a job longer than all buffers on the way', async () => {
    const till = session(usb());
    deepEqual(await till.print(longJob('#4', fonts, 120_000), { signal: never }), printed);
    await till.close();
  });
}

async function troubleComes({ fonts, printer }: Stage, plug: PrinterPlug): Promise<void> {
  await check('says that the paper is out, waits, and prints when it is back', async () => {
    const till = session(usb());
    printer.setPaper('out');
    equal(await till.preflight(never), 'paper_out');
    const waits: string[] = [];
    const printing = till.print(receipt('#5', fonts), {
      signal: never,
      onWaiting: (state) => {
        waits.push(state);
        printer.setPaper('ok');
      },
    });
    deepEqual(await printing, printed);
    equal(waits[0], 'paper_out');
    await till.close();
  });

  await check('a printer that stalls ends the job in time, with the bytes it took', async () => {
    const till = session(usb());
    await till.preflight(never);
    const before = plug.receivedBytes;
    plug.setStalled(true);
    const startMs = clock.monotonicMs();
    const outcome = await till.print(longJob('#6', fonts, 300_000), { signal: never });
    const tookMs = clock.monotonicMs() - startMs;
    plug.setStalled(false);
    ok(outcome.kind === 'unknown' && outcome.reason === 'timeout', JSON.stringify(outcome));
    ok(tookMs < writeTimeoutMs + leewayMs, `took ${tookMs} ms`);
    ok(outcome.acceptedBytes > 0);
    await until('the printer has read what was taken', () => received() >= outcome.acceptedBytes);
    ok(received() < outcome.acceptedBytes + pieceBytes, `${received()} ${outcome.acceptedBytes}`);
    function received(): number {
      return plug.receivedBytes - before;
    }
    equal(await till.preflight(never), 'ready');
    deepEqual(await till.print(receipt('#7', fonts), { signal: never }), printed);
    await till.close();
  });

  await check('a job is cancelled at once while the printer stalls', async () => {
    const till = session(createUsbTransport({ device, writeTimeoutMs: longMs, clock }));
    await till.preflight(never);
    plug.setStalled(true);
    const cancel = new AbortController();
    clock.after(1_000, () => cancel.abort());
    const startMs = clock.monotonicMs();
    const outcome = await till.print(longJob('#8', fonts, 300_000), { signal: cancel.signal });
    const tookMs = clock.monotonicMs() - startMs;
    plug.setStalled(false);
    ok(outcome.kind === 'unknown' && outcome.reason === 'aborted', JSON.stringify(outcome));
    ok(tookMs < leewayMs, `took ${tookMs} ms`);
    equal(await till.preflight(never), 'ready');
    deepEqual(await till.print(receipt('#9', fonts), { signal: never }), printed);
    await till.close();
    equal(await driver(), 'usblp');
  });
}

/** Who holds the printer's interface. */
async function driver(): Promise<string> {
  return basename(await readlink('/sys/bus/usb/devices/1-1:1.0/driver').catch(() => ''));
}
