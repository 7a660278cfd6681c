import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillRect, createBitmap, setDot, type Bitmap } from '../bitmap.ts';
import { createStreamParser } from '../escpos/parse.ts';
import { printerProfiles } from '../profiles/index.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { drawSheet } from './ink.ts';
import { sheetText, type Sheet } from './marks.ts';
import { createPaperModel } from './paper-model.ts';
import { paperSpec } from './preview.ts';

const samples = new URL('../../../../shared/escpos-samples/', import.meta.url);

const netum = printerProfiles['netum-nt-5890k'] ?? printerProfiles['generic-58mm'];

function play(stream: Uint8Array, profile: PrinterProfile): Sheet[] {
  const sheets: Sheet[] = [];
  const spec = { ...paperSpec(profile), headToCutDots: 0 };
  const model = createPaperModel(spec, { onCut: (sheet) => sheets.push(sheet) });
  const parser = createStreamParser();
  for (const token of parser.push(stream)) model.execute(token);
  expect(parser.pending()).toHaveLength(0);
  if (model.hasInk()) sheets.push(model.sheet());
  return sheets;
}

function readHex(path: string): Uint8Array {
  return Buffer.from(readFileSync(new URL(path, samples), 'utf8').replaceAll(/\s/g, ''), 'hex');
}

function readPicture(path: string): Bitmap {
  const { width, height, data } = PNG.sync.read(readFileSync(new URL(path, samples)));
  const bitmap = createBitmap(width, height);
  for (let at = 0; at < width * height; at += 1) {
    if ((data[at * 4] ?? 255) < 128) setDot(bitmap, at % width, Math.floor(at / width));
  }
  return bitmap;
}

/** A picture as text, eight dots to two digits. */
function rows(bitmap: Bitmap): string[] {
  return Array.from({ length: bitmap.heightDots }, (_, y) =>
    Buffer.from(
      bitmap.data.subarray(y * bitmap.strideBytes, (y + 1) * bitmap.strideBytes),
    ).toString('hex'),
  );
}

function drawn(name: string): Bitmap[] {
  return play(readHex(`escpost/${name}/input.hex`), netum).map((sheet) =>
    drawSheet(sheet, netum.widthDots, fonts),
  );
}

function expected(name: string): Bitmap[] {
  return list(`escpost/${name}/`, '.png')
    .sort()
    .map((file) => readPicture(`escpost/${name}/${file}`));
}

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

/** Names in a folder of the samples; none where they are not present. */
function list(folder: string, ending: string): string[] {
  const path = new URL(folder, samples);
  return existsSync(path) ? readdirSync(path).filter((file) => file.endsWith(ending)) : [];
}

describe.skipIf(!existsSync(samples))('streams of other programs', () => {
  test.each([
    'graphics_gs-v0-all-scaling-modes',
    'graphics_esc-star-8dot-double-density',
    'motion_gs-v-function-b-feed',
  ])('%s comes out dot by dot as on the measured printer', (name) => {
    expect(drawn(name).map(rows)).toEqual(expected(name).map(rows));
  });

  test('text is placed as on the measured printer, whatever its letters look like', () => {
    const name = 'motion_positioning-and-print-area';
    const [own] = drawn(name);
    const [theirs] = expected(name);
    if (!own || !theirs) throw new Error('one sheet each');
    // an A stands in the first cell of the second line: the only letter shape in the picture
    const letter = { x: 0, y: 30, widthDots: 12, heightDots: 24 };
    fillRect(own, letter);
    fillRect(theirs, letter);
    expect(rows(own)).toEqual(rows(theirs));
  });

  test.each([
    'text_ascii-fonts-and-styles',
    'compatibility_receiptful-html2escpos',
    'symbols_native-symbols-nt-5890k',
  ])('%s takes as much paper as on the measured printer', (name) => {
    expect(drawn(name).map(({ heightDots }) => heightDots)).toEqual(
      expected(name).map(({ heightDots }) => heightDots),
    );
  });

  test.each(list('receiptline/', '-48.bin'))(
    "%s says the same words as its maker's own preview",
    (file) => {
      const stream = readFileSync(new URL(`receiptline/${file}`, samples));
      const svg = readFileSync(
        new URL(`receiptline/${file.replace('.bin', '.svg')}`, samples),
        'utf8',
      );
      const words = Array.from(svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs), ([, spans = '']) =>
        Array.from(spans.matchAll(/<tspan[^>]*>(.*?)<\/tspan>/gs), ([, char = '']) =>
          unescape(char),
        ).join(''),
      ).join('');
      const own = play(stream, printerProfiles['generic-80mm']).map(sheetText).join('');
      expect(letters(words).length).toBeGreaterThan(5);
      expect(letters(own)).toBe(letters(words));
    },
  );

  test.each(list('escpos-php/', '.bin'))('%s is understood to its last byte', (file) => {
    const sheets = play(
      readFileSync(new URL(`escpos-php/${file}`, samples)),
      printerProfiles['generic-80mm'],
    );
    for (const sheet of sheets)
      expect(drawSheet(sheet, 576, fonts).heightDots).toBe(sheet.heightDots);
    expect(sheets.length).toBeGreaterThan(0);
  });
});

/** ASCII letters and digits only, sorted by nothing: order counts. Frames are drawn with other characters. */
function letters(text: string): string {
  return text.replaceAll(/[^!-~]/g, '');
}

function unescape(char: string): string {
  const names: Readonly<Record<string, string>> = {
    '&#xa0;': ' ',
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
  };
  return names[char] ?? char;
}
