export type Correction = 'L' | 'M' | 'Q' | 'H';

/** Error correction bytes per block, by version from 1. @source ISO/IEC 18004:2015, table 9 */
const correctionBytes: Record<Correction, readonly number[]> = {
  L: [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30,
    26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  M: [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  ],
  Q: [
    13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30,
    30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  H: [
    17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
};

/** Blocks, by version from 1. @source ISO/IEC 18004:2015, table 9 */
const blockCounts: Record<Correction, readonly number[]> = {
  L: [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15,
    16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
  ],
  M: [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25,
    26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
  ],
  Q: [
    1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34,
    35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
  ],
  H: [
    1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37,
    40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
  ],
};

/** Two bits of the format information. */
export const correctionBits: Record<Correction, number> = { L: 1, M: 0, Q: 3, H: 2 };

export interface QrCapacity {
  readonly version: number;
  readonly totalBytes: number;
  readonly dataBytes: number;
  readonly correctionPerBlock: number;
  readonly blocks: number;
}

export const highestVersion = 40;

export function capacityOf(version: number, correction: Correction): QrCapacity {
  const totalBytes = Math.floor(dataModules(version) / 8);
  const correctionPerBlock = correctionBytes[correction][version - 1] ?? 0;
  const blocks = blockCounts[correction][version - 1] ?? 1;
  const dataBytes = totalBytes - correctionPerBlock * blocks;
  return { version, totalBytes, dataBytes, correctionPerBlock, blocks };
}

/** Modules left after finders, timing, alignment, format and version. */
function dataModules(version: number): number {
  const side = 17 + 4 * version;
  const aligned = alignmentCentres(version).length;
  const alignment = aligned === 0 ? 0 : 25 * (aligned * aligned - 3) - 10 * (aligned - 2);
  const finders = 3 * 64;
  const format = 31;
  const timing = 2 * (side - 16);
  const versionInfo = version >= 7 ? 36 : 0;
  return side * side - finders - format - timing - alignment - versionInfo;
}

/** Rows and columns on which alignment patterns are centred. @source ISO/IEC 18004:2015, annex E */
export function alignmentCentres(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = 4 * version + 10;
  const step = version === 32 ? 26 : 2 * Math.ceil((last - 6) / (2 * (count - 1)));
  const centres = Array.from({ length: count - 1 }, (_, at) => last - at * step).toReversed();
  return [6, ...centres];
}
