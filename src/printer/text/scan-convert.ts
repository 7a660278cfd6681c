import { createBitmap, setDot, type Bitmap } from '../bitmap.ts';
import type { Polygons } from './outline.ts';

/** A glyph's dots and where they stand: `left` from the pen, `top` above (negative) or below the base line. */
export interface Glyph {
  readonly bitmap: Bitmap;
  readonly left: number;
  readonly top: number;
}

/** Looks at each row of dots this many times; four is enough to keep thin diagonals even. */
const samplesPerRow = 4;
/** Share of a dot that must be covered to burn it. Below one half: a thermal head spreads less than ink. */
const burnShare = 0.46;

/** Turns outlines into dots by covered area with the non-zero winding rule, as fonts expect. */
export function scanConvert(polygons: Polygons): Glyph | undefined {
  const box = bounds(polygons);
  if (!box) return undefined;
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const bitmap = createBitmap(width, height);
  const covered = new Float32Array(width);
  for (let row = 0; row < height; row += 1) {
    covered.fill(0);
    for (let sample = 0; sample < samplesPerRow; sample += 1) {
      const y = box.top + row + (sample + 0.5) / samplesPerRow;
      addSpans(covered, crossings(polygons, y), box.left);
    }
    for (let x = 0; x < width; x += 1) {
      if ((covered[x] ?? 0) >= burnShare * samplesPerRow) setDot(bitmap, x, row);
    }
  }
  return { bitmap, left: box.left, top: box.top };
}

interface Crossing {
  readonly x: number;
  readonly winding: 1 | -1;
}

function crossings(polygons: Polygons, y: number): Crossing[] {
  const found: Crossing[] = [];
  for (const points of polygons) {
    let fromX = points.at(-2) ?? 0;
    let fromY = points.at(-1) ?? 0;
    for (let at = 0; at < points.length; at += 2) {
      const toX = points[at] ?? 0;
      const toY = points[at + 1] ?? 0;
      if (fromY <= y !== toY <= y) {
        const x = fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
        found.push({ x, winding: toY > fromY ? 1 : -1 });
      }
      fromX = toX;
      fromY = toY;
    }
  }
  return found.sort((a, b) => a.x - b.x);
}

function addSpans(covered: Float32Array, found: readonly Crossing[], left: number): void {
  let winding = 0;
  let start = 0;
  for (const { x, winding: step } of found) {
    if (winding === 0) start = x;
    winding += step;
    if (winding === 0) addSpan(covered, start - left, x - left);
  }
}

function addSpan(covered: Float32Array, from: number, to: number): void {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(covered.length - 1, Math.floor(to));
  for (let x = first; x <= last; x += 1) {
    covered[x] = (covered[x] ?? 0) + Math.min(to, x + 1) - Math.max(from, x);
  }
}

function bounds(polygons: Polygons) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of polygons) {
    for (let at = 0; at < points.length; at += 2) {
      left = Math.min(left, points[at] ?? 0);
      right = Math.max(right, points[at] ?? 0);
      top = Math.min(top, points[at + 1] ?? 0);
      bottom = Math.max(bottom, points[at + 1] ?? 0);
    }
  }
  if (right <= left || bottom <= top) return undefined;
  return {
    left: Math.floor(left),
    top: Math.floor(top),
    right: Math.ceil(right),
    bottom: Math.ceil(bottom),
  };
}
