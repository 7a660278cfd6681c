import { createBitmap, drawBitmap, fillRect, invertRect, magnify, type Bitmap } from '../bitmap.ts';
import type { Fonts } from '../text/fonts.ts';
import { cellOf, fontCells, type DotsMark, type Sheet, type TextMark } from './marks.ts';

/** Base line of each own font, in dots from the top of its cell, and the em that fills the cell. */
const letters = {
  A: { baseline: 19, emHigh: 25, emWide: 21.5 },
  B: { baseline: 13, emHigh: 17.5, emWide: 16 },
} as const;

/** Draws a sheet. Own-font characters borrow the bundled typeface, squeezed into their cells. */
export function drawSheet(sheet: Sheet, widthDots: number, fonts: Fonts): Bitmap {
  const bitmap = createBitmap(widthDots, Math.max(1, sheet.heightDots));
  for (const mark of sheet.marks) {
    if (mark.kind === 'text') drawText(bitmap, mark, fonts);
    else drawDots(bitmap, mark);
  }
  return bitmap;
}

function drawDots(target: Bitmap, mark: DotsMark): void {
  drawBitmap(target, magnify(mark.bitmap, mark.timesWide, mark.timesHigh), mark.x, mark.y);
}

function drawText(target: Bitmap, mark: TextMark, fonts: Fonts): void {
  const { look } = mark;
  const { wideDots, highDots } = cellOf(look);
  let { x } = mark;
  for (const char of mark.text) {
    if (char !== ' ') {
      const glyph = cellGlyph(char, look.font, look.bold, fonts);
      drawBitmap(target, magnify(glyph, look.wide, look.high), x, mark.y);
    }
    if (look.underline) {
      const y = mark.y + highDots - 2;
      fillRect(target, { x, y, widthDots: mark.stepDots, heightDots: 2 });
    }
    if (look.inverted) {
      const widthDots = Math.max(wideDots, mark.stepDots);
      invertRect(target, { x, y: mark.y, widthDots, heightDots: highDots });
    }
    x += mark.stepDots;
  }
}

/** One character drawn in the middle of its cell. */
function cellGlyph(char: string, font: 'A' | 'B', bold: boolean, fonts: Fonts): Bitmap {
  const face = bold ? fonts.bold : fonts.regular;
  const { wideDots, highDots } = fontCells[font];
  const { baseline, emHigh, emWide } = letters[font];
  const cell = createBitmap(wideDots, highDots);
  const [shaped] = face.shape(char, 'ltr').glyphs;
  if (!shaped) return cell;
  const advanceEm = Math.max(0.01, shaped.advance / face.unitsPerEm);
  // in half dots, so that few sizes do for all characters
  const fitted = Math.floor(2 * Math.min(emWide, wideDots / advanceEm)) / 2;
  const free = wideDots - fitted * advanceEm;
  const glyph = face.pen(fitted, emHigh)(shaped.id, 0);
  if (glyph)
    drawBitmap(cell, glyph.bitmap, Math.floor(free / 2) + glyph.left, baseline + glyph.top);
  return cell;
}
