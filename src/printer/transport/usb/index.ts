export { createUsbTransport, type UsbOptions } from './usb-transport.ts';
export { listUsbPrinters, type FoundUsbPrinter } from './list-usb-printers.ts';
export type { UsbAddress } from './usb-address.ts';
export { watchUsb, type UsbWatch } from './watch-usb.ts';
