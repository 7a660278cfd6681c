import { PrinterError } from '../../printer-error.ts';
import type { UsbAlternate, UsbInterface } from './usb-device.ts';

/** The part of a USB device that takes print data. */
export interface PrinterInterface {
  readonly interfaceNumber: number;
  readonly alternateSetting: number;
  readonly outEndpoint: number;
  /** Absent: the printer cannot answer. */
  readonly inEndpoint?: { readonly number: number; readonly packetBytes: number };
}

/** @source USB Implementers' Forum, "Universal Serial Bus Device Class Definition for Printing Devices" 1.1, 4.2.1 */
const printerClass = { class: 7, subclass: 1, writeOnly: 1, bidirectional: 2, packets1284: 3 };

/** @source USB Implementers' Forum, "Defined Class Codes": FFh is the vendor's own */
const vendorClass = 0xff;

/**
 * Receipt printers that show a class of their own, with plain bulk pipes, when a memory switch says so.
 *
 * @source Epson, "TM-T20III Technical Reference Guide", appendix on USB: vendor-defined class is 04B8h:0202h
 */
const vendorClassPrinters = [{ vendorId: 0x04b8, productId: 0x0202 }];

export function isVendorClassPrinter(ids: { vendorId: number; productId: number }): boolean {
  return vendorClassPrinters.some(
    ({ vendorId, productId }) => ids.vendorId === vendorId && ids.productId === productId,
  );
}

export function isPrinterClass(facts: { interfaceClass: number; interfaceSubclass: number }) {
  const { interfaceClass, interfaceSubclass } = facts;
  return interfaceClass === printerClass.class && interfaceSubclass === printerClass.subclass;
}

/**
 * Picks the way in: a printer interface that answers, else one that only listens, else a known printer's own class.
 *
 * @throws PrinterError `unreachable` when there is none that takes plain bytes
 */
export function choosePrinterInterface(
  ids: { readonly vendorId: number; readonly productId: number },
  interfaces: readonly UsbInterface[],
): PrinterInterface {
  const choices = interfaces.flatMap(({ interfaceNumber, alternates }) =>
    alternates.map((alternate) => ({ interfaceNumber, alternate, rank: rank(alternate, ids) })),
  );
  const best = choices.toSorted((one, other) => other.rank - one.rank)[0];
  const chosen = best && best.rank > 0 ? toPrinterInterface(best) : undefined;
  if (chosen) return chosen;
  const packets = choices.some(
    ({ alternate }) =>
      isPrinterClass(alternate) && alternate.interfaceProtocol === printerClass.packets1284,
  );
  throw new PrinterError(
    'unreachable',
    packets
      ? 'this printer takes IEEE 1284.4 packets only, which receipt printers do not use'
      : 'this USB device is not a receipt printer',
  );
}

const writeOnlyRank = 1;
const vendorRank = 2;
const bidirectionalRank = 3;

/** Zero: cannot be printed to. */
function rank(alternate: UsbAlternate, ids: { vendorId: number; productId: number }): number {
  if (!bulk(alternate, 'out')) return 0;
  const answers = bulk(alternate, 'in') !== undefined;
  if (isPrinterClass(alternate)) {
    const { interfaceProtocol: protocol } = alternate;
    if (protocol === printerClass.bidirectional) return answers ? bidirectionalRank : writeOnlyRank;
    return protocol === printerClass.writeOnly ? writeOnlyRank : 0;
  }
  const isOwnClass = alternate.interfaceClass === vendorClass && isVendorClassPrinter(ids);
  return isOwnClass && answers ? vendorRank : 0;
}

function toPrinterInterface(choice: {
  readonly interfaceNumber: number;
  readonly alternate: UsbAlternate;
}): PrinterInterface | undefined {
  const { interfaceNumber, alternate } = choice;
  const out = bulk(alternate, 'out');
  const back = bulk(alternate, 'in');
  return (
    out && {
      interfaceNumber,
      alternateSetting: alternate.alternateSetting,
      outEndpoint: out.endpointNumber,
      ...(back && { inEndpoint: { number: back.endpointNumber, packetBytes: back.packetSize } }),
    }
  );
}

function bulk({ endpoints }: UsbAlternate, wanted: 'in' | 'out') {
  return endpoints.find(({ type, direction }) => type === 'bulk' && direction === wanted);
}
