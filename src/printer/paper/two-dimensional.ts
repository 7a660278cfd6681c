import type { Bitmap } from '../bitmap.ts';
import { drawPdf417, pdf417Symbol } from '../codes/pdf417.ts';
import { dataWords } from '../codes/pdf417-words.ts';
import { drawMatrix, qrMatrix } from '../codes/qr.ts';
import type { Correction } from '../codes/qr-tables.ts';
import type { Machine } from './types.ts';

const pdf417 = 48;
const qr = 49;

/** GS ( k: sets up, stores and prints; `body` begins with the symbol and its function. */
export function twoDimensionalCode(machine: Machine, body: Uint8Array): void {
  if (body[0] === qr) qrFunction(machine, body);
  if (body[0] === pdf417) pdf417Function(machine, body);
}

const corrections: readonly Correction[] = ['L', 'M', 'Q', 'H'];

function qrFunction(machine: Machine, body: Uint8Array): void {
  const settings = machine.symbols.qr;
  const [, fn, value = 0] = body;
  if (fn === 67) settings.moduleDots = value;
  if (fn === 69) settings.correction = corrections[value - 48] ?? 'L';
  if (fn === 80) settings.data = body.slice(3);
  if (fn === 81 && settings.data.length > 0) {
    const { data, correction, moduleDots } = settings;
    burn(machine, () => drawMatrix(qrMatrix(data, correction), moduleDots, 0));
  }
}

function pdf417Function(machine: Machine, body: Uint8Array): void {
  const settings = machine.symbols.pdf417;
  const [, fn, value = 0, level = 0] = body;
  if (fn === 65) settings.columns = value === 0 ? undefined : value;
  if (fn === 67) settings.moduleDots = value;
  if (fn === 68) settings.rowModules = value;
  if (fn === 69) settings.correction = value === 48 ? level - 48 : undefined; // 49: by the length
  if (fn === 80) settings.data = body.slice(3);
  if (fn === 81 && settings.data.length > 0) printPdf417(machine);
}

function printPdf417(machine: Machine): void {
  const { data, moduleDots, rowModules, columns, correction } = machine.symbols.pdf417;
  const shape = {
    moduleDots,
    rowModules,
    ...(columns !== undefined && { columns }),
    ...(correction !== undefined && { correction }),
  };
  burn(machine, () => {
    const symbol = pdf417Symbol(dataWords(data), shape, machine.spec.widthDots / moduleDots);
    return symbol && drawPdf417(symbol, shape, 0);
  });
}

/** A printer prints nothing for data that fit no symbol, or for a symbol wider than its paper. */
function burn(machine: Machine, draw: () => Bitmap | undefined): void {
  let bitmap: Bitmap | undefined;
  try {
    bitmap = draw();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (bitmap && bitmap.widthDots <= machine.spec.widthDots) {
    machine.burnBlock({ bitmap, timesWide: 1, timesHigh: 1 });
  }
}
