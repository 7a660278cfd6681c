import type { Token } from '../escpos/parse.ts';
import { commandTable } from './command-table.ts';
import { createMachine } from './machine.ts';
import type { Sheet } from './marks.ts';
import type { PaperEvents, PaperSpec } from './types.ts';

/** Plays commands the way a printer does: modes, an unfinished line, paper that only moves forward. */
export interface PaperModel {
  execute(token: Token): void;
  /** What is burnt since the last cut. */
  sheet(): Sheet;
  /** Dots the paper has moved since the model was made. */
  movedDots(): number;
  /** True when something is burnt since the last cut. */
  hasInk(): boolean;
  /** Takes the paper off as it is, without a cut. */
  tear(): Sheet;
  /** Forgets the unfinished line and every mode, as switching off does. The paper stays. */
  reset(): void;
}

export function createPaperModel(spec: PaperSpec, events: PaperEvents): PaperModel {
  const machine = createMachine(spec, events);
  return {
    execute(token) {
      if (token.name === 'text') machine.line.addText(token.bytes);
      else commandTable[token.name]?.(machine, token.bytes);
    },
    sheet: () => ({ heightDots: machine.y, marks: machine.marks }),
    movedDots: () => machine.moved,
    hasInk: () => machine.marks.length > 0,
    tear: () => machine.takeSheet(machine.y),
    reset: () => machine.reset(),
  };
}
