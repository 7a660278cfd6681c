import type { Bitmap } from '../bitmap.ts';
import type { EpochMs } from '../../shared/kit/clock.ts';
import { drawSheet } from '../paper/ink.ts';
import { sheetText, type Sheet } from '../paper/marks.ts';
import { bitmapToPng } from '../png.ts';
import type { Fonts } from '../text/fonts.ts';

/** A piece of paper somebody could pick up. */
export interface VirtualTicket {
  /** `t1`, `t2` … in the order they came out. */
  readonly id: string;
  /** Lines in the printer's own font; lines made of dots are only in the picture. */
  readonly text: string;
  /** What made it, from the first byte after the piece before. */
  readonly bytes: Uint8Array;
  readonly printedAt: EpochMs;
  /** Cut off; false: a job broke off and the next one started below it on the same paper. */
  readonly complete: boolean;
  /** Drawn when first asked for. */
  readonly bitmap: Bitmap;
  readonly png: Uint8Array;
}

interface TicketFacts {
  readonly id: string;
  readonly sheet: Sheet;
  readonly bytes: Uint8Array;
  readonly printedAt: EpochMs;
  readonly complete: boolean;
}

export function toTicket(facts: TicketFacts, widthDots: number, fonts: Fonts): VirtualTicket {
  const { sheet, ...rest } = facts;
  let drawn: Bitmap | undefined;
  const draw = () => (drawn ??= drawSheet(sheet, widthDots, fonts));
  return {
    ...rest,
    text: sheetText(sheet),
    get bitmap() {
      return draw();
    },
    get png() {
      return bitmapToPng(draw());
    },
  };
}
