import { createLineBuffer } from './line-buffer.ts';
import { defaultModes } from './modes.ts';
import { createSymbols } from './symbols.ts';
import type { Machine, PaperEvents, PaperSpec } from './types.ts';

export function createMachine(spec: PaperSpec, events: PaperEvents): Machine {
  const machine: Machine = {
    spec,
    events,
    modes: { ...defaultModes },
    symbols: createSymbols(),
    marks: [],
    y: 0,
    moved: 0,
    afterRaster: false,
    line: createLineBuffer(() => machine),
    feed(dots) {
      const whole = Math.max(0, Math.round(dots));
      machine.y += whole;
      machine.moved += whole;
      machine.afterRaster = false;
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
      // without a blade this is where a person tears
      const cutY = machine.y - (spec.blade ? spec.headToCutDots : 0);
      if (cutY <= 0) return;
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
