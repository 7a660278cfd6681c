import type { BarcodeBlock } from '../../document.ts';
import { codabar } from './codabar.ts';
import { code128 } from './code128.ts';
import { code39 } from './code39.ts';
import { code93 } from './code93.ts';
import { ean13, ean8, upcA, upcE } from './ean.ts';
import { itf } from './itf.ts';
import type { BarcodePattern } from './pattern.ts';

export type { BarcodePattern } from './pattern.ts';

const asItIs = (modulesOf: (text: string) => string) => (text: string) => ({
  modules: modulesOf(text),
  text,
});

const symbologies: Record<BarcodeBlock['symbology'], (text: string) => BarcodePattern> = {
  codabar: asItIs(codabar),
  code128: asItIs(code128),
  code39: asItIs(code39),
  code93: asItIs(code93),
  ean13,
  ean8,
  itf: asItIs(itf),
  upca: upcA,
  upce: upcE,
};

/** @throws RangeError when the symbology has no way to write the text */
export function barcodePattern(symbology: BarcodeBlock['symbology'], text: string): BarcodePattern {
  return symbologies[symbology](text);
}
