import type { Bitmap } from './bitmap.ts';
import type { PaperDocument } from './document.ts';
import { encodeRows } from './escpos/encode.ts';
import { layoutDocument } from './layout/layout.ts';
import { previewBytes } from './paper/preview.ts';
import type { PrinterProfile } from './profiles/profile.ts';
import type { Fonts } from './text/fonts.ts';

export interface RenderedDocument {
  /** Everything to send, complete: no modes are left over from or for another document. */
  readonly bytes: Uint8Array;
  /** The same bytes as they will look, drawn when first asked for; only the printer's own letter shapes are a guess. */
  readonly bitmap: Bitmap;
}

/** A document as the bytes of one printer model. */
export function renderDocument(
  doc: PaperDocument,
  profile: PrinterProfile,
  fonts: Fonts,
): RenderedDocument {
  const bytes = encodeRows(layoutDocument(doc, profile, fonts), profile);
  let drawn: Bitmap | undefined;
  return {
    bytes,
    get bitmap() {
      drawn ??= previewBytes(bytes, profile, fonts);
      return drawn;
    },
  };
}
