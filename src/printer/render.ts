import type { Bitmap } from './bitmap.ts';
import type { PaperDocument } from './document.ts';
import { encodeRows } from './escpos/encode.ts';
import { layoutDocument } from './layout/layout.ts';
import { rowHighDots, type Row } from './layout/row.ts';
import { previewBytes } from './paper/preview.ts';
import type { PrinterProfile } from './profiles/profile.ts';
import type { Fonts } from './text/fonts.ts';

export interface RenderedDocument {
  /** Everything to send, complete: no modes are left over from or for another document. */
  readonly bytes: Uint8Array;
  /** The same bytes as they will look, drawn when first asked for; only the printer's own letter shapes are a guess. */
  readonly bitmap: Bitmap;
  /** Where each block of the document stands, in its order. One that leaves no mark has no height. */
  readonly places: readonly BlockPlace[];
}

/** From the top of the first sheet; `bottomDots` is exclusive. */
interface BlockPlace {
  readonly topDots: number;
  readonly bottomDots: number;
}

/** A document as the bytes of one printer model. */
export function renderDocument(
  doc: PaperDocument,
  profile: PrinterProfile,
  fonts: Fonts,
): RenderedDocument {
  const blocks = layoutDocument(doc, profile, fonts);
  const bytes = encodeRows(blocks.flat(), profile);
  let drawn: Bitmap | undefined;
  return {
    bytes,
    get bitmap() {
      drawn ??= previewBytes(bytes, profile, fonts);
      return drawn;
    },
    places: placesOf(blocks),
  };
}

function placesOf(blocks: readonly Row[][]): BlockPlace[] {
  let topDots = 0;
  return blocks.map((rows) => {
    const place = {
      topDots,
      bottomDots: topDots + rows.reduce((sum, row) => sum + rowHighDots(row), 0),
    };
    topDots = place.bottomDots;
    return place;
  });
}
