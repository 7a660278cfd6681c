import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock } from '../../../shared/kit/testing/fake-clock.ts';
import { PrinterError } from '../../printer-error.ts';
import { listUsbPrinters } from './list-usb-printers.ts';
import { FakeUsbPrinter, fakeHost, printerAlternate } from './testing/fake-usb.ts';
import type { UsbHost } from './usb-device.ts';
import { watchUsb } from './watch-usb.ts';

const names = { manufacturer: 'EPSON', product: 'TM-T20III' };
const idAsked = 'MFG:EPSON;MDL:T;';
let sysfs: string;
beforeEach(() => {
  sysfs = mkdtempSync(join(tmpdir(), 'usb-'));
});
afterEach(() => {
  rmSync(sysfs, { recursive: true });
});

/** An interface as the kernel shows it. */
function show(name: string, files: Readonly<Record<string, string>>, driver?: string): void {
  mkdirSync(join(sysfs, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(sysfs, name, file), text);
  if (driver !== undefined) symlinkSync(`/drivers/${driver}`, join(sysfs, name, 'driver'));
}

const printerFiles = {
  bInterfaceNumber: '00\n',
  bInterfaceClass: '07\n',
  bInterfaceSubClass: '01\n',
};

test("a printer that the kernel's driver holds is described without touching it", async () => {
  const printer = new FakeUsbPrinter({ ports: [2, 4], serialNumber: 'K1' });
  show('1-2.4:1.0', { ...printerFiles, ieee1284_id: 'MFG:EPSON;\n' }, 'usblp');
  expect(await listUsbPrinters(fakeHost([printer], { platform: 'linux', sysfs }))).toEqual([
    {
      address: { vendorId: 0x04b8, productId: 0x0e28, serialNumber: 'K1', port: '001-2.4' },
      ...names,
      deviceId: 'MFG:EPSON;',
      driver: 'usblp',
    },
  ]);
  expect(printer.calls).toEqual([]);
});

test('a printer that nobody holds is asked for its device id and let go', async () => {
  const printer = new FakeUsbPrinter();
  show('1-1:1.0', printerFiles);
  const [found] = await listUsbPrinters(fakeHost([printer], { platform: 'linux', sysfs }));
  expect(found).toMatchObject({ deviceId: idAsked, driver: '' });
  expect(printer.calls).toEqual(['open', 'claim 0', 'device id', 'release 0', 'close']);
});

test('a printer that may not be opened is listed with the reason', async () => {
  const printer = new FakeUsbPrinter();
  printer.failures.set('open', 'open error: permission denied (errno 13)');
  show('1-1:1.0', printerFiles);
  const [found] = await listUsbPrinters(fakeHost([printer], { platform: 'linux', sysfs }));
  expect(found?.problem).toContain('udev rule');
});

test('keyboards are not listed', async () => {
  const keyboard = new FakeUsbPrinter();
  show('1-1:1.0', { ...printerFiles, bInterfaceClass: '03\n' }, 'usbhid');
  expect(await listUsbPrinters(fakeHost([keyboard], { platform: 'linux', sysfs }))).toEqual([]);
});

test('elsewhere than on Linux the device itself tells what it is', async () => {
  const scanner = new FakeUsbPrinter({
    ports: [3],
    alternates: [{ ...printerAlternate(0), interfaceClass: 0xff }],
  });
  const found = await listUsbPrinters(fakeHost([new FakeUsbPrinter(), scanner]));
  expect(found.map(({ address }) => address.port)).toEqual(['001-1']);
});

test('a computer without USB has no USB printers, one without the package says so', async () => {
  const host = fakeHost([]);
  const getDevices = async () => Promise.reject(new Error('no such file'));
  expect(await listUsbPrinters({ ...host, openBus: async () => ({ getDevices }) })).toEqual([]);
  const openBus = async () => Promise.reject(new PrinterError('unreachable', 'no package'));
  await expect(listUsbPrinters({ ...host, openBus })).rejects.toThrow('no package');
});

test('coming and going is told, of what was not there before', async () => {
  const clock = createFakeClock();
  let devices = [new FakeUsbPrinter({ ports: [1] })];
  const host: UsbHost = {
    ...fakeHost([]),
    openBus: async () => ({ getDevices: async () => devices }),
  };
  const seen: string[] = [];
  const stop = watchUsb({
    clock,
    host,
    onConnect: ({ port }) => seen.push(`+ ${port}`),
    onDisconnect: ({ port }) => seen.push(`- ${port}`),
  });
  const look = async () => {
    clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await look();
  expect(seen).toEqual([]);
  devices = [...devices, new FakeUsbPrinter({ ports: [2] })];
  await look();
  devices = devices.slice(1);
  await look();
  expect(seen).toEqual(['+ 001-2', '- 001-1']);
  stop();
  devices = [];
  await look();
  expect(seen).toHaveLength(2);
});
