export type * from './document.ts';
export { createBitmap, dotAt, fillRect, setDot, type Bitmap, type Rect } from './bitmap.ts';
export { bitmapToPng } from './png.ts';
export { isolate } from './text/bidi.ts';
export { loadFonts, type Fonts } from './text/fonts.ts';
export { renderDocument, type RenderedDocument } from './render.ts';
export { printerProfiles } from './profiles/index.ts';
export type { Known, PrinterProfile } from './profiles/profile.ts';
export { PrinterError, type PrinterErrorKind } from './printer-error.ts';
export { canPrint, type PrinterState } from './status/states.ts';
export type { Transport } from './transport/transport.ts';
export { createTcpTransport, type TcpOptions } from './transport/tcp.ts';
export {
  createDeviceFileTransport,
  type DeviceFileOptions,
  type SerialLine,
} from './transport/device-file.ts';
export { openPrinter, type PrinterSession } from './session/session.ts';
export type * from './session/types.ts';
export type { PrinterKnowledge } from './session/knowledge.ts';
