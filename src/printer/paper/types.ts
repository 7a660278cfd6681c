import type { Bitmap } from '../bitmap.ts';
import type { CodePage } from '../escpos/code-pages.ts';
import type { Quirk } from '../profiles/profile.ts';
import type { DotsMark, Mark, Sheet } from './marks.ts';
import type { Modes } from './modes.ts';
import type { Symbols } from './symbols.ts';

/** The paper and mechanism a stream is played on. */
export interface PaperSpec {
  readonly widthDots: number;
  readonly dotsPerInch: number;
  /** Dots from the head to the blade. */
  readonly headToCutDots: number;
  readonly blade: boolean;
  readonly quirks: readonly Quirk[];
  /** Where the model keeps its code pages; other numbers show as the first page. */
  readonly codePages: Partial<Record<CodePage, number>>;
}

export interface PaperEvents {
  readonly onCut: (sheet: Sheet) => void;
  readonly onDrawer?: (pin: 2 | 5) => void;
  readonly onBuzzer?: () => void;
}

/** The unfinished line: nothing in it is on paper before a feed. */
export interface LineBuffer {
  addText(bytes: Uint8Array): void;
  addDots(bitmap: Bitmap, timesWide: number, timesHigh: number): void;
  moveTo(x: number): void;
  moveBy(dots: number): void;
  tab(): void;
  isEmpty(): boolean;
  /** Burns the line and feeds `feedDots`, but never less than the line is high. */
  finish(feedDots: number): void;
  clear(): void;
  /** Where something that wide stands in the print area. */
  alignedX(widthDots: number): number;
}

/** What the commands work on. */
export interface Machine {
  readonly spec: PaperSpec;
  readonly events: PaperEvents;
  readonly line: LineBuffer;
  modes: Modes;
  symbols: Symbols;
  /** Burnt since the last cut. */
  marks: Mark[];
  /** Where the head is, from the top of the sheet. */
  y: number;
  /** Dots fed since the start. */
  moved: number;
  /** The last thing printed was a picture, not a line. */
  afterRaster: boolean;
  feed(dots: number): void;
  /** Burns a block, aligned in the print area, and moves past it. */
  burnBlock(block: Omit<DotsMark, 'x' | 'y' | 'kind'>): void;
  /** Everything above `cutY`; what was burnt below it stays on the next sheet. */
  takeSheet(cutY: number): Sheet;
  cut(): void;
  reset(): void;
}
