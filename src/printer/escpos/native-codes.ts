import { code128Runs } from '../codes/one-dimensional/code128.ts';
import type { BarcodeBlock, Pdf417Block, QrBlock } from '../document.ts';
import { missingCase } from '../../shared/kit/missing-case.ts';
import { holdsRealTimeCommand } from './commands.ts';

const GS = 0x1d;

/** A code with everything a printer must be told to draw it. */
export type NativeSymbol =
  | Required<Pick<QrBlock, 'kind' | 'text' | 'moduleDots' | 'correction'>>
  | (Required<Pick<Pdf417Block, 'kind' | 'text' | 'moduleDots' | 'rowModules' | 'columns'>> & {
      readonly correction: number;
    })
  | Required<
      Pick<BarcodeBlock, 'kind' | 'text' | 'symbology' | 'barDots' | 'heightDots' | 'legend'>
    >;

/** What the commands can be told. @source Epson, "ESC/POS Command Reference", GS ( k, GS w, GS h */
const qrDots = { min: 1, max: 16 };
const pdf417Dots = { min: 2, max: 8 };
const barDots = { min: 2, max: 6 };
const barHeightDots = { min: 1, max: 255 };

/** Whether the commands can say what is asked without holding one that acts at once; the rest is drawn. */
export function canBeNative(symbol: NativeSymbol): boolean {
  return isSayable(symbol) && !nativeCode(symbol).some(holdsRealTimeCommand);
}

function isSayable(symbol: NativeSymbol): boolean {
  switch (symbol.kind) {
    case 'qr':
      return symbol.text !== '' && isWithin(symbol.moduleDots, qrDots);
    case 'pdf417':
      // their commands have no word for the characters that bytes above 7Fh stand for
      return (
        /^[\t\n\r\x20-\x7e]+$/.test(symbol.text) &&
        isWithin(symbol.moduleDots, pdf417Dots) &&
        isWithin(symbol.rowModules, pdf417Dots)
      );
    case 'barcode':
      // UPC-E wants six, eight or eleven digits according to the model
      return (
        symbol.symbology !== 'upce' &&
        isWithin(symbol.barDots, barDots) &&
        isWithin(symbol.heightDots, barHeightDots)
      );
    default:
      return missingCase(symbol);
  }
}

function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max;
}

/** The commands that set a code up and print it where the alignment says. */
export function nativeCode(symbol: NativeSymbol): Uint8Array[] {
  switch (symbol.kind) {
    case 'qr':
      return qrCommands(symbol);
    case 'pdf417':
      return pdf417Commands(symbol);
    case 'barcode':
      return barcodeCommands(symbol);
    default:
      return missingCase(symbol);
  }
}

type Kind<Name extends NativeSymbol['kind']> = Extract<NativeSymbol, { kind: Name }>;

/** GS ( k: length, symbol (48 PDF417, 49 QR), function, parameters. */
function twoDimensional(symbol: 48 | 49, fn: number, ...parameters: readonly number[]): Uint8Array {
  const length = parameters.length + 2;
  return Uint8Array.of(GS, 0x28, 0x6b, length & 0xff, length >> 8, symbol, fn, ...parameters);
}

/** GS ( k with symbol 49: functions 165 (model 2), 167 (module), 169 (correction), 180 (store), 181 (print). */
function qrCommands({ text, moduleDots, correction }: Kind<'qr'>): Uint8Array[] {
  return [
    twoDimensional(49, 65, 50, 0),
    twoDimensional(49, 67, moduleDots),
    twoDimensional(49, 69, 48 + ['L', 'M', 'Q', 'H'].indexOf(correction)),
    twoDimensional(49, 80, 48, ...new TextEncoder().encode(text)),
    twoDimensional(49, 81, 48),
  ];
}

/** GS ( k with symbol 48: functions 065 (columns) to 070 (no truncation), 080 (store), 081 (print). */
function pdf417Commands(symbol: Kind<'pdf417'>): Uint8Array[] {
  const { text, columns, moduleDots, rowModules, correction } = symbol;
  return [
    twoDimensional(48, 65, columns),
    twoDimensional(48, 66, 0),
    twoDimensional(48, 67, moduleDots),
    twoDimensional(48, 68, rowModules),
    twoDimensional(48, 69, 48, 48 + correction),
    twoDimensional(48, 70, 0),
    twoDimensional(48, 80, 48, ...new TextEncoder().encode(text)),
    twoDimensional(48, 81, 48),
  ];
}

/** Systems of GS k, function B. @source Epson, "ESC/POS Command Reference", GS k */
const systems: Readonly<Record<BarcodeBlock['symbology'], number>> = {
  upca: 65,
  upce: 66,
  ean13: 67,
  ean8: 68,
  code39: 69,
  itf: 70,
  codabar: 71,
  code93: 72,
  code128: 73,
};

/** GS h, GS w, GS H (characters below), GS k. */
function barcodeCommands(symbol: Kind<'barcode'>): Uint8Array[] {
  const { symbology, text, heightDots, legend } = symbol;
  const data = symbology === 'code128' ? code128Data(text) : new TextEncoder().encode(text);
  return [
    Uint8Array.of(GS, 0x68, heightDots),
    Uint8Array.of(GS, 0x77, symbol.barDots),
    Uint8Array.of(GS, 0x48, legend ? 2 : 0),
    Uint8Array.of(GS, 0x6b, systems[symbology], data.length, ...data),
  ];
}

const brace = 0x7b;

/** A brace opens the code sets: {B and {C; a brace that is meant is doubled. Set C holds the numbers of digit pairs. */
function code128Data(text: string): Uint8Array {
  const bytes = code128Runs(text).flatMap((run) => {
    const chars =
      run.set === 'C'
        ? Array.from(run.text.match(/../g) ?? [], Number)
        : Array.from(run.text.replaceAll('{', '{{'), (char) => char.charCodeAt(0));
    return [brace, run.set.charCodeAt(0), ...chars];
  });
  return Uint8Array.from(bytes);
}

/** The characters that `GS k 73` was given. */
export function fromCode128Data(data: Uint8Array): string {
  let text = '';
  let set = 'B';
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] ?? 0;
    const next = String.fromCharCode(data[at + 1] ?? 0);
    if (byte === brace && next !== '{') set = next;
    else text += set === 'C' ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
    if (byte === brace) at += 1;
  }
  return text;
}
