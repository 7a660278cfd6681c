import { createBitmap, type Bitmap } from '../bitmap.ts';
import type { Correction } from '../codes/qr-tables.ts';

/** What is kept between storing a picture or a code and printing it. */
export interface Symbols {
  qr: { moduleDots: number; correction: Correction; data: Uint8Array };
  pdf417: {
    moduleDots: number;
    rowModules: number;
    /** Undefined: the printer chooses. */
    columns: number | undefined;
    correction: number | undefined;
    data: Uint8Array;
  };
  graphics: { bitmap: Bitmap; timesWide: number; timesHigh: number } | undefined;
  downloaded: Bitmap | undefined;
}

export function createSymbols(): Symbols {
  return {
    qr: { moduleDots: 3, correction: 'L', data: new Uint8Array(0) },
    pdf417: {
      moduleDots: 3,
      rowModules: 3,
      columns: undefined,
      correction: undefined,
      data: new Uint8Array(0),
    },
    graphics: undefined,
    downloaded: undefined,
  };
}

/** Rows of packed dots. */
export function fromRows(widthBytes: number, rows: number, data: Uint8Array): Bitmap {
  const whole = new Uint8Array(widthBytes * rows);
  whole.set(data.subarray(0, whole.length));
  return { widthDots: widthBytes * 8, heightDots: rows, strideBytes: widthBytes, data: whole };
}

/** Columns of `bytesHigh` bytes each, top dot in the highest bit. */
export function fromColumns(columns: number, bytesHigh: number, data: Uint8Array): Bitmap {
  const bitmap = createBitmap(columns, bytesHigh * 8);
  for (let x = 0; x < columns; x += 1) {
    for (let y = 0; y < bitmap.heightDots; y += 1) {
      const byte = data[x * bytesHigh + (y >> 3)] ?? 0;
      if ((byte & (0x80 >> (y & 7))) === 0) continue;
      const at = y * bitmap.strideBytes + (x >> 3);
      bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bitmap;
}
