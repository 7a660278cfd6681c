import { drawBitmap, type Bitmap } from '../bitmap.ts';
import type { Direction } from '../document.ts';
import { embeddingLevels, isolateNumbers, visualRuns } from './bidi.ts';
import type { FontFace, ShapedText } from './fonts.ts';
import { toPrintable } from './printable.ts';
import type { Glyph } from './scan-convert.ts';
import { breakLines, type Range } from './wrap.ts';

/** How a piece of text is drawn. */
export interface Ink {
  readonly face: FontFace;
  /** Dots per em, across and down. */
  readonly emWide: number;
  readonly emHigh: number;
}

/** One line ready to be drawn, glyphs from left to right. */
export interface InkLine {
  readonly widthDots: number;
  readonly pieces: readonly ShapedText[];
  readonly ink: Ink;
}

/** Breaks a paragraph into lines no wider than `maxDots`, in the order they are read. Never drops a character. */
export function inkLines(text: string, base: Direction, ink: Ink, maxDots: number): InkLine[] {
  const printable = toPrintable(text, (codePoint) => ink.face.covers(codePoint));
  const paragraph = base === 'rtl' ? isolateNumbers(printable) : printable;
  const levels = embeddingLevels(paragraph, base);
  const shapeRange = ({ start, end }: Range): ShapedText[] =>
    visualRuns(levels, start, end).map((run) =>
      ink.face.shape(paragraph.slice(run.start, run.end), run.direction),
    );
  const dotsOf = (pieces: readonly ShapedText[]) =>
    (pieces.reduce((sum, piece) => sum + piece.advance, 0) * ink.emWide) / ink.face.unitsPerEm;
  return breakLines(paragraph, (range) => dotsOf(shapeRange(range)) <= maxDots).map((range) => {
    const pieces = shapeRange(range);
    return { pieces, widthDots: Math.ceil(dotsOf(pieces)), ink };
  });
}

/** The ink of a line: from its left end to the right, and above (negative) and below its base line. */
export function inkBounds(line: InkLine) {
  const bounds = { left: 0, top: 0, right: line.widthDots, bottom: 0 };
  placeGlyphs(line, 0, ({ bitmap }, x, y) => {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x + bitmap.widthDots);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y + bitmap.heightDots);
  });
  return bounds;
}

/** Draws a line with its left end at `x` and its base line at `y`. */
export function drawLine(target: Bitmap, line: InkLine, x: number, y: number): void {
  placeGlyphs(line, x, (glyph, left, top) => drawBitmap(target, glyph.bitmap, left, y + top));
}

function placeGlyphs(
  line: InkLine,
  startX: number,
  place: (glyph: Glyph, x: number, y: number) => void,
): void {
  const { face, emWide, emHigh } = line.ink;
  const toX = emWide / face.unitsPerEm;
  let pen = startX;
  for (const { glyphs } of line.pieces) {
    for (const shaped of glyphs) {
      const x = pen + shaped.offsetX * toX;
      const whole = Math.floor(x);
      const quarter = Math.min(3, Math.floor((x - whole) * 4)) as 0 | 1 | 2 | 3;
      const glyph = face.draw(shaped.id, { emWide, emHigh, quarter });
      if (glyph) {
        const raise = Math.round((shaped.offsetY * emHigh) / face.unitsPerEm);
        place(glyph, whole + glyph.left, glyph.top - raise);
      }
      pen += shaped.advance * toX;
    }
  }
}
