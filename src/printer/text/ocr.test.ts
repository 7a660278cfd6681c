import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { createBitmap, drawBitmap, magnify, type Bitmap } from '../bitmap.ts';
import { bitmapToPng } from '../png.ts';
import { drawLine, inkLines } from './line.ts';
import { loadFonts, type Fonts } from './fonts.ts';

/** Debian packages tesseract-ocr and tesseract-ocr-ara. */
function readsArabic(): boolean {
  try {
    return execFileSync('tesseract', ['--list-langs'], { encoding: 'utf8' })
      .split('\n')
      .includes('ara');
  } catch {
    return false;
  }
}

/** The reader likes letters of about 80 dots. */
function read(picture: Bitmap, times: number): string {
  const png = bitmapToPng(magnify(picture, times, times));
  const options = ['stdin', 'stdout', '-l', 'ara', '--psm', '7'];
  return execFileSync('tesseract', options, { input: png, stdio: ['pipe', 'pipe', 'ignore'] })
    .toString()
    .trim();
}

/** Edits that turn one text into the other, per character of the first. */
function errorRate(expected: string, found: string): number {
  let row = Array.from({ length: found.length + 1 }, (_, at) => at);
  for (let i = 1; i <= expected.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= found.length; j += 1) {
      const same = expected[i - 1] === found[j - 1] ? 0 : 1;
      next.push(Math.min((row[j - 1] ?? 0) + same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) / expected.length;
}

const phrases = ['برجر دجاج حار', 'بطاطا كبيرة', 'شاورما لحم مع جبنة', 'بدون بصل وبدون طماطم'];

/** As the layout draws them: emWide and emHigh in dots. */
const looks = [
  { name: 'normal text', weight: 'regular', emWide: 21.5, emHigh: 26, times: 3 },
  { name: 'names on a kitchen ticket', weight: 'bold', emWide: 32.25, emHigh: 52, times: 2 },
] as const;

describe.skipIf(!readsArabic()).each(looks)(
  'Arabic as $name, read back by a stranger',
  ({ weight, emWide, emHigh, times }) => {
    let fonts: Fonts;
    beforeAll(async () => {
      fonts = await loadFonts();
    });

    const draw = (parts: readonly string[]): Bitmap => {
      const paper = createBitmap(900, 4 * emHigh);
      let x = 30;
      for (const part of parts) {
        const ink = { face: fonts[weight], emWide, emHigh };
        const [line] = inkLines(part, 'rtl', ink, Infinity);
        if (!line) continue;
        const picture = createBitmap(line.widthDots + 4, 3 * emHigh);
        drawLine(picture, line, 2, 2 * emHigh);
        drawBitmap(paper, picture, x, 15);
        x += line.widthDots;
      }
      return paper;
    };
    const meanError = (picture: (phrase: string) => Bitmap) =>
      phrases.reduce((sum, phrase) => sum + errorRate(phrase, read(picture(phrase), times)), 0) /
      phrases.length;

    test(
      'is read nearly without a mistake; letters set singly from left to right are not',
      { timeout: 60_000 },
      () => {
        expect(meanError((phrase) => draw([phrase]))).toBeLessThan(0.1);
        expect(meanError((phrase) => draw(Array.from(phrase)))).toBeGreaterThan(0.5);
      },
    );
  },
);
