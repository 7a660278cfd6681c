import { secondMs } from '../../shared/kit/clock.ts';

/**
 * Who says "wait" when the printer's buffer is full. `none`: nobody, what does not fit is lost; `rts_cts` and `xon_xoff`: the
 * operating system obeys; `dtr_dsr`: the wire that Epson's printers use by default, obeyed here because no system does.
 */
export type FlowControl = 'none' | 'rts_cts' | 'dtr_dsr' | 'xon_xoff';

/** A serial line as both ends must have it: 8 data bits, no parity, 1 stop bit. */
export interface SerialLine {
  /** `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  /** Bits per second; any the port can do. */
  readonly baud: number;
  readonly flow: FlowControl;
  /** Receive buffer of the printer. Default 4 096; Epson's can be set to 45. */
  readonly bufferBytes?: number;
}

/** Start bit, eight data bits, stop bit. */
const bitsPerByte = 10;
const defaultBufferBytes = 4_096;

/** @source Epson TM-T88III specification: busy at 128 free bytes of 4 096, at 16 of 45 */
const busyAtFreeBytes = { large: 128, small: 16 } as const;
const smallBufferBytes = 256;

/** The longest one chunk may take on the line: after that a cancellation is obeyed. */
const chunkMs = 50;
const maxChunkBytes = 1_024;

export function bytesPerSecond({ baud }: Pick<SerialLine, 'baud'>): number {
  return baud / bitsPerByte;
}

/** Time that many bytes need on the line; the printer's own work, cutting above all, comes on top. */
export function estimatePrintMs(bytes: number, line: Pick<SerialLine, 'baud'>): number {
  return Math.ceil((bytes / bytesPerSecond(line)) * secondMs);
}

/** How many bytes to send before looking again whether the printer is busy. */
export function chunkBytes(line: SerialLine): number {
  const perChunk = Math.floor((bytesPerSecond(line) * chunkMs) / secondMs);
  const size = Math.min(maxChunkBytes, Math.max(1, perChunk));
  // what is under way when the printer says "busy" must still fit
  return line.flow === 'dtr_dsr' ? Math.min(size, freeBytesWhenBusy(line) / 2) : size;
}

function freeBytesWhenBusy({ bufferBytes = defaultBufferBytes }: SerialLine): number {
  return bufferBytes <= smallBufferBytes ? busyAtFreeBytes.small : busyAtFreeBytes.large;
}

/** What a session must know of the line: how slow it is, and how much can be lost where nobody says "wait". */
export function sessionLimits(line: SerialLine): {
  slowestBytesPerSecond: number;
  unguardedBufferBytes?: number;
} {
  const { bufferBytes = defaultBufferBytes } = line;
  return {
    slowestBytesPerSecond: bytesPerSecond(line),
    ...(line.flow === 'none' && { unguardedBufferBytes: bufferBytes }),
  };
}
