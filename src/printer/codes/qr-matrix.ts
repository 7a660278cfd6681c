import { alignmentCentres, correctionBits, type Correction } from './qr-tables.ts';

/** A square of modules: 1 dark, 0 light; `fixed` marks those that carry no data. */
export interface QrMatrix {
  readonly side: number;
  readonly dark: Uint8Array;
  readonly fixed: Uint8Array;
}

/** Finders, timing, alignment and version of a symbol, data still blank. @source ISO/IEC 18004:2015, 6.3 */
export function patternMatrix(version: number): QrMatrix {
  const side = 17 + 4 * version;
  const matrix = { side, dark: new Uint8Array(side * side), fixed: new Uint8Array(side * side) };
  for (let at = 0; at < side; at += 1) {
    fix(matrix, 6, at, at % 2 === 0);
    fix(matrix, at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [side - 4, 3],
    [3, side - 4],
  ] as const)
    finder(matrix, x, y);
  const centres = alignmentCentres(version);
  const last = centres.length - 1;
  centres.forEach((y, row) =>
    centres.forEach((x, column) => {
      const onFinder =
        (row === 0 && (column === 0 || column === last)) || (row === last && column === 0);
      if (!onFinder) square(matrix, x, y, 2);
    }),
  );
  drawFormat(matrix, 'M', 0);
  if (version >= 7) drawVersion(matrix, version);
  return matrix;
}

function fix(matrix: QrMatrix, x: number, y: number, dark: boolean): void {
  if (x < 0 || y < 0 || x >= matrix.side || y >= matrix.side) return;
  matrix.dark[y * matrix.side + x] = dark ? 1 : 0;
  matrix.fixed[y * matrix.side + x] = 1;
}

function finder(matrix: QrMatrix, x: number, y: number): void {
  square(matrix, x, y, 4);
}

/** Rings around a centre: dark at distance 0, 1 and 3 of a finder, 0 and 2 of an alignment pattern. */
function square(matrix: QrMatrix, x: number, y: number, reach: 2 | 4): void {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const distance = Math.max(Math.abs(dx), Math.abs(dy));
      fix(matrix, x + dx, y + dy, reach === 4 ? distance !== 2 && distance !== 4 : distance !== 1);
    }
  }
}

/** Fifteen bits: correction level and mask, protected. @source ISO/IEC 18004:2015, 7.9 */
function drawFormat(matrix: QrMatrix, correction: Correction, mask: number): void {
  const data = (correctionBits[correction] << 3) | mask;
  const bits = ((data << 10) | remainderOf(data, 10, 0x537)) ^ 0x5412;
  const { side } = matrix;
  for (let at = 0; at < 15; at += 1) {
    const dark = ((bits >> at) & 1) === 1;
    // around the top left finder, skipping the timing lines
    if (at < 8) fix(matrix, 8, at < 6 ? at : at + 1, dark);
    else fix(matrix, at === 8 ? 7 : 14 - at, 8, dark);
    // the copy beside the other two finders
    if (at < 8) fix(matrix, side - 1 - at, 8, dark);
    else fix(matrix, 8, side - 15 + at, dark);
  }
  fix(matrix, 8, side - 8, true);
}

/** Eighteen bits, twice. @source ISO/IEC 18004:2015, 7.10 */
function drawVersion(matrix: QrMatrix, version: number): void {
  const bits = (version << 12) | remainderOf(version, 12, 0x1f25);
  for (let at = 0; at < 18; at += 1) {
    const dark = ((bits >> at) & 1) === 1;
    const far = matrix.side - 11 + (at % 3);
    const near = Math.floor(at / 3);
    fix(matrix, far, near, dark);
    fix(matrix, near, far, dark);
  }
}

function remainderOf(data: number, degree: number, polynomial: number): number {
  let remainder = data;
  for (let step = 0; step < degree; step += 1) {
    remainder = (remainder << 1) ^ ((remainder >>> (degree - 1)) * polynomial);
  }
  return remainder & ((1 << degree) - 1);
}

/** Fills the free modules in pairs of columns from the right, up and down in turn. @source ISO/IEC 18004:2015, 7.7.3 */
export function drawData(matrix: QrMatrix, bytes: Uint8Array): void {
  const { side } = matrix;
  let bit = 0;
  for (let right = side - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < side; step += 1) {
      const y = upward ? side - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (matrix.fixed[y * side + x] === 1 || bit >= bytes.length * 8) continue;
        matrix.dark[y * side + x] = ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        bit += 1;
      }
    }
  }
}

/** @source ISO/IEC 18004:2015, table 10 */
const masks: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

export const maskCount = masks.length;

/** Flips the data modules that a mask names. */
export function masked(matrix: QrMatrix, mask: number, correction: Correction): QrMatrix {
  const { side, fixed } = matrix;
  const flips = masks[mask] ?? (() => 1);
  const dark = matrix.dark.map((module, at) =>
    fixed[at] === 0 && flips(at % side, Math.floor(at / side)) === 0 ? module ^ 1 : module,
  );
  const result = { side, dark, fixed };
  drawFormat(result, correction, mask);
  return result;
}

/** How hard a symbol is to read; lower is better. @source ISO/IEC 18004:2015, 7.8.3 */
export function penalty({ side, dark }: QrMatrix): number {
  let total = 0;
  for (let line = 0; line < side; line += 1) {
    total += linePenalty(dark, line * side, 1, side) + linePenalty(dark, line, side, side);
  }
  for (let y = 0; y + 1 < side; y += 1) {
    for (let x = 0; x + 1 < side; x += 1) {
      const at = y * side + x;
      const first = dark[at];
      const isBlock =
        first === dark[at + 1] && first === dark[at + side] && first === dark[at + side + 1];
      if (isBlock) total += 3;
    }
  }
  const share = dark.reduce((sum, module) => sum + module, 0) / dark.length;
  return total + 10 * Math.floor(Math.abs(share - 0.5) * 20);
}

/** Eleven modules that look like a finder, light side first or last. */
const finderLike = [0b00001011101, 0b10111010000];

function linePenalty(dark: Uint8Array, from: number, step: number, side: number): number {
  let total = 0;
  let run = 0;
  let recent = 0;
  for (let at = 0; at < side; at += 1) {
    const module = dark[from + at * step] ?? 0;
    run = at > 0 && module === (recent & 1) ? run + 1 : 1;
    if (run === 5) total += 3;
    else if (run > 5) total += 1;
    recent = ((recent << 1) | module) & 0x7ff;
    if (at >= 10 && finderLike.includes(recent)) total += 40;
  }
  return total;
}
