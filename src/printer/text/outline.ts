/** Closed polygons in dots, y growing downwards; flat lists of x, y. */
export type Polygons = readonly (readonly number[])[];

export interface PathCommand {
  readonly type: string;
  readonly values: readonly number[];
}

interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  /** Fraction of a dot the glyph is moved to the right. */
  readonly shiftX: number;
  /** Dots per em in the larger direction: decides how finely curves are drawn. */
  readonly emDots: number;
}

/** A straight piece of a curve for every so many dots of the em: a finer one moves no dot. */
const dotsPerPiece = 5;
const fewestPieces = 4;

/** Font outlines (y up, font units) as polygons on the dot grid. */
export function flatten(path: readonly PathCommand[], place: Placement): Polygons {
  const polygons: number[][] = [];
  const pieces = Math.max(fewestPieces, Math.ceil(place.emDots / dotsPerPiece));
  let penX = 0;
  let penY = 0;
  for (const { type, values } of path) {
    if (values.length === 0) continue; // the path closes by itself
    if (type === 'M') polygons.push([]);
    const polygon = polygons.at(-1);
    for (const [x, y] of points({ type, values }, penX, penY, pieces)) {
      polygon?.push(x * place.scaleX + place.shiftX, -y * place.scaleY);
    }
    penX = values.at(-2) ?? 0;
    penY = values.at(-1) ?? 0;
  }
  return polygons;
}

/** The points a command adds: its end, or pieces of its curve. */
function points(
  { type, values }: PathCommand,
  fromX: number,
  fromY: number,
  pieces: number,
): (readonly [number, number])[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
  if (type !== 'Q' && type !== 'C') return [[a, b]];
  return Array.from({ length: pieces }, (_, piece) => {
    const t = (piece + 1) / pieces;
    return type === 'Q'
      ? ([quadratic(t, fromX, a, c), quadratic(t, fromY, b, d)] as const)
      : ([cubic(t, fromX, a, c, e), cubic(t, fromY, b, d, f)] as const);
  });
}

function quadratic(t: number, from: number, control: number, to: number): number {
  const s = 1 - t;
  return s * s * from + 2 * s * t * control + t * t * to;
}

// eslint-disable-next-line max-params -- four points of a curve and a place on it
function cubic(t: number, from: number, c1: number, c2: number, to: number): number {
  const s = 1 - t;
  return s * s * s * from + 3 * s * s * t * c1 + 3 * s * t * t * c2 + t * t * t * to;
}
