import type { Bitmap } from '../bitmap.ts';
import { rasterHeader, realTimePrefix, startsRealTimeCommand } from './commands.ts';

/** Rows per command: the first band already moves paper, and a small buffer never overflows. */
const maxBandRows = 48;
/** Lower bands make slow printers stutter, so a seam is not moved up further than this. */
const minBandRows = 16;
/** A blank stretch this high is sent one byte wide. */
const minBlankRows = 6;
/** What one byte of the row count can say. */
const maxBlankRows = 255;

/**
 * A picture as raster commands: bands end on blank rows where there are any (a seam there cannot be seen), are cropped on
 * the right, and blank stretches cost one byte a row. Nothing in them can be taken for a real-time command.
 */
export function rasterBands(bitmap: Bitmap): Uint8Array[] {
  const widths = Array.from({ length: bitmap.heightDots }, (_, y) => rowWidth(bitmap, y));
  const commands: Uint8Array[] = [];
  for (let from = 0; from < bitmap.heightDots;) {
    const to = bandEnd(widths, from);
    const widthBytes = Math.max(1, ...widths.slice(from, to));
    commands.push(rasterHeader(widthBytes, to - from), rows(bitmap, from, to, widthBytes));
    from = to;
  }
  return commands;
}

/** Bytes of a row up to its last black dot. */
function rowWidth(bitmap: Bitmap, y: number): number {
  const start = y * bitmap.strideBytes;
  let width = bitmap.strideBytes;
  while (width > 0 && bitmap.data[start + width - 1] === 0) width -= 1;
  return width;
}

function bandEnd(widths: readonly number[], from: number): number {
  const limit = Math.min(widths.length, from + maxBandRows);
  const blank = runOfBlank(widths, from);
  if (blank >= minBlankRows) return from + Math.min(blank, maxBlankRows);
  let lastBlank = limit;
  for (let y = from + blank; y < limit; y += 1) {
    if (widths[y] !== 0) continue;
    if (runOfBlank(widths, y) >= minBlankRows) return y;
    if (y >= from + minBandRows) lastBlank = y + 1;
  }
  return limit === widths.length ? limit : lastBlank;
}

function runOfBlank(widths: readonly number[], from: number): number {
  let to = from;
  while (to < widths.length && widths[to] === 0) to += 1;
  return to - from;
}

function rows(bitmap: Bitmap, from: number, to: number, widthBytes: number): Uint8Array {
  const data = new Uint8Array((to - from) * widthBytes);
  for (let y = from; y < to; y += 1) {
    const start = y * bitmap.strideBytes;
    data.set(bitmap.data.subarray(start, start + widthBytes), (y - from) * widthBytes);
  }
  disarm(data);
  return data;
}

/** Blackens one dot beside an existing one wherever two bytes would be a real-time command. */
function disarm(data: Uint8Array): void {
  for (let at = 0; at + 1 < data.length; at += 1) {
    if (startsRealTimeCommand(data[at] ?? 0, data[at + 1] ?? 0)) {
      data[at] = realTimePrefix | 0x08;
    }
  }
}
