import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../../shared/kit/clock.ts';
import type { Transport } from '../transport.ts';
import { FakeUsbPrinter, fakeHost, printerAlternate } from './testing/fake-usb.ts';
import type { UsbHost } from './usb-device.ts';
import { createUsbTransport } from './usb-transport.ts';

const never = new AbortController().signal;
const device = { vendorId: 0x04b8, productId: 0x0e28, serialNumber: '', port: '001-1' };
const busy = 'claimInterface error: interface is busy (errno 16)';

let printer: FakeUsbPrinter;
let transport: Transport;

beforeEach(() => {
  printer = new FakeUsbPrinter();
  transport = connectTo(fakeHost([printer]));
});
afterEach(async () => {
  await transport.close();
});

function connectTo(host: UsbHost): Transport {
  return createUsbTransport({ device, host, writeTimeoutMs: 100, clock });
}

test('bytes arrive in pieces of 4 KB, and what the printer says is heard', async () => {
  await transport.open(never);
  const heard = new Promise((resolve) => transport.onData(resolve));
  const job = Uint8Array.from({ length: 9_000 }, (_, at) => at % 251);
  await transport.write(job, never);
  printer.answer(0x16);
  expect(await heard).toEqual(Uint8Array.of(0x16));
  expect(printer.written.map((piece) => piece.length)).toEqual([4_096, 4_096, 808]);
  expect(Buffer.concat(printer.written)).toEqual(Buffer.from(job));
});

test('an answer that nobody fetched before is not taken for an answer', async () => {
  const heard: Uint8Array[] = [];
  transport.onData((bytes) => heard.push(bytes));
  printer.answer(0x16);
  await transport.open(never);
  const told = new Promise((resolve) => transport.onData(resolve));
  printer.answer(0x12);
  await told;
  expect(heard).toEqual([Uint8Array.of(0x12)]);
});

test('a printer that goes away while it is opened is unreachable', async () => {
  const opening = transport.open(never);
  printer.unplug();
  await expect(opening).rejects.toMatchObject({ kind: 'unreachable' });
  expect(transport.isOpen()).toBe(false);
});

test('a printer that takes nothing in time ends the connection with a time-out', async () => {
  await transport.open(never);
  let ends = 0;
  transport.onClose(() => (ends += 1));
  printer.failures.set('write', 'transferOut error: Cancelled');
  await expect(transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({ kind: 'timeout' });
  expect(transport.isOpen()).toBe(false);
  expect(ends).toBe(1);
});

test('unplugging ends the connection without anybody asking', async () => {
  await transport.open(never);
  const ended = new Promise<void>((resolve) => transport.onClose(resolve));
  printer.unplug();
  await ended;
  await expect(transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({
    kind: 'disconnected',
  });
});

test('a halted pipe is set going before the job is given up', async () => {
  await transport.open(never);
  printer.failures.set('write', 'transferOut error: Stall');
  await expect(transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({
    kind: 'disconnected',
  });
  expect(printer.calls).toContain('clear out');
});

test('a write is cancelled at once, nothing is sent after it, and the printer is given back when it lets go', async () => {
  await transport.open(never);
  const hold = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  printer.beforeWrite = () => {
    begun.resolve();
    return hold.promise;
  };
  const cancel = new AbortController();
  const writing = transport.write(new Uint8Array(10_000), cancel.signal);
  await begun.promise;
  cancel.abort();
  await expect(writing).rejects.toMatchObject({ kind: 'aborted' });
  expect(transport.isOpen()).toBe(false);
  expect(printer.calls).not.toContain('release 0');
  hold.resolve();
  await transport.close();
  expect(printer.written).toHaveLength(1);
  expect(printer.calls.slice(-2)).toEqual(['release 0', 'close']);
  printer.beforeWrite = async () => {};
  await transport.open(never);
  await transport.write(Uint8Array.of(7), never);
  expect(printer.written.at(-1)).toEqual(Uint8Array.of(7));
});

test('a printer that is not plugged in is unreachable', async () => {
  const nobody = connectTo(fakeHost([]));
  await expect(nobody.open(never)).rejects.toMatchObject({
    kind: 'unreachable',
    message: 'no USB printer 04b8:0e28 at 001-1 is plugged in',
  });
});

test('a computer without USB is told as such', async () => {
  const host = fakeHost([]);
  const getDevices = async () => Promise.reject(new Error('getDevices error: no such file'));
  const nothing = connectTo({ ...host, openBus: async () => ({ getDevices }) });
  await expect(nothing.open(never)).rejects.toMatchObject({
    kind: 'unreachable',
    message: 'this computer has no USB',
  });
});

test('opening can be cancelled before it starts', async () => {
  await expect(transport.open(AbortSignal.abort())).rejects.toMatchObject({ kind: 'aborted' });
  expect(printer.calls).toEqual([]);
});

test('a printer in another setting of its interface is switched to the one that answers', async () => {
  const alternates = [printerAlternate(1, 0), printerAlternate(2, 1)];
  printer = new FakeUsbPrinter({ alternates });
  transport = connectTo(fakeHost([printer]));
  await transport.open(never);
  expect(printer.calls).toEqual(['open', 'claim 0', 'select 0 1']);
});

describe('on Linux', () => {
  let sysfs: string;
  beforeEach(() => {
    sysfs = mkdtempSync(join(tmpdir(), 'usb-'));
    mkdirSync(join(sysfs, '1-1:1.0'));
    writeFileSync(join(sysfs, '1-1:1.0/bInterfaceNumber'), '00\n');
    transport = connectTo(fakeHost([printer], { platform: 'linux', sysfs }));
    printer.failures.set('claim 0', busy);
  });
  afterEach(() => {
    rmSync(sysfs, { recursive: true });
  });
  const heldBy = (driver: string) =>
    symlinkSync(`/drivers/${driver}`, join(sysfs, '1-1:1.0/driver'));

  test("the kernel's driver gives way and is called back", async () => {
    heldBy('usblp');
    await transport.open(never);
    await transport.close();
    expect(printer.calls).toEqual([
      'open',
      'claim 0',
      'detach 0',
      'claim 0',
      'release 0',
      'attach 0',
      'close',
    ]);
  });

  test('a printer is not taken from a program that holds it', async () => {
    heldBy('usbfs');
    await expect(transport.open(never)).rejects.toMatchObject({
      kind: 'unreachable',
      message: `another program holds the USB printer (${busy})`,
    });
    expect(printer.calls).toEqual(['open', 'claim 0', 'close']);
  });

  test('the driver is called back when the interface is lost to somebody else meanwhile', async () => {
    heldBy('usblp');
    const busyAgain = () => printer.failures.set('claim 0', busy);
    const { detachKernelDriver } = printer;
    printer.detachKernelDriver = (number) =>
      detachKernelDriver(number)
        .then(busyAgain)
        .then(() => {});
    await expect(transport.open(never)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(printer.calls).toEqual(['open', 'claim 0', 'detach 0', 'claim 0', 'attach 0', 'close']);
  });
});
