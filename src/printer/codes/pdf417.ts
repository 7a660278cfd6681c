import { createBitmap, fillRect, type Bitmap } from '../bitmap.ts';
import type { Pdf417Block } from '../document.ts';
import { codeWordModules } from './pdf417-patterns.ts';
import { textWords } from './pdf417-words.ts';

/** Light modules on every side. */
const quietModules = 2;
const defaultModuleDots = 3;
const defaultRowModules = 3;
/** What a hand-held reader likes: three times as wide as high. */
const wantedShape = 3;

const maxWords = 928;
const padWord = 900;
const rowLimits = { min: 3, max: 90 };
const maxColumns = 30;

const start = '11111111010101000';
const stop = '111111101000101001';
/** Start, stop and the two words beside the data that tell the row. */
const frameModules = start.length + stop.length + 2 * 17;

/** How a symbol is laid out; what is missing is chosen. */
export interface Pdf417Shape {
  /** Words of data in a row, 1 to 30. */
  readonly columns?: number;
  /** Error correction 0 to 8: 2 to 512 words that may be lost. Chosen by the length of the text. */
  readonly correction?: number;
  readonly moduleDots: number;
  readonly rowModules: number;
}

export interface Pdf417Symbol {
  /** Modules of each row, dark = `1`. */
  readonly rows: readonly string[];
  readonly columns: number;
  readonly correction: number;
}

/**
 * The text as a PDF417 symbol with its quiet zone, modules as large as asked or as the paper allows.
 *
 * @throws RangeError when the text is longer than a symbol holds, or than the paper is wide
 */
export function pdf417Bitmap(block: Pdf417Block, maxWidthDots: number): Bitmap {
  const { symbol, ...shape } = pdf417OnPaper(block, maxWidthDots);
  return drawPdf417(symbol, shape, quietModules);
}

/** The symbol and how large it may be drawn. @throws RangeError as `pdf417Bitmap` */
export function pdf417OnPaper(block: Pdf417Block, maxWidthDots: number) {
  const words = textWords(block.text);
  for (let moduleDots = block.moduleDots ?? defaultModuleDots; moduleDots >= 1; moduleDots -= 1) {
    const shape = { ...block, moduleDots, rowModules: block.rowModules ?? defaultRowModules };
    const modules = Math.floor(maxWidthDots / moduleDots) - 2 * quietModules;
    const symbol = pdf417Symbol(words, shape, modules);
    if (symbol) {
      const { rowModules } = shape;
      return { symbol, moduleDots, rowModules, quietDots: quietModules * moduleDots };
    }
  }
  throw new RangeError(`${words.length} code words do not fit the paper`);
}

export function drawPdf417(
  { rows }: Pdf417Symbol,
  { moduleDots, rowModules }: Pdf417Shape,
  quiet: number,
): Bitmap {
  const widthModules = rows[0]?.length ?? 0;
  const heightDots = moduleDots * rowModules;
  const margin = quiet * moduleDots;
  const bitmap = createBitmap(
    widthModules * moduleDots + 2 * margin,
    rows.length * heightDots + 2 * margin,
  );
  rows.forEach((modules, row) => {
    const y = margin + row * heightDots;
    for (let at = 0; at < modules.length; at += 1) {
      const x = margin + at * moduleDots;
      if (modules[at] === '1') fillRect(bitmap, { x, y, widthDots: moduleDots, heightDots });
    }
  });
  return bitmap;
}

/**
 * Lays code words out in at most `maxModules` across, in the shape nearest to the wanted one; nothing when there is none.
 *
 * @source ISO/IEC 15438:2015, clauses 5.3 and 5.11
 */
export function pdf417Symbol(
  data: readonly number[],
  shape: Pdf417Shape,
  maxModules: number,
): Pdf417Symbol | undefined {
  const correction = shape.correction ?? recommendedCorrection(data.length);
  const checks = 2 ** (correction + 1);
  const needed = 1 + data.length + checks;
  const widest = Math.min(maxColumns, Math.floor((maxModules - frameModules) / 17));
  const candidates = Array.from({ length: Math.max(0, widest) }, (_, at) => at + 1).filter(
    (columns) => {
      const rows = rowsFor(needed, columns);
      const isWanted = shape.columns === undefined || shape.columns === columns;
      return isWanted && rows <= rowLimits.max && rows * columns <= maxWords;
    },
  );
  const distance = (columns: number) => {
    const height = rowsFor(needed, columns) * shape.rowModules;
    return Math.abs(Math.log((17 * columns + frameModules) / height / wantedShape));
  };
  const [columns] = candidates.sort((a, b) => distance(a) - distance(b));
  if (columns === undefined) return undefined;
  const count = rowsFor(needed, columns);
  const filled = [columns * count - checks, ...data];
  while (filled.length < columns * count - checks) filled.push(padWord);
  const words = [...filled, ...checkWords(filled, checks)];
  const rows = Array.from({ length: count }, (_, row) =>
    rowModulesOf(words.slice(row * columns, (row + 1) * columns), { row, count, correction }),
  );
  return { rows, columns, correction };
}

function rowsFor(words: number, columns: number): number {
  return Math.max(rowLimits.min, Math.ceil(words / columns));
}

/** @source ISO/IEC 15438:2015, annex E */
function recommendedCorrection(words: number): number {
  if (words <= 40) return 2;
  if (words <= 160) return 3;
  return words <= 320 ? 4 : 5;
}

interface RowPlace {
  readonly row: number;
  readonly count: number;
  readonly correction: number;
}

/** One row with the words on both sides that tell a reader where it is. @source ISO/IEC 15438:2015, clause 5.11.3 */
function rowModulesOf(words: readonly number[], { row, count, correction }: RowPlace): string {
  const cluster = row % 3;
  const group = 30 * Math.floor(row / 3);
  const rowsWord = group + Math.floor((count - 1) / 3);
  const correctionWord = group + 3 * correction + ((count - 1) % 3);
  const columnsWord = group + words.length - 1;
  const indicators = [rowsWord, correctionWord, columnsWord];
  const left = indicators[cluster] ?? 0;
  const right = indicators[(cluster + 2) % 3] ?? 0;
  return [
    start,
    ...[left, ...words, right].map((word) => codeWordModules(cluster, word)),
    stop,
  ].join('');
}

const field = 929;
const root = 3;

/** Reed-Solomon check words modulo 929. @source ISO/IEC 15438:2015, clause 5.10 */
export function checkWords(data: readonly number[], count: number): number[] {
  const divisor = generator(count);
  const remainder = Array.from({ length: count }, () => 0);
  for (const word of data) {
    const factor = (word + (remainder.shift() ?? 0)) % field;
    remainder.push(0);
    for (let at = 0; at < count; at += 1) {
      const product = (factor * (divisor[at] ?? 0)) % field;
      remainder[at] = ((remainder[at] ?? 0) + field - product) % field;
    }
  }
  return remainder.map((word) => (field - word) % field);
}

/** Coefficients, highest power first and without the leading one, of the product of (x − 3ⁱ). */
function generator(degree: number): number[] {
  let result = [1];
  let power = 1;
  for (let step = 0; step < degree; step += 1) {
    power = (power * root) % field;
    const shifted = [...result, 0];
    const scaled = [0, ...result.map((value) => (value * power) % field)];
    result = shifted.map((value, at) => (value + field - (scaled[at] ?? 0)) % field);
  }
  return result.slice(1);
}
