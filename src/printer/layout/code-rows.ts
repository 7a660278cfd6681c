import type { Bitmap } from '../bitmap.ts';
import { barcodeBitmap, barcodeOnPaper } from '../codes/barcode.ts';
import { pdf417Bitmap, pdf417OnPaper } from '../codes/pdf417.ts';
import { qrBitmap, qrOnPaper } from '../codes/qr.ts';
import type { BarcodeBlock, Pdf417Block, QrBlock } from '../document.ts';
import { canBeNative } from '../escpos/native-codes.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import type { Fonts } from '../text/fonts.ts';
import { missingCase } from '../../shared/kit/missing-case.ts';
import type { NativeCode } from './row.ts';

export type CodeBlock = QrBlock | Pdf417Block | BarcodeBlock;

/** Light paper above and below bars drawn by the printer, as drawn ones have none of their own. */
const barcodeQuietDots = 6;
/** A line of font A, in which printers write below their bars. */
const legendHighDots = 24;

/** @throws RangeError for a text the symbology cannot hold, or not on this paper */
export function codeBitmap(block: CodeBlock, widthDots: number, fonts: Fonts): Bitmap {
  switch (block.kind) {
    case 'qr':
      return qrBitmap(block, widthDots);
    case 'pdf417':
      return pdf417Bitmap(block, widthDots);
    case 'barcode':
      return barcodeBitmap(block, widthDots, fonts);
    default:
      return missingCase(block);
  }
}

/**
 * The code as the printer is told to draw it, nothing when it is better drawn here.
 *
 * @throws RangeError for a text the symbology cannot hold, or not on this paper
 */
export function nativeCodeFor(
  block: CodeBlock,
  { codes, nativeCodes, widthDots }: PrinterProfile,
): NativeCode | undefined {
  if (codes !== 'native' || !nativeCodes.includes(block.kind)) return undefined;
  const code = describe(block, widthDots);
  return canBeNative(code.symbol) ? code : undefined;
}

function describe(block: CodeBlock, widthDots: number): NativeCode {
  const { text } = block;
  switch (block.kind) {
    case 'qr': {
      const { matrix, moduleDots, correction, quietDots } = qrOnPaper(block, widthDots);
      const symbol = { kind: block.kind, text, moduleDots, correction };
      return { symbol, heightDots: matrix.side * moduleDots, quietDots };
    }
    case 'pdf417': {
      const { symbol: drawn, moduleDots, rowModules, quietDots } = pdf417OnPaper(block, widthDots);
      const { columns, correction, rows } = drawn;
      const symbol = { kind: block.kind, text, columns, correction, moduleDots, rowModules };
      return { symbol, heightDots: rows.length * rowModules * moduleDots, quietDots };
    }
    case 'barcode': {
      const { text: whole, barDots, heightDots, legend } = barcodeOnPaper(block, widthDots);
      const { kind, symbology } = block;
      const symbol = { kind, symbology, text: whole, barDots, heightDots, legend };
      const legendDots = legend ? legendHighDots : 0;
      return { symbol, heightDots: heightDots + legendDots, quietDots: barcodeQuietDots };
    }
    default:
      return missingCase(block);
  }
}
