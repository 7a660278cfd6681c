import { deepEqual, equal } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createUsbTransport, listUsbPrinters } from '../../../src/printer/index.ts';
import { systemClock as clock } from '../../../src/shared/kit/clock.ts';
import { check } from './check.ts';
import { longJob, never, receipt, session, until } from './counter.ts';
import { createGadget, epson } from './gadget.ts';
import { PrinterPlug } from './printer-plug.ts';
import type { Stage } from './scenario.ts';

const ownClassProductId = 0x0202;
const folder = '/run/printer-function';
const printed = { kind: 'printed', proof: 'fence' };

/** Epson's second personality: class FFh with two bulk pipes, which no driver of the kernel knows. */
export async function ownClass({ fonts, printer }: Stage): Promise<void> {
  const gadget = await createGadget({
    productId: ownClassProductId,
    serialNumber: '',
    functionName: 'ffs.receipts',
  });
  await mkdir(folder);
  await promisify(execFile)('mount', ['-t', 'functionfs', 'receipts', folder]);
  const control = await open(`${folder}/ep0`, 'r+');
  await control.write(descriptors());
  await control.write(strings());
  await gadget.plugIn();
  await until('the printer is there', async () => (await listUsbPrinters()).length === 1);
  const plug = await PrinterPlug.join(
    await open(`${folder}/ep1`, 'r'),
    await open(`${folder}/ep2`, 'w'),
    printer.port(),
  );
  const device = {
    vendorId: epson,
    productId: ownClassProductId,
    serialNumber: '',
    port: '001-1',
  };
  const transport = createUsbTransport({ device, writeTimeoutMs: 3_000, clock });
  const till = session(transport);

  await check('is listed by its ids, without a device id and a serial number', async () => {
    const names = { manufacturer: 'EPSON', product: 'TM-T20III' };
    deepEqual(await listUsbPrinters(), [{ address: device, ...names, deviceId: '', driver: '' }]);
  });

  await check('prints with proof, byte for byte', async () => {
    equal(await till.preflight(never), 'ready');
    for (const [at, number] of ['#1', '#2'].entries()) {
      deepEqual(await till.print(receipt(number, fonts), { signal: never }), printed);
      const bytes = printer.tickets[at]?.bytes ?? [];
      deepEqual(Buffer.from(bytes), Buffer.from(receipt(number, fonts)));
    }
  });

  await check('a job that it takes nothing of ends in time', async () => {
    plug.setStalled(true);
    const outcome = await till.print(longJob('#3', fonts, 100_000), { signal: never });
    plug.setStalled(false);
    equal(outcome.kind, 'unknown');
    equal(await till.preflight(never), 'ready');
    deepEqual(await till.print(receipt('#4', fonts), { signal: never }), printed);
  });

  await check('a cable pulled and put back is the same printer, by its place', async () => {
    const ended = new Promise<void>((resolve) => transport.onClose(resolve));
    await gadget.unplug();
    await ended;
    await gadget.plugIn();
    await until('it is back', async () => (await listUsbPrinters()).length === 1);
    equal(await till.preflight(never), 'ready');
    deepEqual(await till.print(receipt('#5', fonts), { signal: never }), printed);
    await till.close();
  });
}

/** @source Linux, include/uapi/linux/usb/functionfs.h: descriptors of version 2; USB 2.0, 9.6.5 and 9.6.6 */
function descriptors(): Uint8Array {
  const own = [9, 4, 0, 0, 2, 0xff, 0, 0, 0];
  const bulk = (address: number, packetBytes: number) => {
    const size = [packetBytes % 256, packetBytes >> 8];
    return [7, 5, address, 2, ...size, 0];
  };
  const atSpeed = (packetBytes: number) => [
    ...own,
    ...bulk(0x01, packetBytes),
    ...bulk(0x82, packetBytes),
  ];
  const body = [...u32(3), ...u32(3), ...atSpeed(64), ...atSpeed(512)];
  const fullAndHighSpeed = 3;
  return Uint8Array.from([...u32(3), ...u32(body.length + 12), ...u32(fullAndHighSpeed), ...body]);
}

/** None. */
function strings(): Uint8Array {
  return Uint8Array.from([...u32(2), ...u32(16), ...u32(0), ...u32(0)]);
}

const u32 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >> 24];
