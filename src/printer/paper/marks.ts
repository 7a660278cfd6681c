import type { Bitmap } from '../bitmap.ts';

/** Something burnt into the paper; x and y are its top left corner in dots. */
export type Mark = TextMark | DotsMark;

export interface TextLook {
  readonly font: 'A' | 'B';
  readonly wide: number;
  readonly high: number;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverted: boolean;
}

/** Characters of the printer's own font, one cell after the other. */
export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly look: TextLook;
  /** Cell plus the spacing after it. */
  readonly stepDots: number;
}

export interface DotsMark {
  readonly kind: 'dots';
  readonly x: number;
  readonly y: number;
  readonly bitmap: Bitmap;
  readonly timesWide: number;
  readonly timesHigh: number;
}

/** A piece of paper between two cuts. */
export interface Sheet {
  readonly heightDots: number;
  readonly marks: readonly Mark[];
}

/** @source Epson, "ESC/POS Command Reference", ESC M: sizes of fonts A and B on 80 mm printers */
export const fontCells = {
  A: { wideDots: 12, highDots: 24 },
  B: { wideDots: 9, highDots: 17 },
} as const;

export function cellOf(look: TextLook): { wideDots: number; highDots: number } {
  const cell = fontCells[look.font];
  return { wideDots: cell.wideDots * look.wide, highDots: cell.highDots * look.high };
}

export function markHeight(mark: Mark): number {
  return mark.kind === 'text'
    ? cellOf(mark.look).highDots
    : mark.bitmap.heightDots * mark.timesHigh;
}

/** The text a sheet's own-font lines show, columns kept by spaces; lines made of dots are not in it. */
export function sheetText(sheet: Sheet): string {
  const lines = new Map<number, TextMark[]>();
  for (const mark of sheet.marks) {
    if (mark.kind !== 'text') continue;
    const base = mark.y + markHeight(mark);
    lines.set(base, [...(lines.get(base) ?? []), mark]);
  }
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([, marks]) => lineText(marks))
    .join('\n');
}

function lineText(marks: readonly TextMark[]): string {
  let text = '';
  let end = 0;
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const gap = Math.round((mark.x - end) / fontCells[mark.look.font].wideDots);
    text += ' '.repeat(Math.max(0, gap)) + mark.text;
    end = mark.x + mark.text.length * mark.stepDots;
  }
  return text.trimEnd();
}
