export type * from './document.ts';
export { createBitmap, dotAt, fillRect, setDot, type Bitmap, type Rect } from './bitmap.ts';
export { bitmapToPng } from './png.ts';
export { qrBitmap } from './codes/qr.ts';
export {
  ditherGray,
  resizeBitmap,
  type DitherMethod,
  type DitherOptions,
} from './picture/dither.ts';
export { bitmapFromPacked } from './picture/gray.ts';
export { isolate } from './text/bidi.ts';
export { loadFonts, type Fonts } from './text/fonts.ts';
export { renderDocument, type RenderedDocument } from './render.ts';
export { printerProfiles } from './profiles/index.ts';
export { ProfileOverrides, withOverrides } from './profiles/overrides.ts';
export type { Known, PrinterProfile } from './profiles/profile.ts';
export { PrinterError, type PrinterErrorKind } from './printer-error.ts';
export { canPrint, type PrinterState } from './status/states.ts';
export type { Transport } from './transport/transport.ts';
export { createTcpTransport, type TcpOptions } from './transport/tcp.ts';
export { createDeviceFileTransport, type DeviceFileOptions } from './transport/device-file.ts';
export { createSerialTransport, type SerialOptions } from './transport/serial.ts';
export {
  estimatePrintMs,
  sessionLimits,
  type FlowControl,
  type SerialLine,
} from './transport/serial-line.ts';
export {
  commonBauds,
  detectSerialBaud,
  type DetectSerialOptions,
} from './transport/serial-detect.ts';
export { listSerialPorts, type FoundSerialPort } from './transport/serial-port.ts';
export {
  createUsbTransport,
  listUsbPrinters,
  watchUsb,
  type FoundUsbPrinter,
  type UsbAddress,
  type UsbOptions,
  type UsbWatch,
} from './transport/usb/index.ts';
export {
  createUsbprintTransport,
  type UsbprintOptions,
} from './transport/windows/usbprint-transport.ts';
export {
  listUsbprintPrinters,
  type FoundUsbprintPrinter,
} from './transport/windows/list-usbprint.ts';
export { createSpooler, listSpoolerQueues } from './transport/spooler/system-spooler.ts';
export {
  openSpooledPrinter,
  type SpooledPrinterOptions,
} from './transport/spooler/spooled-printer.ts';
export type { FoundSpoolerQueue, Spooler } from './transport/spooler/spooler.ts';
export { openPrinter, type PrinterSession } from './session/session.ts';
export type * from './session/types.ts';
export type { PrinterKnowledge } from './session/knowledge.ts';
export { discoverPrinters, type DiscoverOptions, type DiscoveryReport } from './discovery/index.ts';
export type * from './discovery/found-printer.ts';
export { guessModel, type ModelClaim, type ModelGuess } from './discovery/guess-model.ts';
export { claimsOf, identifyPrinter, type PrinterIdentity } from './discovery/identify.ts';
export { renderRuler, rulerWidths, widthFromRuler } from './discovery/ruler.ts';
export type { ScanNote } from './discovery/scan-plan.ts';
