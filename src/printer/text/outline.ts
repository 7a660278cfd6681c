/** Closed polygons in dots, y growing downwards; flat lists of x, y. */
export type Polygons = readonly (readonly number[])[];

export interface PathCommand {
  readonly type: string;
  readonly values: readonly number[];
}

export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  /** Fraction of a dot the glyph is moved to the right. */
  readonly shiftX: number;
}

/** Straight pieces per curve: at 26 dots to the em a finer one moves no dot. */
const curvePieces = 6;

/** Font outlines (y up, font units) as polygons on the dot grid. */
export function flatten(path: readonly PathCommand[], place: Placement): Polygons {
  const polygons: number[][] = [];
  let current: number[] = [];
  let penX = 0;
  let penY = 0;
  const lineTo = (x: number, y: number) => {
    current.push(x * place.scaleX + place.shiftX, -y * place.scaleY);
  };
  for (const { type, values } of path) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
    if (type === 'M') {
      current = [];
      polygons.push(current);
      lineTo(a, b);
      [penX, penY] = [a, b];
    } else if (type === 'L') {
      lineTo(a, b);
      [penX, penY] = [a, b];
    } else if (type === 'Q') {
      for (let piece = 1; piece <= curvePieces; piece += 1) {
        const t = piece / curvePieces;
        lineTo(quadratic(t, penX, a, c), quadratic(t, penY, b, d));
      }
      [penX, penY] = [c, d];
    } else if (type === 'C') {
      for (let piece = 1; piece <= curvePieces; piece += 1) {
        const t = piece / curvePieces;
        lineTo(cubic(t, penX, a, c, e), cubic(t, penY, b, d, f));
      }
      [penX, penY] = [e, f];
    }
  }
  return polygons;
}

function quadratic(t: number, from: number, control: number, to: number): number {
  const s = 1 - t;
  return s * s * from + 2 * s * t * control + t * t * to;
}

// eslint-disable-next-line max-params -- the four points of a curve and the place on it
function cubic(t: number, from: number, c1: number, c2: number, to: number): number {
  const s = 1 - t;
  return s * s * s * from + 3 * s * s * t * c1 + 3 * s * t * t * c2 + t * t * t * to;
}
