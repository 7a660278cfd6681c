import { createBitmap, dotAt, type Bitmap } from '../bitmap.ts';

/** Rows of gray, a byte a pixel: 0 black to 255 white. */
export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const white = 255;

/**
 * The picture in another width, its shape kept. Every new pixel is the mean of the area it covers, so that thin lines
 * become lighter instead of vanishing.
 */
export function scaleGray(picture: GrayPicture, width: number): GrayPicture {
  if (width === picture.width) return picture;
  const height = Math.max(1, Math.round((picture.height * width) / picture.width));
  const across = shares(picture.width, width);
  const down = shares(picture.height, height);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = meanRow(picture, down[y] ?? []);
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (const { at, share } of across[x] ?? []) sum += (row[at] ?? 0) * share;
      data[y * width + x] = Math.round(sum);
    }
  }
  return { width, height, data };
}

interface Share {
  readonly at: number;
  readonly share: number;
}

/** For each of `to` places the ones of `from` that it covers, and how much of it each makes up. */
function shares(from: number, to: number): Share[][] {
  const step = from / to;
  return Array.from({ length: to }, (_, place) => {
    const start = place * step;
    const end = start + step;
    const covered: Share[] = [];
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at += 1) {
      const share = (Math.min(end, at + 1) - Math.max(start, at)) / step;
      if (share > 0) covered.push({ at, share });
    }
    return covered;
  });
}

function meanRow({ width, data }: GrayPicture, rows: readonly Share[]): Float64Array {
  const mean = new Float64Array(width);
  for (const { at, share } of rows) {
    const start = at * width;
    for (let x = 0; x < width; x += 1) mean[x] = (mean[x] ?? 0) + (data[start + x] ?? 0) * share;
  }
  return mean;
}

export function toGray(bitmap: Bitmap): GrayPicture {
  const { widthDots: width, heightDots: height } = bitmap;
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1) {
    data[at] = dotAt(bitmap, at % width, Math.floor(at / width)) ? 0 : white;
  }
  return { width, height, data };
}

/**
 * Dots as they were stored: the `data` of a bitmap, rows filled up to whole bytes.
 *
 * @throws RangeError when the bytes are not those of such a picture
 */
export function bitmapFromPacked(widthDots: number, heightDots: number, data: Uint8Array): Bitmap {
  const bitmap = createBitmap(widthDots, heightDots);
  if (data.length !== bitmap.data.length) {
    throw new RangeError(
      `${data.length} bytes are no picture of ${widthDots} × ${heightDots} dots`,
    );
  }
  const spareBits = bitmap.strideBytes * 8 - widthDots;
  bitmap.data.set(data);
  for (let at = bitmap.strideBytes - 1; at < data.length; at += bitmap.strideBytes) {
    bitmap.data[at] = (data[at] ?? 0) & (0xff << spareBits);
  }
  return bitmap;
}
