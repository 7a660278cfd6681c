import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock as clock } from '../../../shared/kit/clock.ts';
import { PrinterError } from '../../printer-error.ts';
import type { Transport } from '../transport.ts';
import { listUsbprintPrinters } from './list-usbprint.ts';
import { FakeFile } from './testing/fake-file.ts';
import { createUsbprintTransport } from './usbprint-transport.ts';

const path = String.raw`\\?\usb#vid_04b8&pid_0e28#k1#{28d78fad-5a12-11d1-ae5b-0000f803a8c2}`;
const never = new AbortController().signal;
let file: FakeFile;
let transport: Transport;

beforeEach(() => {
  file = new FakeFile();
  transport = createUsbprintTransport({
    path,
    writeTimeoutMs: 50,
    clock,
    openFile: async () => file,
  });
});
afterEach(async () => {
  await transport.close();
});

test('bytes arrive in pieces, and what the printer says is heard', async () => {
  await transport.open(never);
  const heard = new Promise((resolve) => transport.onData(resolve));
  await transport.write(new Uint8Array(5_000), never);
  file.answer(0x16);
  expect(await heard).toEqual(Uint8Array.of(0x16));
  expect(file.written.map((piece) => piece.length)).toEqual([4_096, 904]);
});

test('one read waits at the printer, however long it is silent', async () => {
  await transport.open(never);
  await new Promise<void>((resolve) => clock.after(450, resolve));
  expect(file.reads).toHaveLength(1);
});

test('a printer that takes nothing in time ends the connection, and everything is called off', async () => {
  await transport.open(never);
  file.isStalled = true;
  await expect(transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({ kind: 'timeout' });
  await transport.close();
  expect(file.reads[0]?.wasCancelled).toBe(true);
  expect(file.isClosed).toBe(true);
});

test('unplugging ends the connection without anybody asking', async () => {
  await transport.open(never);
  const ended = new Promise<void>((resolve) => transport.onClose(resolve));
  file.unplug();
  await ended;
  expect(transport.isOpen()).toBe(false);
});

test('elsewhere than on Windows this way is closed, in words', async () => {
  const elsewhere = createUsbprintTransport({ path, writeTimeoutMs: 50, clock });
  await expect(elsewhere.open(never)).rejects.toMatchObject({
    kind: 'unreachable',
    message: 'this way to a printer exists on Windows only',
  });
});

test('printers are listed with what their plug says, and those that somebody holds without', async () => {
  file.answers.set(0x220034, Buffer.from('\0\x12MFG:EPSON;MDL:T;\0junk', 'latin1'));
  file.answers.set(0x220030, Uint8Array.of(0x38));
  const found = await listUsbprintPrinters({
    clock,
    listPaths: async () => [path, 'held'],
    openFile: async (wanted) => {
      if (wanted === 'held') throw new PrinterError('unreachable', 'another program holds it');
      return file;
    },
  });
  expect(found).toEqual([
    { path, deviceId: 'MFG:EPSON;MDL:T;', isPaperOut: true },
    { path: 'held', deviceId: '' },
  ]);
  expect(file.isClosed).toBe(true);
});
