import type { Bitmap } from '../../../../printer/index.ts';
import type { PaperFacts } from '../paper-facts.ts';

/** What every element is compiled for. */
export interface CompileContext {
  readonly facts: PaperFacts;
  /** Normal characters across. */
  readonly columns: number;
  /** Paper of 58 mm: laid out for itself, not squeezed. */
  readonly isNarrow: boolean;
  readonly widthDots: number;
  /** The picture made so wide; nothing when there is none. */
  readonly logo: (logoId: string, widthDots: number) => Bitmap | undefined;
}

/** Between the columns of 58 mm (30 to 35) and of 80 mm paper (42 and more). */
const narrowColumns = 38;

export function isNarrowPaper({ columns }: { readonly columns: number }): boolean {
  return columns <= narrowColumns;
}
