import { createBitmap, fillRect, type Bitmap } from '../bitmap.ts';
import { barcodePattern } from '../codes/barcode-patterns.ts';
import type { BarcodeBlock } from '../document.ts';

/** @source Epson, "ESC/POS Command Reference", GS k: systems of function A, and of function B less 65 */
const systems: Readonly<Record<number, BarcodeBlock['symbology']>> = {
  0: 'upca',
  2: 'ean13',
  3: 'ean8',
  4: 'code39',
  5: 'itf',
  8: 'code128',
};

/** The bars of a GS k command, or nothing for a symbology or text the model does not draw. */
export function barcodeOf(
  bytes: Uint8Array,
  barDots: number,
  heightDots: number,
): Bitmap | undefined {
  const system = bytes[2] ?? 0;
  const isB = system >= 65;
  const symbology = systems[isB ? system - 65 : system];
  const data = isB ? bytes.subarray(4) : bytes.subarray(3, -1);
  if (!symbology) return undefined;
  // code 128 data opens with its code set: {A, {B or {C
  const text = Buffer.from(data)
    .toString('latin1')
    .replace(/^\{[ABC]/, '')
    .replace(/^\*(.*)\*$/, '$1');
  try {
    const { modules } = barcodePattern(symbology, text);
    const bitmap = createBitmap(modules.length * barDots, heightDots);
    for (let at = 0; at < modules.length; at += 1) {
      if (modules[at] === '1')
        fillRect(bitmap, { x: at * barDots, y: 0, widthDots: barDots, heightDots });
    }
    return bitmap;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // a printer, too, prints nothing for bad data
    throw error;
  }
}
