import type { Bitmap } from '../bitmap.ts';
import type { NativeSymbol } from '../escpos/native-codes.ts';
import type { CodePage } from '../escpos/code-pages.ts';
import { missingCase } from '../../shared/kit/missing-case.ts';

/** Width of a character of the printer's font A: the grid of every layout. */
export const cellWideDots = 12;

/** One step down the paper, ready to be encoded. */
export type Row =
  | TextRow
  | { readonly kind: 'dots'; readonly bitmap: Bitmap }
  | CodeRow
  | { readonly kind: 'cut'; readonly how: 'full' | 'partial' }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5 }
  | { readonly kind: 'buzzer'; readonly times: number };

/** Printers start with lines this far apart (Epson, "ESC/POS Command Reference", ESC 2); higher letters need more. */
const lineDots = 30;
const letterHighDots = 24;

/** How far the paper moves with this step; the feed to the blade is not part of the document. */
export function rowHighDots(row: Row): number {
  switch (row.kind) {
    case 'text':
      return Math.max(lineDots, ...row.segments.map(({ high }) => high * letterHighDots));
    case 'dots':
      return row.bitmap.heightDots;
    case 'code':
      return row.code.heightDots + 2 * row.code.quietDots;
    case 'cut':
    case 'drawer':
    case 'buzzer':
      return 0;
    default:
      return missingCase(row);
  }
}

/** A line in the printer's own font. */
export interface TextRow {
  readonly kind: 'text';
  /** Page that has every character above ASCII of this line. */
  readonly page?: CodePage;
  readonly segments: readonly TextSegment[];
}

export interface TextSegment {
  readonly text: string;
  readonly wide: number;
  readonly high: number;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverted: boolean;
}

/** A code the printer draws. */
export interface CodeRow {
  readonly kind: 'code';
  readonly code: NativeCode;
  readonly align: 'left' | 'center' | 'right';
}

export interface NativeCode {
  readonly symbol: NativeSymbol;
  /** What the printer makes of it, without the light paper around. */
  readonly heightDots: number;
  /** Light paper above and below. */
  readonly quietDots: number;
}
