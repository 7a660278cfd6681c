import { createBitmap, fillRect, type Bitmap } from '../bitmap.ts';
import { barcodePattern, type BarcodePattern } from '../codes/one-dimensional/index.ts';
import type { BarcodeBlock } from '../document.ts';
import { fromCode128Data } from '../escpos/native-codes.ts';
import { fontCells, type TextMark } from './marks.ts';
import { defaultModes } from './modes.ts';
import type { Machine } from './types.ts';

/** @source Epson, "ESC/POS Command Reference", GS k: systems of function A, and of function B less 65 */
const systems: Readonly<Record<number, BarcodeBlock['symbology']>> = {
  0: 'upca',
  1: 'upce',
  2: 'ean13',
  3: 'ean8',
  4: 'code39',
  5: 'itf',
  6: 'codabar',
  7: 'code93',
  8: 'code128',
};

/** GS k: bars with their characters where GS H put them; nothing when they are wider than the paper. */
export function printBarcode(machine: Machine, bytes: Uint8Array): void {
  const { barDots, barHeightDots, legend } = machine.modes;
  const pattern = patternOf(bytes);
  const bitmap = pattern && drawBars(pattern, barDots, barHeightDots);
  if (!bitmap || bitmap.widthDots > machine.spec.widthDots) return;
  const left = machine.line.alignedX(bitmap.widthDots);
  const addLegend = () => {
    const width = pattern.text.length * fontCells.A.wideDots;
    const x = Math.max(0, left + ((bitmap.widthDots - width) >> 1));
    machine.marks.push(legendMark(pattern.text, x, machine.y));
    machine.feed(fontCells.A.highDots);
  };
  if (legend.above) addLegend();
  machine.burnBlock({ bitmap, timesWide: 1, timesHigh: 1 });
  if (legend.below) addLegend();
}

function legendMark(text: string, x: number, y: number): TextMark {
  const { font, wide, high, bold, underline, inverted } = defaultModes;
  const look = { font, wide, high, bold, underline, inverted };
  return { kind: 'text', x, y, text, look, stepDots: fontCells.A.wideDots };
}

function patternOf(bytes: Uint8Array): BarcodePattern | undefined {
  const system = bytes[2] ?? 0;
  const isFunctionB = system >= 65;
  const symbology = systems[isFunctionB ? system - 65 : system];
  if (!symbology) return undefined;
  const data = isFunctionB ? bytes.subarray(4) : bytes.subarray(3, -1);
  const chars =
    symbology === 'code128' ? fromCode128Data(data) : Buffer.from(data).toString('latin1');
  const text = chars.replace(/^\*(.*)\*$/, '$1'); // the start and stop of code 39
  try {
    return barcodePattern(symbology, text);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // a printer, too, prints nothing for bad data
    throw error;
  }
}

function drawBars({ modules }: BarcodePattern, barDots: number, heightDots: number): Bitmap {
  const bitmap = createBitmap(modules.length * barDots, heightDots);
  for (let at = 0; at < modules.length; at += 1) {
    const bar = { x: at * barDots, y: 0, widthDots: barDots, heightDots };
    if (modules[at] === '1') fillRect(bitmap, bar);
  }
  return bitmap;
}
