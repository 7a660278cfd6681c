import { printBarcode } from './barcode-command.ts';
import { codePageNames, type CodePage } from '../escpos/code-pages.ts';
import { defaultModes } from './modes.ts';
import type { Quirk } from '../profiles/profile.ts';
import type { Machine } from './types.ts';
import { fromColumns, fromRows } from './symbols.ts';
import { twoDimensionalCode } from './two-dimensional.ts';

type Execute = (machine: Machine, bytes: Uint8Array) => void;

const at = (bytes: Uint8Array, index: number) => bytes[index] ?? 0;
const word = (bytes: Uint8Array, index: number) => at(bytes, index) | (at(bytes, index + 1) << 8);
const signedWord = (bytes: Uint8Array, index: number) => (word(bytes, index) << 16) >> 16;
const has = ({ spec }: Machine, quirk: Quirk) => spec.quirks.includes(quirk);
const isOn = (bytes: Uint8Array) => (at(bytes, 2) & 1) === 1;

/** Commands by name; one that is not here changes nothing on paper. */
export const commandTable: Readonly<Record<string, Execute | undefined>> = {
  LF(machine) {
    const swallowed = machine.afterRaster && machine.line.isEmpty();
    if (swallowed && has(machine, 'swallows-lf-after-raster')) machine.afterRaster = false;
    else machine.line.finish(machine.modes.pitchDots);
  },
  HT: (machine) => machine.line.tab(),
  'ESC @': (machine) => machine.reset(),

  'ESC !': ({ modes }, bytes) => {
    const n = at(bytes, 2);
    modes.font = n & 1 ? 'B' : 'A';
    modes.bold = (n & 8) !== 0;
    modes.high = n & 16 ? 2 : 1;
    modes.wide = n & 32 ? 2 : 1;
    modes.underline = (n & 128) !== 0;
  },
  'GS !': ({ modes }, bytes) => {
    modes.wide = ((at(bytes, 2) >> 4) & 7) + 1;
    modes.high = (at(bytes, 2) & 7) + 1;
  },
  'ESC M': ({ modes }, bytes) => (modes.font = at(bytes, 2) % 48 === 1 ? 'B' : 'A'),
  'ESC E': ({ modes }, bytes) => (modes.bold = isOn(bytes)),
  'ESC G': ({ modes }, bytes) => (modes.bold = isOn(bytes)),
  'ESC -': ({ modes }, bytes) => (modes.underline = at(bytes, 2) % 48 !== 0),
  'GS B': ({ modes }, bytes) => (modes.inverted = isOn(bytes)),
  'ESC t'({ modes, spec }, bytes) {
    const isThat = (page: CodePage) => spec.codePages[page] === at(bytes, 2);
    modes.codePage = codePageNames.find(isThat) ?? defaultModes.codePage;
  },
  'ESC  ': ({ modes }, bytes) => (modes.spacingDots = at(bytes, 2)),

  'ESC a': ({ modes }, bytes) => {
    modes.align = (['left', 'center', 'right'] as const)[at(bytes, 2) % 48] ?? 'left';
  },
  'GS L': ({ modes }, bytes) => (modes.marginDots = word(bytes, 2) * modes.unitX),
  'GS W': ({ modes }, bytes) => (modes.areaDots = word(bytes, 2) * modes.unitX),
  'ESC $'(machine, bytes) {
    if (!machine.line.isEmpty() && has(machine, 'ignores-moving-after-text')) return;
    machine.line.moveTo(word(bytes, 2) * machine.modes.unitX);
  },
  'ESC \\'(machine, bytes) {
    const dots = signedWord(bytes, 2) * machine.modes.unitX;
    if (dots >= 0 || !has(machine, 'ignores-moving-back')) machine.line.moveBy(dots);
  },
  'ESC D': ({ modes }, bytes) => (modes.tabs = [...bytes.subarray(2, -1)]),
  'GS P': ({ modes, spec }, bytes) => {
    modes.unitX = at(bytes, 2) === 0 ? 1 : spec.dotsPerInch / at(bytes, 2);
    modes.unitY = at(bytes, 3) === 0 ? 1 : spec.dotsPerInch / at(bytes, 3);
  },

  'ESC 2': ({ modes }) => (modes.pitchDots = 30),
  'ESC 3': ({ modes }, bytes) => (modes.pitchDots = at(bytes, 2) * modes.unitY),
  'ESC J'(machine, bytes) {
    if (!has(machine, 'ignores-esc-j')) machine.line.finish(at(bytes, 2) * machine.modes.unitY);
  },
  'ESC d': (machine, bytes) => machine.line.finish(at(bytes, 2) * machine.modes.pitchDots),

  'ESC *'(machine, bytes) {
    const mode = at(bytes, 2);
    const tall = mode >= 32;
    const picture = fromColumns(word(bytes, 3), tall ? 3 : 1, bytes.subarray(5));
    const timesHigh = tall || has(machine, 'esc-star-single-rows') ? 1 : 3;
    machine.line.addDots(picture, mode % 32 === 0 ? 2 : 1, timesHigh);
  },
  'GS v'(machine, bytes) {
    const bitmap = fromRows(word(bytes, 4), word(bytes, 6), bytes.subarray(8));
    const mode = at(bytes, 3);
    machine.burnBlock({ bitmap, timesWide: mode & 1 ? 2 : 1, timesHigh: mode & 2 ? 2 : 1 });
    machine.afterRaster = true;
  },
  'GS *': ({ symbols }, bytes) => {
    symbols.downloaded = fromColumns(at(bytes, 2) * 8, at(bytes, 3), bytes.subarray(4));
  },
  'GS /': (machine, bytes) => {
    const { downloaded } = machine.symbols;
    const mode = at(bytes, 2);
    if (!downloaded) return;
    machine.burnBlock({
      bitmap: downloaded,
      timesWide: mode & 1 ? 2 : 1,
      timesHigh: mode & 2 ? 2 : 1,
    });
  },
  'GS (': (machine, bytes) => {
    const letter = String.fromCharCode(at(bytes, 2));
    if (letter === 'L') graphics(machine, bytes.subarray(5));
    if (letter === 'k') twoDimensionalCode(machine, bytes.subarray(5));
  },
  'GS 8': (machine, bytes) => graphics(machine, bytes.subarray(7)),

  'GS h': ({ modes }, bytes) => (modes.barHeightDots = at(bytes, 2)),
  'GS w': ({ modes }, bytes) => (modes.barDots = at(bytes, 2)),
  'GS H'({ modes }, bytes) {
    const where = at(bytes, 2) % 48;
    modes.legend = { above: (where & 1) !== 0, below: (where & 2) !== 0 };
  },
  'GS k': printBarcode,

  'GS V'(machine, bytes) {
    const [, , how = 0, extra = 0] = bytes;
    if (how % 32 === 2 && has(machine, 'ignores-gs-v-66')) return;
    const { blade, headToCutDots } = machine.spec;
    if (!machine.line.isEmpty()) machine.line.finish(0);
    if (bytes.length > 3) machine.feed((blade ? headToCutDots : 0) + extra * machine.modes.unitY);
    machine.cut();
  },
  'ESC i': (machine) => machine.cut(),
  'ESC m': (machine) => machine.cut(),
  'ESC p': ({ events }, bytes) => events.onDrawer?.(at(bytes, 2) % 48 === 1 ? 5 : 2),
  'ESC B': ({ events }) => events.onBuzzer?.(),
};

/** GS ( L and GS 8 L: function 112 stores rows of dots, 50 prints them. */
function graphics(machine: Machine, body: Uint8Array): void {
  const operation = at(body, 1);
  if (operation === 112) {
    const widthBytes = Math.ceil(word(body, 6) / 8);
    const bitmap = fromRows(widthBytes, word(body, 8), body.subarray(10));
    machine.symbols.graphics = { bitmap, timesWide: at(body, 3), timesHigh: at(body, 4) };
  }
  if ((operation === 50 || operation === 2) && machine.symbols.graphics) {
    machine.burnBlock(machine.symbols.graphics);
  }
}
