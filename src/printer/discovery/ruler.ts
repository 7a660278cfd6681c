import { createBitmap, fillRect, type Bitmap } from '../bitmap.ts';
import type { PaperDocument } from '../document.ts';
import { printerProfiles } from '../profiles/index.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { renderDocument, type RenderedDocument } from '../render.ts';
import type { Fonts } from '../text/fonts.ts';
import { drawLine, inkLines } from '../text/line.ts';

/** Widths of print heads in dots. @source escpos-printer-db v26.07.27 (CC BY 4.0); 420: Epson TM-T20III on 58 mm paper */
export const rulerWidths: readonly number[] = [384, 400, 416, 420, 432, 504, 512, 546, 576, 640];

const widest = Math.max(...rulerWidths);
const charDots = 12;

const mark = { heightDots: 32, emHigh: 27, emWide: 23, baseline: 24, tickDots: 4, gapDots: 6 };

/**
 * A ruler for somebody to read the width off: one mark for each width, its number before a thick line at the very end. The
 * largest number whose line is there is the printer's width, whatever `model` says. Captions are set on the left; keep their
 * lines under 32 characters.
 */
export function renderRuler(
  model: PrinterProfile,
  fonts: Fonts,
  captions: readonly string[] = [],
): RenderedDocument {
  return renderDocument(rulerDocument(fonts, captions), widerThanAny(model), fonts);
}

function rulerDocument(fonts: Fonts, captions: readonly string[]): PaperDocument {
  const isRightToLeft = (text: string) => /[\u0590-\u08ff]/.test(text);
  return {
    blocks: [
      ...captions.map((text) => ({
        kind: 'text' as const,
        text,
        align: isRightToLeft(text) ? ('end' as const) : ('start' as const),
      })),
      ...rulerWidths.map((widthDots) => ({
        kind: 'image' as const,
        bitmap: rulerMark(widthDots, fonts),
        align: 'start' as const,
      })),
      { kind: 'cut' },
    ],
  };
}

/** Each printer cuts off where it ends. */
function widerThanAny(model: PrinterProfile): PrinterProfile {
  return { ...model, widthDots: widest, columns: Math.floor(widest / charDots), text: 'raster' };
}

function rulerMark(widthDots: number, fonts: Fonts): Bitmap {
  const { heightDots, emHigh, emWide, baseline, tickDots, gapDots } = mark;
  const bitmap = createBitmap(widthDots, heightDots);
  const x = widthDots - tickDots;
  fillRect(bitmap, { x, y: 0, widthDots: tickDots, heightDots: heightDots - 4 });
  fillRect(bitmap, { x: 0, y: heightDots - 6, widthDots, heightDots: 2 });
  const ink = { face: fonts.bold, emWide, emHigh };
  const [number] = inkLines(String(widthDots), 'ltr', ink, widthDots);
  if (number) drawLine(bitmap, number, x - gapDots - number.widthDots, baseline);
  return bitmap;
}

/** What somebody read off the ruler, or nothing when no mark has that number. */
export function widthFromRuler(
  answer: number,
): { widthDots: number; profileIds: readonly string[] } | undefined {
  if (!rulerWidths.includes(answer)) return undefined;
  const profiles = Object.values(printerProfiles).filter(({ widthDots }) => widthDots === answer);
  const generic = profiles.filter(({ vendor }) => vendor === 'Generic');
  return {
    widthDots: answer,
    profileIds: [...new Set([...generic, ...profiles])].map(({ id }) => id),
  };
}
