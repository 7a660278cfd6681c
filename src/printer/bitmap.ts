/** Black and white dots, packed eight to a byte, leftmost in the highest bit, 1 = black: a raster printer's own form. */
export interface Bitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly strideBytes: number;
  readonly data: Uint8Array;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly widthDots: number;
  readonly heightDots: number;
}

export function createBitmap(widthDots: number, heightDots: number): Bitmap {
  const strideBytes = Math.ceil(widthDots / 8);
  return { widthDots, heightDots, strideBytes, data: new Uint8Array(strideBytes * heightDots) };
}

/** False outside the picture. */
export function dotAt(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return false;
  return ((bitmap.data[y * bitmap.strideBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

export function setDot(bitmap: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return;
  const at = y * bitmap.strideBytes + (x >> 3);
  bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7));
}

export function fillRect(bitmap: Bitmap, rect: Rect): void {
  changeRect(bitmap, rect, (byte, mask) => byte | mask);
}

export function invertRect(bitmap: Bitmap, rect: Rect): void {
  changeRect(bitmap, rect, (byte, mask) => byte ^ mask);
}

function changeRect(
  bitmap: Bitmap,
  rect: Rect,
  change: (byte: number, mask: number) => number,
): void {
  const left = Math.max(0, rect.x);
  const right = Math.min(bitmap.widthDots, rect.x + rect.widthDots);
  const bottom = Math.min(bitmap.heightDots, rect.y + rect.heightDots);
  if (right <= left) return;
  const first = left >> 3;
  const last = (right - 1) >> 3;
  for (let y = Math.max(0, rect.y); y < bottom; y += 1) {
    for (let column = first; column <= last; column += 1) {
      let mask = 0xff;
      if (column === first) mask &= 0xff >> (left & 7);
      if (column === last) mask &= 0xff << (7 - ((right - 1) & 7));
      const at = y * bitmap.strideBytes + column;
      bitmap.data[at] = change(bitmap.data[at] ?? 0, mask & 0xff);
    }
  }
}

/** Adds the black dots of `source` with its top left corner at (x, y); what falls outside is clipped. */
export function drawBitmap(target: Bitmap, source: Bitmap, x: number, y: number): void {
  const shift = x & 7;
  const firstColumn = x >> 3;
  const fromRow = Math.max(0, -y);
  const toRow = Math.min(source.heightDots, target.heightDots - y);
  for (let row = fromRow; row < toRow; row += 1) {
    const from = row * source.strideBytes;
    const to = (y + row) * target.strideBytes;
    for (let column = 0; column < source.strideBytes; column += 1) {
      const byte = source.data[from + column] ?? 0;
      if (byte === 0) continue;
      addByte(target, to, firstColumn + column, byte >> shift);
      if (shift !== 0) addByte(target, to, firstColumn + column + 1, (byte << (8 - shift)) & 0xff);
    }
  }
}

function addByte(target: Bitmap, rowStart: number, column: number, byte: number): void {
  if (column < 0 || column >= target.strideBytes) return;
  const spare = target.strideBytes * 8 - target.widthDots;
  const visible = column === target.strideBytes - 1 ? byte & (0xff << spare) : byte;
  target.data[rowStart + column] = (target.data[rowStart + column] ?? 0) | visible;
}

/** Every dot becomes a block of dots. */
export function magnify(source: Bitmap, timesWide: number, timesHigh: number): Bitmap {
  if (timesWide === 1 && timesHigh === 1) return source;
  const result = createBitmap(source.widthDots * timesWide, source.heightDots * timesHigh);
  for (let y = 0; y < source.heightDots; y += 1) {
    for (let x = 0; x < source.widthDots; x += 1) {
      if (!dotAt(source, x, y)) continue;
      fillRect(result, {
        x: x * timesWide,
        y: y * timesHigh,
        widthDots: timesWide,
        heightDots: timesHigh,
      });
    }
  }
  return result;
}
