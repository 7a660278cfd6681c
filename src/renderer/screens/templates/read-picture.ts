import { maxLogoPixels } from '../../../shared/contract/template.ts';

export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, 0 black to 255 white, in base64. */
  readonly gray: string;
}

const mostAcross = 576;
const leastAcross = 8;

/** As large as a head of paper can show, in the shape it has. */
export function fittedSize(width: number, height: number): { width: number; height: number } {
  const shrink = Math.min(
    1,
    mostAcross / Math.max(width, height),
    Math.sqrt(maxLogoPixels / (width * height)),
  );
  const fitted = (side: number) => Math.max(leastAcross, Math.floor(side * shrink));
  return { width: fitted(width), height: fitted(height) };
}

/**
 * Reads a picture file as gray, what is transparent as white.
 *
 * @throws DOMException when the file is no picture that the browser knows
 */
export async function readPicture(file: Blob): Promise<GrayPicture> {
  const picture = await createImageBitmap(file);
  const { width, height } = fittedSize(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new DOMException('no canvas', 'InvalidStateError');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return { width, height, gray: toBase64(toGray(context.getImageData(0, 0, width, height).data)) };
}

/** Lightness as the eye weighs the colours. @source ITU-R BT.601 */
export function toGray(rgba: Uint8ClampedArray): Uint8Array {
  const gray = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < gray.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at * 4, at * 4 + 3);
    gray[at] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return gray;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
