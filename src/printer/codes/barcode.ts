import { createBitmap, drawBitmap, fillRect, type Bitmap } from '../bitmap.ts';
import type { BarcodeBlock } from '../document.ts';
import type { Fonts } from '../text/fonts.ts';
import { drawLine, inkLines } from '../text/line.ts';
import { barcodePattern } from './one-dimensional/index.ts';

const defaultHeightDots = 72;
const defaultBarDots = 2;
/** Light space on both sides, in narrow bars: the widest any of the symbologies asks for. */
const quietBars = 10;
const legendDots = 30;
const legendEm = 22;

/**
 * A bar code with its quiet zones and, unless switched off, its characters below.
 * Bars get narrower, down to one dot, where the paper asks for it.
 *
 * @throws RangeError for text the symbology cannot hold, or bars that do not fit the paper even at one dot
 */
export function barcodeBitmap(block: BarcodeBlock, maxWidthDots: number, fonts: Fonts): Bitmap {
  const { modules, text, barDots, heightDots, legend } = barcodeOnPaper(block, maxWidthDots);
  const width = (modules.length + 2 * quietBars) * barDots;
  const bitmap = createBitmap(width, heightDots + (legend ? legendDots : 0));
  for (let at = 0; at < modules.length; at += 1) {
    if (modules[at] !== '1') continue;
    fillRect(bitmap, { x: (quietBars + at) * barDots, y: 0, widthDots: barDots, heightDots });
  }
  if (legend) drawLegend(bitmap, text, heightDots, fonts);
  return bitmap;
}

/** The bars and how large they may be drawn. @throws RangeError as `barcodeBitmap` */
export function barcodeOnPaper(block: BarcodeBlock, maxWidthDots: number) {
  const { modules, text } = barcodePattern(block.symbology, block.text);
  const count = modules.length + 2 * quietBars;
  const barDots = Math.min(block.barDots ?? defaultBarDots, Math.floor(maxWidthDots / count));
  if (barDots < 1) throw new RangeError(`a bar code of ${count} bars does not fit the paper`);
  const heightDots = block.heightDots ?? defaultHeightDots;
  return { modules, text, barDots, heightDots, legend: block.legend ?? true };
}

function drawLegend(bitmap: Bitmap, text: string, top: number, fonts: Fonts): void {
  const ink = { face: fonts.regular, emWide: legendEm, emHigh: legendEm };
  const [line] = inkLines(text, 'ltr', ink, Infinity);
  if (!line) return;
  const picture = createBitmap(line.widthDots, legendDots);
  drawLine(picture, line, 0, legendEm);
  drawBitmap(bitmap, picture, (bitmap.widthDots - line.widthDots) >> 1, top);
}
