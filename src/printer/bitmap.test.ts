import { describe, expect, test } from 'vitest';
import { PNG } from 'pngjs';
import { createBitmap, drawBitmap, fillRect, invertRect, magnify, setDot } from './bitmap.ts';
import { bitmapToPng } from './png.ts';
import { bitmapRows } from './testing/bitmap-rows.ts';

function dots(...rows: string[]) {
  const bitmap = createBitmap(rows[0]?.length ?? 0, rows.length);
  rows.forEach((row, y) =>
    Array.from(row).forEach((dot, x) => dot === '#' && setDot(bitmap, x, y)),
  );
  return bitmap;
}

describe('bitmaps', () => {
  test('a picture is drawn at any place, and what falls outside is cut off', () => {
    const stamp = dots('##', '.#');
    for (const [x, y] of [
      [0, 0],
      [7, 1],
      [-1, -1],
      [9, 2],
    ] as const) {
      const paper = createBitmap(10, 3);
      drawBitmap(paper, stamp, x, y);
      const expected = bitmapRows(createBitmap(10, 3)).map((row, rowAt) =>
        Array.from(row, (_, columnAt) =>
          (['##', '.#'][rowAt - y] ?? '')[columnAt - x] === '#' ? '#' : '.',
        ).join(''),
      );
      expect(bitmapRows(paper)).toEqual(expected);
    }
  });

  test('filling and inverting keep to their rectangle across byte borders', () => {
    const paper = createBitmap(20, 2);
    fillRect(paper, { x: 3, y: 0, widthDots: 14, heightDots: 1 });
    invertRect(paper, { x: 6, y: 0, widthDots: 4, heightDots: 2 });
    expect(bitmapRows(paper)).toEqual(['...###....#######...', '......####..........']);
  });

  test('a dot grows to a block', () => {
    const small = dots('#.', '.#');
    const large = magnify(small, 3, 3);
    expect(bitmapRows(large)[4]).toBe('...###');
  });

  test('the PNG shows the same dots to another program', () => {
    const bitmap = dots('#..#..#..#', '.#.#.#.#.#', '##########');
    const { width, height, data } = PNG.sync.read(Buffer.from(bitmapToPng(bitmap)));
    const rows = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_unused, x) =>
        data[(y * width + x) * 4] === 0 ? '#' : '.',
      ).join(''),
    );
    expect(rows).toEqual(bitmapRows(bitmap));
  });
});
