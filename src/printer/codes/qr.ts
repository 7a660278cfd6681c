import { createBitmap, fillRect, type Bitmap } from '../bitmap.ts';
import type { QrBlock } from '../document.ts';
import { checkBytes } from './galois.ts';
import { drawData, masked, maskCount, patternMatrix, penalty, type QrMatrix } from './qr-matrix.ts';
import { capacityOf, highestVersion, type Correction, type QrCapacity } from './qr-tables.ts';

/** Light modules that must surround a symbol. */
const quietModules = 4;
const defaultModuleDots = 6;

/**
 * The text as a QR code with its quiet zone, modules as large as asked or as the paper allows.
 *
 * @throws RangeError when the text is longer than the largest symbol holds
 */
export function qrBitmap(block: QrBlock, maxWidthDots: number): Bitmap {
  const { matrix, moduleDots } = qrOnPaper(block, maxWidthDots);
  return drawMatrix(matrix, moduleDots, quietModules);
}

/** The symbol and how large it may be drawn. @throws RangeError as `qrBitmap` */
export function qrOnPaper(block: QrBlock, maxWidthDots: number) {
  const correction = block.correction ?? 'M';
  const matrix = qrMatrix(new TextEncoder().encode(block.text), correction);
  const modules = matrix.side + 2 * quietModules;
  const fitting = Math.max(1, Math.floor(maxWidthDots / modules));
  const moduleDots = Math.min(block.moduleDots ?? defaultModuleDots, fitting);
  return { matrix, correction, moduleDots, quietDots: quietModules * moduleDots };
}

/** A symbol's dots with `quiet` light modules around it. */
export function drawMatrix({ side, dark }: QrMatrix, moduleDots: number, quiet: number): Bitmap {
  const size = (side + 2 * quiet) * moduleDots;
  const bitmap = createBitmap(size, size);
  for (let at = 0; at < dark.length; at += 1) {
    if (dark[at] === 0) continue;
    fillRect(bitmap, {
      x: (quiet + (at % side)) * moduleDots,
      y: (quiet + Math.floor(at / side)) * moduleDots,
      widthDots: moduleDots,
      heightDots: moduleDots,
    });
  }
  return bitmap;
}

/** Bytes as the smallest symbol with the mask that reads best. @source ISO/IEC 18004:2015, clause 7 */
export function qrMatrix(data: Uint8Array, correction: Correction): QrMatrix {
  const capacity = smallestCapacity(data.length, correction);
  const matrix = patternMatrix(capacity.version);
  drawData(matrix, interleave(dataBytes(data, capacity), capacity));
  return Array.from({ length: maskCount }, (_, mask) => masked(matrix, mask, correction))
    .map((candidate) => ({ candidate, score: penalty(candidate) }))
    .reduce((best, next) => (next.score < best.score ? next : best)).candidate;
}

function smallestCapacity(length: number, correction: Correction): QrCapacity {
  for (let version = 1; version <= highestVersion; version += 1) {
    const capacity = capacityOf(version, correction);
    if (4 + countBits(version) + 8 * length <= 8 * capacity.dataBytes) return capacity;
  }
  throw new RangeError(`${length} bytes do not fit a QR code of correction ${correction}`);
}

/** Bits of the length field in byte mode. @source ISO/IEC 18004:2015, table 3 */
function countBits(version: number): number {
  return version < 10 ? 8 : 16;
}

const byteMode = 0b0100;

function dataBytes(data: Uint8Array, capacity: QrCapacity): Uint8Array {
  const bits: number[] = [];
  const append = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
  };
  append(byteMode, 4);
  append(data.length, countBits(capacity.version));
  for (const byte of data) append(byte, 8);
  append(0, Math.min(4, capacity.dataBytes * 8 - bits.length));
  append(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity.dataBytes * 8; pad ^= 0xec ^ 0x11) append(pad, 8);
  const packed = new Uint8Array(capacity.dataBytes);
  bits.forEach((bit, at) => {
    packed[at >> 3] = (packed[at >> 3] ?? 0) | (bit << (7 - (at & 7)));
  });
  return packed;
}

/** Splits data into blocks, adds check bytes and weaves the blocks together. @source ISO/IEC 18004:2015, 7.6 */
function interleave(data: Uint8Array, capacity: QrCapacity): Uint8Array {
  const { blocks, correctionPerBlock, totalBytes, dataBytes: dataLength } = capacity;
  const shortLength = Math.floor(dataLength / blocks);
  const shortBlocks = blocks - (dataLength % blocks);
  let from = 0;
  const parts = Array.from({ length: blocks }, (_, at) => {
    const own = data.subarray(from, from + shortLength + (at < shortBlocks ? 0 : 1));
    from += own.length;
    return { own, checks: checkBytes(own, correctionPerBlock) };
  });
  const woven: number[] = [];
  const weave = (columns: readonly Uint8Array[], length: number) => {
    for (let at = 0; at < length; at += 1) {
      for (const column of columns) if (at < column.length) woven.push(column[at] ?? 0);
    }
  };
  weave(
    parts.map(({ own }) => own),
    shortLength + 1,
  );
  weave(
    parts.map(({ checks }) => checks),
    correctionPerBlock,
  );
  return Uint8Array.from(woven.slice(0, totalBytes));
}
