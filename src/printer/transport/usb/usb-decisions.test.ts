import { describe, expect, test } from 'vitest';
import { choosePrinterInterface } from './printer-interface.ts';
import { FakeUsbPrinter, bulkIn, bulkOut, printerAlternate } from './testing/fake-usb.ts';
import { findUsbDevice, usbAddress, withoutSharedSerials } from './usb-address.ts';
import type { UsbAlternate } from './usb-device.ts';
import { toOpenError, toTransferError, transferFault } from './usb-errors.ts';

const epson = { vendorId: 0x04b8, productId: 0x0202 };
const other = { vendorId: 0x1234, productId: 1 };

describe('which interface is printed to', () => {
  const of = (ids: typeof epson, ...alternates: UsbAlternate[]) =>
    choosePrinterInterface(ids, [{ interfaceNumber: 3, alternates }]);
  const ownClass = { ...printerAlternate(0), interfaceClass: 0xff, interfaceSubclass: 0 };

  test('one that answers before one that only listens', () => {
    expect(of(other, printerAlternate(1, 0), printerAlternate(2, 1))).toEqual({
      interfaceNumber: 3,
      alternateSetting: 1,
      outEndpoint: 1,
      inEndpoint: { number: 2, packetBytes: 64 },
    });
  });

  test('one that only listens, if there is no other', () => {
    const listens = { ...printerAlternate(1), endpoints: [bulkOut] };
    expect(of(other, listens)).toEqual({ interfaceNumber: 3, alternateSetting: 0, outEndpoint: 1 });
  });

  test("a known receipt printer's own class, and nobody else's", () => {
    expect(of(epson, ownClass).inEndpoint).toEqual({ number: 2, packetBytes: 64 });
    expect(() => of(other, ownClass)).toThrow('not a receipt printer');
    expect(() => of(epson, { ...ownClass, endpoints: [bulkOut] })).toThrow('not a receipt printer');
  });

  test('packets of IEEE 1284.4 are refused in words', () => {
    expect(() => of(other, printerAlternate(3))).toThrow('IEEE 1284.4');
  });

  test('an interface without a way in is none', () => {
    const deaf = { ...printerAlternate(2), endpoints: [bulkIn] };
    expect(() => of(other, deaf)).toThrow('not a receipt printer');
  });
});

describe('finding a printer again', () => {
  const at = (port: number, serialNumber?: string) =>
    new FakeUsbPrinter({ ports: [port], ...(serialNumber !== undefined && { serialNumber }) });

  test('by its serial number wherever it is plugged in', () => {
    const moved = at(2, 'K1');
    expect(findUsbDevice([at(1, 'K2'), moved], usbAddress(at(1, 'K1')))).toBe(moved);
  });

  test('without a serial number only where it was', () => {
    const same = at(1);
    expect(findUsbDevice([at(2), same], usbAddress(same))).toBe(same);
    expect(findUsbDevice([at(2)], usbAddress(same))).toBeUndefined();
  });

  test('never one of two neighbours that share a serial number', () => {
    const here = at(1, 'CLONE');
    expect(findUsbDevice([at(2, 'CLONE'), here], usbAddress(here))).toBe(here);
    expect(findUsbDevice([at(2, 'CLONE'), at(3, 'CLONE')], usbAddress(here))).toBeUndefined();
    const addresses = withoutSharedSerials(
      [at(1, 'CLONE'), at(2, 'CLONE'), at(3, 'K')].map(usbAddress),
    );
    expect(addresses.map(({ serialNumber }) => serialNumber)).toEqual(['', '', 'K']);
  });

  test('a device whose serial number may not be read has none', () => {
    const device = at(1);
    Object.defineProperty(device, 'serialNumber', {
      get: () => {
        throw new Error('open error: permission denied (errno 13)');
      },
    });
    expect(usbAddress(device).serialNumber).toBe('');
  });
});

describe('what went wrong', () => {
  test.each([
    ['transferOut error: Cancelled', 'timeout', 'timeout'],
    ['transferOut error: Stall', 'stall', 'disconnected'],
    ['transferOut error: Disconnected', 'gone', 'disconnected'],
    ['transferOut error: Fault', 'gone', 'disconnected'],
    ['transferOut error: endpoint not found', 'gone', 'disconnected'],
  ])('%s', (text, fault, kind) => {
    expect(transferFault(new Error(text))).toBe(fault);
    expect(toTransferError(new Error(text), 5_000).kind).toBe(kind);
  });

  test.each([
    ['open error: permission denied (errno 13)', 'linux', 'udev rule'],
    ['open error: permission denied', 'darwin', 'may not use'],
    ['claimInterface error: interface is busy (errno 16)', 'linux', 'another program'],
    ['claimInterface error: could not open interface for exclusive access', 'darwin', 'macOS'],
    ['open error: incompatible driver is installed for this device', 'win32', "Windows' own"],
    ['open error: something new', 'linux', 'does not open'],
  ] as const)('%s on %s', (text, platform, words) => {
    const error = toOpenError(new Error(text), platform);
    expect(error.kind).toBe('unreachable');
    expect(error.message).toContain(words);
  });
});
