import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap } from './bitmap.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * The picture as a PNG file, one bit per dot, black ink on white paper.
 *
 * @source W3C "Portable Network Graphics (PNG) Specification", sections 5 and 11.2
 */
export function bitmapToPng(bitmap: Bitmap): Uint8Array {
  const { widthDots, heightDots, strideBytes, data } = bitmap;
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, widthDots);
  header.setUint32(4, heightDots);
  header.setUint8(8, 1); // bits per sample; colour type 0 (greyscale) and the rest stay 0
  const rows = new Uint8Array((strideBytes + 1) * heightDots); // each row opens with filter 0
  for (let y = 0; y < heightDots; y += 1) {
    const row = y * (strideBytes + 1) + 1;
    for (let column = 0; column < strideBytes; column += 1) {
      rows[row + column] = ~(data[y * strideBytes + column] ?? 0) & 0xff; // PNG's 0 is black
    }
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(body.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}
