import { createLineBuffer, type LineBuffer } from './line-buffer.ts';
import type { DotsMark, Mark, Sheet } from './marks.ts';
import { defaultModes, type Modes } from './modes.ts';
import { createSymbols, type Symbols } from './symbols.ts';

/** The paper and mechanism a stream is played on. */
export interface PaperSpec {
  readonly widthDots: number;
  readonly dotsPerInch: number;
  /** Dots from the head to the blade. */
  readonly headToCutDots: number;
  readonly blade: boolean;
}

export interface PaperEvents {
  readonly onCut: (sheet: Sheet) => void;
  readonly onDrawer?: (pin: 2 | 5) => void;
  readonly onBuzzer?: () => void;
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
  feed(dots: number): void;
  /** Burns a block, aligned in the print area, and moves past it. */
  burnBlock(block: Omit<DotsMark, 'x' | 'y' | 'kind'>): void;
  /** Everything above `cutY`; what was burnt below it stays on the next sheet. */
  takeSheet(cutY: number): Sheet;
  cut(): void;
  reset(): void;
}

export function createMachine(spec: PaperSpec, events: PaperEvents): Machine {
  const machine: Machine = {
    spec,
    events,
    modes: { ...defaultModes },
    symbols: createSymbols(),
    marks: [],
    y: 0,
    moved: 0,
    line: createLineBuffer(() => machine),
    feed(dots) {
      const whole = Math.max(0, Math.round(dots));
      machine.y += whole;
      machine.moved += whole;
    },
    burnBlock(block) {
      if (!machine.line.isEmpty()) machine.line.finish(0);
      const x = machine.line.alignedX(block.bitmap.widthDots * block.timesWide);
      machine.marks.push({ ...block, kind: 'dots', x, y: machine.y });
      machine.feed(block.bitmap.heightDots * block.timesHigh);
    },
    takeSheet(cutY) {
      const sheet = { heightDots: cutY, marks: machine.marks.filter((mark) => mark.y < cutY) };
      machine.marks = machine.marks
        .filter((mark) => mark.y >= cutY)
        .map((mark) => ({ ...mark, y: mark.y - cutY }));
      machine.y = Math.max(0, machine.y - cutY);
      return sheet;
    },
    cut() {
      const cutY = machine.y - spec.headToCutDots;
      if (!spec.blade || cutY <= 0) return;
      const sheet = machine.takeSheet(cutY);
      if (machine.marks.length === 0) machine.y = 0; // blank paper between head and blade is no content
      if (sheet.marks.length > 0) events.onCut(sheet);
    },
    reset() {
      machine.modes = { ...defaultModes };
      machine.line.clear();
      machine.symbols = createSymbols();
    },
  };
  return machine;
}
