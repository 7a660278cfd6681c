import { drawBitmap, type Bitmap } from '../bitmap.ts';
import type { Direction } from '../document.ts';
import { embeddingLevels, isolateNumbers, visualRuns } from './bidi.ts';
import type { FontFace, ShapedText } from './fonts.ts';
import { toPrintable } from './printable.ts';
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
  readonly ink: Ink;
  readonly glyphs: readonly PlacedGlyph[];
  /** Its ink: from its left end to the right, and above (negative) and below its base line. */
  readonly bounds: Bounds;
}

/** A glyph's top left corner from the left end of the line and from its base line. */
interface PlacedGlyph {
  readonly bitmap: Bitmap;
  readonly x: number;
  readonly y: number;
}

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
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
    const widthDots = Math.ceil(dotsOf(pieces));
    const glyphs = placeGlyphs(pieces, ink);
    return { widthDots, ink, glyphs, bounds: boundsOf(glyphs, widthDots) };
  });
}

function boundsOf(glyphs: readonly PlacedGlyph[], widthDots: number): Bounds {
  const bounds = { left: 0, top: 0, right: widthDots, bottom: 0 };
  for (const { bitmap, x, y } of glyphs) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x + bitmap.widthDots);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y + bitmap.heightDots);
  }
  return bounds;
}

/** Draws a line with its left end at `x` and its base line at `y`. */
export function drawLine(target: Bitmap, line: InkLine, x: number, y: number): void {
  for (const glyph of line.glyphs) drawBitmap(target, glyph.bitmap, x + glyph.x, y + glyph.y);
}

function placeGlyphs(pieces: readonly ShapedText[], { face, emWide, emHigh }: Ink): PlacedGlyph[] {
  const placed: PlacedGlyph[] = [];
  const pen = face.pen(emWide, emHigh);
  const toX = emWide / face.unitsPerEm;
  let advanced = 0; // in font units, which are whole: the same line has the same dots wherever it stands
  for (const { glyphs } of pieces) {
    for (const shaped of glyphs) {
      const x = (advanced + shaped.offsetX) * toX;
      const whole = Math.floor(x);
      const glyph = pen(shaped.id, Math.min(3, Math.floor((x - whole) * 4)));
      if (glyph) {
        const raise = Math.round((shaped.offsetY * emHigh) / face.unitsPerEm);
        placed.push({ bitmap: glyph.bitmap, x: whole + glyph.left, y: glyph.top - raise });
      }
      advanced += shaped.advance;
    }
  }
  return placed;
}
