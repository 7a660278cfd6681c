import { createBitmap, fillRect, invertRect, type Bitmap } from '../bitmap.ts';
import type { Fonts } from '../text/fonts.ts';
import { drawLine, inkLines, type Ink, type InkLine } from '../text/line.ts';
import type { CellBox } from './cell-box.ts';
import { cellWideDots } from './row.ts';

/** Dots per em of normal text. The width makes digits 12 dots, so that raster and own-font columns line up. */
const emHighDots = 26;
const emWideDots = 21.5;
/** A word a little too wide is set narrower, down to this part of the grid's width, rather than broken. */
const narrowest = 0.8;
/** Room above and below the base line, in ems; a line with taller ink gets more. */
const aboveEm = 0.88;
const belowEm = 0.38;

const underlineDots = 2;

/** Whether a word is a little too wide for its cell in the printer's own font, which cannot be set narrower. */
export function isTight({ text, wide, width }: CellBox): boolean {
  return text.split(/[\n ]/).some((word) => {
    const cells = word.length * wide;
    return cells > width && cells * narrowest <= width;
  });
}

/** A row of cells drawn with the bundled font, on the same grid as the printer's own. */
export function rasterRow(boxes: readonly CellBox[], widthDots: number, fonts: Fonts): Bitmap {
  const cells = boxes.map((box) => ({ box, lines: cellLines(box, fonts) }));
  const count = Math.max(...cells.map(({ lines }) => lines.length));
  const lines = Array.from({ length: count }, (_, line) => {
    const parts = cells.flatMap(({ box, lines: own }) => {
      const ink = own[line];
      return ink ? [{ box, ink }] : [];
    });
    return { parts, ...lineHeight(parts) };
  });
  const height = lines.reduce((sum, { above, below }) => sum + above + below, 0);
  const bitmap = createBitmap(widthDots, height);
  let top = 0;
  for (const { parts, above, below } of lines) {
    for (const { box, ink } of parts) drawPart(bitmap, box, ink, top + above);
    top += above + below;
  }
  for (const { box } of cells) {
    if (box.inverted) invertRect(bitmap, { ...cellRect(box), y: 0, heightDots: height });
  }
  return bitmap;
}

interface Part {
  readonly box: CellBox;
  readonly ink: InkLine;
}

function cellLines(box: CellBox, fonts: Fonts): InkLine[] {
  const ink: Ink = {
    face: box.bold ? fonts.bold : fonts.regular,
    emWide: emWideDots * letterWidth(box),
    emHigh: emHighDots * box.high,
  };
  const maxDots = box.width * cellWideDots;
  return box.text.split('\n').flatMap((paragraph) => {
    const lines = inkLines(paragraph, box.direction, ink, maxDots);
    if (lines.length === 1) return lines;
    const squeeze = maxDots / widestWord(paragraph, box, ink);
    if (squeeze >= 1 || squeeze * letterWidth(box) < narrowest * box.wide) return lines;
    return inkLines(paragraph, box.direction, { ...ink, emWide: ink.emWide * squeeze }, maxDots);
  });
}

/**
 * Letters higher than wide are a condensed cut of the typeface, half-way between the grid's width and their natural one:
 * at the grid's own width joined Arabic would close up.
 */
function letterWidth({ wide, high }: CellBox): number {
  return high > wide ? (wide + high) / 2 : wide;
}

function widestWord(paragraph: string, { direction }: CellBox, ink: Ink): number {
  const words = paragraph.split(' ').flatMap((word) => inkLines(word, direction, ink, Infinity));
  return Math.max(...words.map((word) => word.widthDots));
}

function lineHeight(parts: readonly Part[]): { above: number; below: number } {
  let above = 0;
  let below = 0;
  for (const { ink } of parts) {
    const { top, bottom } = ink.bounds;
    above = Math.max(above, Math.round(ink.ink.emHigh * aboveEm), 1 - top);
    below = Math.max(below, Math.round(ink.ink.emHigh * belowEm), 1 + bottom);
  }
  return { above, below };
}

function cellRect(box: CellBox) {
  return { x: box.x * cellWideDots, widthDots: box.width * cellWideDots };
}

function drawPart(bitmap: Bitmap, box: CellBox, ink: InkLine, baseline: number): void {
  const { x: left, widthDots } = cellRect(box);
  const free = Math.max(0, widthDots - ink.widthDots);
  const wanted = left + { left: 0, center: Math.floor(free / 2), right: free }[box.align];
  const ends = ink.bounds;
  // letters that reach beyond their advance must not be cut off at the edge of the paper
  const x = Math.max(-ends.left, Math.min(wanted, bitmap.widthDots - ends.right));
  drawLine(bitmap, ink, x, baseline);
  if (box.underline) {
    fillRect(bitmap, { x, y: baseline + 3, widthDots: ink.widthDots, heightDots: underlineDots });
  }
}
