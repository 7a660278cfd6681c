import type { Align, Cell, ColumnsBlock, Direction, TextBlock } from '../document.ts';
import { firstStrongDirection } from '../text/bidi.ts';

/** A cell with its place on the grid of normal characters, sides made absolute. */
export interface CellBox {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
  /** Reading order of the text; the side it stands on is `align`. */
  readonly direction: Direction;
  readonly wide: number;
  readonly high: number;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverted: boolean;
}

/** What a row is fitted into. */
interface Grid {
  readonly profile: { readonly columns: number };
  /** Of a text that has none of its own. */
  readonly direction: Direction;
}

/** Text over the full width, less its indent. */
export function textBox(
  block: TextBlock,
  { profile, direction: documentDirection }: Grid,
): CellBox {
  const { columns } = profile;
  const direction = ownDirection(block);
  const lineDirection = direction ?? documentDirection;
  const indent = Math.min(block.indent ?? 0, columns - 1);
  return {
    ...styleOf(block),
    text: block.text,
    x: lineDirection === 'ltr' ? indent : 0,
    width: columns - indent,
    direction: direction ?? 'ltr',
    align: side(block.align, lineDirection),
  };
}

/** Cells side by side; in a right-to-left row the first stands on the right. */
export function columnBoxes(
  block: ColumnsBlock,
  { profile, direction: documentDirection }: Grid,
): CellBox[] {
  const { columns } = profile;
  const { direction: wanted = 'auto', gap = 1 } = block;
  const rowDirection = wanted === 'auto' ? documentDirection : wanted;
  const widths = cellWidths(block.cells, columns - gap * (block.cells.length - 1));
  let next = 0;
  return block.cells.map((cell, at) => {
    const width = widths[at] ?? 1;
    const x = next;
    next += width + gap;
    return {
      ...styleOf(cell),
      text: cell.text,
      x: rowDirection === 'ltr' ? x : columns - x - width,
      width,
      direction: ownDirection(cell) ?? 'ltr',
      align: side(cell.align, rowDirection),
    };
  });
}

function cellWidths(cells: readonly Cell[], columns: number): number[] {
  const fixed = cells.reduce((sum, cell) => sum + (cell.chars ?? 1), 0);
  // fixed widths that do not fit together become shares: a cell off the paper would be lost
  const sized: readonly Cell[] =
    fixed > columns ? cells.map(({ chars = 1, text }) => ({ text, share: chars })) : cells;
  const shares = sized.reduce((sum, cell) => sum + shareOf(cell), 0);
  const free = columns - sized.reduce((sum, cell) => sum + (cell.chars ?? 0), 0);
  const widths = sized.map(
    (cell) => cell.chars ?? Math.max(1, Math.floor((free * shareOf(cell)) / shares)),
  );
  const spare = columns - widths.reduce((sum, width) => sum + width, 0);
  const first = sized.findIndex((cell) => cell.chars === undefined);
  return widths.map((width, at) => (at === first && spare > 0 ? width + spare : width));
}

function shareOf({ chars, share = 1 }: Cell): number {
  return chars === undefined ? share : 0;
}

function styleOf({ size, bold = false, underline = false, inverted = false }: TextBlock | Cell) {
  return { wide: size?.wide ?? 1, high: size?.high ?? 1, bold, underline, inverted };
}

/** Undefined for a text without letters: a number reads left to right on whichever side it stands. */
function ownDirection({ text, direction = 'auto' }: TextBlock | Cell): Direction | undefined {
  return direction === 'auto' ? firstStrongDirection(text) : direction;
}

function side(align: Align | undefined, direction: Direction): CellBox['align'] {
  if (align === 'center') return 'center';
  return (align === 'end') === (direction === 'ltr') ? 'right' : 'left';
}
