import { dotAt, qrBitmap } from '../../../printer/index.ts';
import type { QrDrawing } from '../../../shared/contract/terminal.ts';

/** More than the largest symbol with its margin: every module becomes one dot. */
const anyWidthDots = 256;

/** A text as a QR code that a page can draw at any size. */
export function qrDrawing(text: string): QrDrawing {
  const bitmap = qrBitmap({ kind: 'qr', text, moduleDots: 1 }, anyWidthDots);
  const side = bitmap.widthDots;
  const places = Array.from({ length: side * side }, (_, at) => [at % side, Math.floor(at / side)]);
  const dark = places.filter(([x = 0, y = 0]) => dotAt(bitmap, x, y));
  return { side, path: dark.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('') };
}
