import { createBitmap, drawBitmap, type Bitmap } from '../bitmap.ts';
import { createStreamParser } from '../escpos/parse.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import type { Fonts } from '../text/fonts.ts';
import { drawSheet } from './ink.ts';
import type { Sheet } from './marks.ts';
import type { PaperSpec } from './types.ts';
import { createPaperModel } from './paper-model.ts';

export function paperSpec(profile: PrinterProfile): PaperSpec {
  return {
    widthDots: profile.widthDots,
    dotsPerInch: profile.dotsPerInch,
    headToCutDots: profile.headToCutDots,
    blade: profile.blade !== 'none',
    quirks: profile.quirks,
    codePages: profile.codePages,
  };
}

/** What a stream puts on paper, sheets below each other; an unfinished line is not on it. */
export function previewBytes(bytes: Uint8Array, profile: PrinterProfile, fonts: Fonts): Bitmap {
  const sheets: Sheet[] = [];
  const model = createPaperModel(paperSpec(profile), { onCut: (sheet) => sheets.push(sheet) });
  for (const token of createStreamParser().push(bytes)) model.execute(token);
  if (model.hasInk()) sheets.push(model.sheet());
  const pictures = sheets.map((sheet) => drawSheet(sheet, profile.widthDots, fonts));
  const heightDots = pictures.reduce((sum, picture) => sum + picture.heightDots, 0);
  const whole = createBitmap(profile.widthDots, heightDots);
  let y = 0;
  for (const picture of pictures) {
    drawBitmap(whole, picture, 0, y);
    y += picture.heightDots;
  }
  return whole;
}
