import type { Bitmap } from '../bitmap.ts';
import type { CodePage } from '../escpos/code-pages.ts';

/** Width of a character of the printer's font A: the grid of every layout. */
export const cellWideDots = 12;

/** One step down the paper, ready to be encoded. */
export type Row =
  | TextRow
  | { readonly kind: 'dots'; readonly bitmap: Bitmap }
  | { readonly kind: 'cut'; readonly how: 'full' | 'partial' }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5 }
  | { readonly kind: 'buzzer'; readonly times: number };

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
