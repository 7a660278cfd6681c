import type { CodePage } from '../escpos/code-pages.ts';

/** Everything ESC @ puts back. */
export interface Modes {
  font: 'A' | 'B';
  wide: number;
  high: number;
  bold: boolean;
  underline: boolean;
  inverted: boolean;
  align: 'left' | 'center' | 'right';
  pitchDots: number;
  spacingDots: number;
  marginDots: number;
  /** Undefined: to the right edge. */
  areaDots: number | undefined;
  codePage: CodePage;
  tabs: readonly number[];
  barDots: number;
  barHeightDots: number;
  /** Where a bar code's characters go. */
  legend: { readonly above: boolean; readonly below: boolean };
  /** Dots per horizontal and vertical motion unit. */
  unitX: number;
  unitY: number;
}

/** @source Epson, "ESC/POS Command Reference": the default of each command */
export const defaultModes: Readonly<Modes> = {
  font: 'A',
  wide: 1,
  high: 1,
  bold: false,
  underline: false,
  inverted: false,
  align: 'left',
  pitchDots: 30,
  spacingDots: 0,
  marginDots: 0,
  areaDots: undefined,
  codePage: 'cp437',
  tabs: Array.from({ length: 32 }, (_, at) => (at + 1) * 8),
  barDots: 3,
  barHeightDots: 162,
  legend: { above: false, below: false },
  unitX: 1,
  unitY: 1,
};
