import { describe, expect, test } from 'vitest';
import { createBitmap, dotAt, fillRect, type Bitmap } from '../bitmap.ts';
import { seededRandom } from '../../shared/kit/random.ts';
import { bitmapRows } from '../testing/bitmap-rows.ts';
import { ditherGray, resizeBitmap, type DitherMethod } from './dither.ts';
import { bitmapFromPacked, scaleGray } from './gray.ts';

const width = 128;
const height = 96;

function gray(toneAt: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) =>
    Math.round(toneAt(at % width, Math.floor(at / width))),
  );
}

function blackShare(bitmap: Bitmap): number {
  const dots = bitmapRows(bitmap).join('');
  return dots.split('#').length / dots.length;
}

/** A ring in one colour on another, its edges softened as a browser would. */
function ring(ink: number, paper: number): Uint8Array {
  return gray((x, y) => {
    const distance = Math.abs(Math.hypot(x - 64, y - 48) - 34);
    const cover = Math.min(1, Math.max(0, 8.5 - distance));
    return paper + (ink - paper) * cover;
  });
}

/** Light falling across a face: all tones, softly, and the grain of a sensor. */
function photograph(): Uint8Array {
  const random = seededRandom(3);
  return gray((x, y) => {
    const light = 128 + 90 * Math.sin(x / 23) * Math.cos(y / 19) + (x - 64) / 3;
    return Math.min(255, Math.max(0, light + (random() - 0.5) * 20));
  });
}

describe('a logo', () => {
  test.each([
    ['black on white', 10, 250],
    ['yellow on white', 226, 255],
    ['red on gray', 76, 190],
  ])('%s keeps clean edges', (_name, ink, paper) => {
    const bitmap = ditherGray(ring(ink, paper), width, height);
    const clean = ditherGray(ring(0, 255), width, height, { method: 'threshold' });
    const other = bitmapRows(clean).join('');
    const differing = Array.from(bitmapRows(bitmap).join('')).filter(
      (dot, at) => dot !== other[at],
    );
    // tones of the soft edge round to one side or the other; the edge is 440 dots long
    expect(differing.length).toBeLessThan(60);
    expect(dotAt(bitmap, 64, 48)).toBe(false);
    expect(dotAt(bitmap, 64, 14)).toBe(true);
  });

  test('white on black stays white on black', () => {
    const bitmap = ditherGray(ring(255, 0), width, height);
    expect(dotAt(bitmap, 64, 48)).toBe(true);
    expect(dotAt(bitmap, 64, 14)).toBe(false);
  });

  test('is not invented where there is nothing: blank paper with a little noise stays blank', () => {
    const random = seededRandom(9);
    const bitmap = ditherGray(
      gray(() => 245 + random() * 10),
      width,
      height,
    );
    expect(bitmap.data.every((byte) => byte === 0)).toBe(true);
  });

  test('keeps its thin lines when it is made smaller', () => {
    const lines = gray((x) => (x % 16 === 0 ? 0 : 255));
    const rows = bitmapRows(ditherGray(lines, width, height, { widthDots: 64 }));
    expect(rows[10]).toBe('#.......'.repeat(8));
  });
});

describe('a photograph', () => {
  const mean = photograph().reduce((sum, tone) => sum + tone, 0) / (width * height);

  test.each<[DitherMethod, number]>([
    ['floyd_steinberg', 0.02],
    ['atkinson', 0.12],
  ])('by %s is as dark as it was', (method, within) => {
    const bitmap = ditherGray(photograph(), width, height, { method });
    expect(Math.abs(blackShare(bitmap) - (1 - mean / 255))).toBeLessThan(within);
  });

  test('is told from line art: dots are spread in it, not cut out of it', () => {
    const chosen = bitmapRows(ditherGray(photograph(), width, height));
    const cut = bitmapRows(ditherGray(photograph(), width, height, { method: 'threshold' }));
    const edges = (rows: string[]) => rows.join('').match(/#\./g)?.length ?? 0;
    expect(edges(chosen)).toBeGreaterThan(4 * edges(cut));
  });

  test('with more contrast has cleaner lights', () => {
    const soft = (contrast: number) =>
      ditherGray(
        gray(() => 215),
        width,
        height,
        { method: 'floyd_steinberg', contrast },
      );
    expect(blackShare(soft(2))).toBeLessThan(blackShare(soft(1)) / 2);
  });
});

describe('gray pictures', () => {
  test('are refused when the bytes are not theirs', () => {
    expect(() => ditherGray(new Uint8Array(10), 3, 4)).toThrow(RangeError);
  });

  test('scale to the mean of what each new pixel covers', () => {
    const picture = { width: 3, height: 2, data: Uint8Array.of(0, 90, 255, 0, 90, 255) };
    expect(scaleGray(picture, 1).data).toEqual(Uint8Array.of(115));
    // 1.5 of the old for each new one
    expect(Array.from(scaleGray(picture, 2).data)).toEqual([30, 200]);
    expect(scaleGray(picture, 6)).toMatchObject({ width: 6, height: 4 });
  });
});

describe('stored dots', () => {
  test('come back as they were, without ink in the spare bits', () => {
    const bitmap = createBitmap(13, 3);
    fillRect(bitmap, { x: 2, y: 1, widthDots: 11, heightDots: 1 });
    expect(bitmapFromPacked(13, 3, bitmap.data)).toEqual(bitmap);
    const dirty = bitmapFromPacked(13, 1, Uint8Array.of(0xff, 0xff));
    expect(bitmapRows(dirty)).toEqual(['#'.repeat(13)]);
    expect(dirty.data).toEqual(Uint8Array.of(0xff, 0xf8));
  });

  test('of another size are refused', () => {
    expect(() => bitmapFromPacked(13, 3, new Uint8Array(5))).toThrow(RangeError);
  });

  test('that were dithered are dithered anew in another width', () => {
    const half = ditherGray(
      gray(() => 128),
      width,
      height,
      { method: 'floyd_steinberg' },
    );
    const smaller = resizeBitmap(half, 90);
    expect(smaller.widthDots).toBe(90);
    expect(Math.abs(blackShare(smaller) - 0.5)).toBeLessThan(0.06);
  });
});
