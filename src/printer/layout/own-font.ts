import { codePageNames, isPlainAscii, toCodePage, type CodePage } from '../escpos/code-pages.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { breakLines } from '../text/wrap.ts';
import type { CellBox } from './cell-box.ts';
import type { TextRow, TextSegment } from './row.ts';

/** Whether the printer's own font shows it well: `ascii`, the page that has every character, or nothing. */
export function ownFontPage(
  boxes: readonly CellBox[],
  profile: PrinterProfile,
): CodePage | 'ascii' | undefined {
  const isLarge = boxes.some(({ wide, high }) => wide > 1 || high > 1);
  if (profile.text === 'raster' || (profile.text === 'sharp' && isLarge)) return undefined;
  const text = boxes.map((box) => toOwnFont(box.text.replaceAll('\n', ''))).join('');
  if (isPlainAscii(text)) return 'ascii';
  return codePageNames.find(
    (page) => profile.codePages[page] !== undefined && toCodePage(text, page) !== undefined,
  );
}

/** Marks of direction have no work to do in text that runs one way. */
const directionMarks = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const noBreakSpace = '\u00A0';

function toOwnFont(text: string): string {
  return text.replaceAll(directionMarks, '').replaceAll(noBreakSpace, ' ');
}

/** A row of cells as lines of the printer's font, kept in columns by spaces: every model prints those alike. */
export function ownFontRows(boxes: readonly CellBox[], page: CodePage | 'ascii'): TextRow[] {
  const ordered = [...boxes].sort((a, b) => a.x - b.x);
  const cells = ordered.map((box) => ({ box, lines: wrap(box) }));
  const height = Math.max(...cells.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    let used = 0;
    const segments = cells.flatMap(({ box, lines }) => {
      const gap = spaces(box.x - used);
      const placed = align(box, lines[line] ?? '');
      used =
        Math.max(used, box.x) + placed.reduce((sum, part) => sum + part.text.length * part.wide, 0);
      return [gap, ...placed];
    });
    const row = { kind: 'text' as const, segments: merge(segments) };
    return page === 'ascii' ? row : { ...row, page };
  });
}

function wrap(box: CellBox): string[] {
  const text = box.text.replaceAll(directionMarks, '');
  return text
    .split('\n')
    .flatMap((paragraph) =>
      breakLines(paragraph, ({ start, end }) => (end - start) * box.wide <= box.width).map(
        ({ start, end }) => toOwnFont(paragraph.slice(start, end)),
      ),
    );
}

/** A line of a cell filled up to the cell's width; inverted cells are black to their edges. */
function align(box: CellBox, line: string): TextSegment[] {
  const free = Math.max(0, box.width - line.length * box.wide);
  const before = { left: 0, center: Math.floor(free / 2), right: free }[box.align];
  const edge = (count: number) => ({
    ...spaces(count),
    inverted: box.inverted,
    high: box.inverted ? box.high : 1,
  });
  const { wide, high, bold, underline, inverted } = box;
  return [edge(before), { text: line, wide, high, bold, underline, inverted }, edge(free - before)];
}

function spaces(count: number): TextSegment {
  return {
    text: ' '.repeat(Math.max(0, count)),
    wide: 1,
    high: 1,
    bold: false,
    underline: false,
    inverted: false,
  };
}

/** Joins neighbours of one style and drops the spaces at the end of a line. */
function merge(segments: readonly TextSegment[]): TextSegment[] {
  const merged: TextSegment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (segment.text === '') continue;
    if (last && sameStyle(last, segment))
      merged[merged.length - 1] = { ...last, text: last.text + segment.text };
    else merged.push(segment);
  }
  const tail = merged.at(-1);
  if (tail && !tail.inverted && !tail.underline) {
    const text = tail.text.trimEnd();
    merged.splice(-1, 1, ...(text === '' ? [] : [{ ...tail, text }]));
  }
  return merged;
}

function sameStyle(a: TextSegment, b: TextSegment): boolean {
  return (
    a.wide === b.wide &&
    a.high === b.high &&
    a.bold === b.bold &&
    a.underline === b.underline &&
    a.inverted === b.inverted
  );
}
