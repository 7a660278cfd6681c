import { createBitmap, setDot, type Bitmap } from '../bitmap.ts';
import { scaleGray, toGray, type GrayPicture } from './gray.ts';
import { splitOf } from './tones.ts';

/**
 * How gray becomes black and white. `threshold` for line art and logos of few colours; `floyd_steinberg` keeps every tone;
 * `atkinson` keeps lights and darks clean, which suits photographs on thermal paper; `auto` (default) looks which it is.
 */
export type DitherMethod = 'auto' | 'threshold' | 'floyd_steinberg' | 'atkinson';

export interface DitherOptions {
  readonly method?: DitherMethod;
  /** Spread of the tones around the middle, 0.25 to 4; 1 (default) leaves them as they are. */
  readonly contrast?: number;
  /** Width of the result; without it the picture keeps its own. */
  readonly widthDots?: number;
}

/**
 * A gray picture as the dots a thermal head can burn.
 *
 * @param gray a byte a pixel, 0 black to 255 white, row by row
 * @throws RangeError when the bytes are not those of such a picture
 */
export function ditherGray(
  gray: Uint8Array,
  width: number,
  height: number,
  options: DitherOptions = {},
): Bitmap {
  if (gray.length !== width * height || width < 1) {
    throw new RangeError(`${gray.length} bytes are no picture of ${width} × ${height} pixels`);
  }
  const { method = 'auto', contrast = 1, widthDots = width } = options;
  const scaled = scaleGray({ width, height, data: gray }, Math.max(1, Math.round(widthDots)));
  const picture = withContrast(scaled, Math.min(4, Math.max(0.25, contrast)));
  const split = splitOf(picture.data);
  const chosen = method === 'auto' ? (split.isLineArt ? 'threshold' : 'atkinson') : method;
  return chosen === 'threshold'
    ? cut(picture, split.threshold)
    : spread(picture, diffusions[chosen]);
}

/** A black and white picture in another width; one that was dithered is dithered anew. */
export function resizeBitmap(bitmap: Bitmap, widthDots: number): Bitmap {
  if (widthDots === bitmap.widthDots) return bitmap;
  const { data, width, height } = toGray(bitmap);
  return ditherGray(data, width, height, { widthDots });
}

function withContrast(picture: GrayPicture, contrast: number): GrayPicture {
  if (contrast === 1) return picture;
  return { ...picture, data: picture.data.map((tone) => limited(128 + (tone - 128) * contrast)) };
}

function limited(tone: number): number {
  return Math.min(255, Math.max(0, Math.round(tone)));
}

function cut({ width, height, data }: GrayPicture, threshold: number): Bitmap {
  const bitmap = createBitmap(width, height);
  data.forEach((tone, at) => {
    if (tone <= threshold) setDot(bitmap, at % width, Math.floor(at / width));
  });
  return bitmap;
}

/** Neighbours still to come (right, down) and the part of the error each takes. */
type Diffusion = readonly (readonly [dx: number, dy: number, part: number])[];

/**
 * @source R. W. Floyd and L. Steinberg, "An adaptive algorithm for spatial greyscale", 1976; Bill Atkinson's filter of
 *   MacPaint, which passes on six eighths of the error
 */
const diffusions: Readonly<Record<'floyd_steinberg' | 'atkinson', Diffusion>> = {
  floyd_steinberg: [
    [1, 0, 7 / 16],
    [-1, 1, 3 / 16],
    [0, 1, 5 / 16],
    [1, 1, 1 / 16],
  ],
  atkinson: [
    [1, 0, 1 / 8],
    [2, 0, 1 / 8],
    [-1, 1, 1 / 8],
    [0, 1, 1 / 8],
    [1, 1, 1 / 8],
    [0, 2, 1 / 8],
  ],
};

const middle = 127.5;
const margin = 2;

/** Passes the error of each dot on; every other row runs backwards, so that no pattern leans to one side. */
function spread({ width, height, data }: GrayPicture, diffusion: Diffusion): Bitmap {
  const bitmap = createBitmap(width, height);
  // two columns on either side and two rows below take what would leave the picture
  const stride = width + 2 * margin;
  const errors = new Float32Array(stride * (height + margin));
  for (let y = 0; y < height; y += 1) {
    const step = y % 2 === 0 ? 1 : -1;
    for (let place = 0; place < width; place += 1) {
      const x = step === 1 ? place : width - 1 - place;
      const at = y * stride + margin + x;
      const tone = (data[y * width + x] ?? 0) + (errors[at] ?? 0);
      const isBlack = tone < middle;
      if (isBlack) setDot(bitmap, x, y);
      const error = tone - (isBlack ? 0 : 255);
      for (const [dx, dy, part] of diffusion) {
        const next = at + dy * stride + dx * step;
        errors[next] = (errors[next] ?? 0) + error * part;
      }
    }
  }
  return bitmap;
}
