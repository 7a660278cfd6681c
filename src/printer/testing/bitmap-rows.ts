import { dotAt, type Bitmap } from '../bitmap.ts';

/** A picture as lines of `#` and `.`, to be read by people. */
export function bitmapRows(bitmap: Bitmap): string[] {
  return Array.from({ length: bitmap.heightDots }, (_, y) =>
    Array.from({ length: bitmap.widthDots }, (_unused, x) =>
      dotAt(bitmap, x, y) ? '#' : '.',
    ).join(''),
  );
}

/** Smallest and largest column and row with ink. */
export function inkBox(bitmap: Bitmap) {
  const rows = bitmapRows(bitmap);
  const inked = rows.flatMap((row, y) => (row.includes('#') ? [{ row, y }] : []));
  return {
    left: Math.min(...inked.map(({ row }) => row.indexOf('#'))),
    right: Math.max(...inked.map(({ row }) => row.lastIndexOf('#'))),
    top: inked[0]?.y ?? -1,
    bottom: inked.at(-1)?.y ?? -1,
  };
}
