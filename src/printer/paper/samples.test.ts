import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillRect, createBitmap, setDot, type Bitmap } from '../bitmap.ts';
import { createStreamParser } from '../escpos/parse.ts';
import { bitmapToPng } from '../png.ts';
import { printerProfiles } from '../profiles/index.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { drawSheet } from './ink.ts';
import { sheetText, type Sheet } from './marks.ts';
import { createPaperModel } from './paper-model.ts';
import { paperSpec } from './preview.ts';

const samples = new URL('../../../../shared/escpos-samples/', import.meta.url);

/** Debian package zbar-tools. */
const hasScanner = spawnSync('zbarimg', ['--version']).error === undefined;

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

  test('bars come out dot by dot as on the measured printer, wherever they stand', () => {
    const [own] = drawn('symbols_native-symbols-nt-5890k');
    const [theirs] = expected('symbols_native-symbols-nt-5890k');
    if (!own || !theirs) throw new Error('one sheet each');
    // two bar codes of 80 rows; the letters around them are in another typeface
    for (const top of [60, 224]) {
      const [ours, measured] = [own, theirs].map((sheet) => rows(sheet).slice(top, top + 80));
      expect(ours).toEqual(measured);
    }
  });

  test.each([75, 76, 77, 78])(
    'a kind of bar code that nobody draws (m = %i) costs no line',
    (m) => {
      const file = `escpost/symbols_native-symbols-nt-5890k/databar-m${m}-unsupported-probe.hex`;
      const text = play(readHex(file), netum).map(sheetText).join('\n');
      expect(text).toMatch(new RegExp(String.raw`^ *M${m} DATABAR [\s\S]*AFTER M${m}$`));
    },
  );

  test('a stream that tries everything ends where it should, whole', () => {
    const wide = printerProfiles['generic-80mm'];
    const text = play(readHex('escpost/calibration/input.hex'), wide).map(sheetText).join('\n');
    for (const line of ['Font A 12x24', 'Font B 9x17', 'Underlined', '5901234123457']) {
      expect(text).toContain(line);
    }
    expect(text).toMatch(/END - COMPARE WITH PNG$/);
  });

  test.each(list('escpos-php/', '.bin'))('%s is understood to its last byte', (file) => {
    const sheets = play(
      readFileSync(new URL(`escpos-php/${file}`, samples)),
      printerProfiles['generic-80mm'],
    );
    for (const sheet of sheets)
      expect(drawSheet(sheet, 576, fonts).heightDots).toBe(sheet.heightDots);
    expect(sheets.length).toBeGreaterThan(0);
  });

  test.each<[file: string, says: readonly string[]]>([
    ['escpos-php/barcode.bin', ['012345678905', '01234565', 'ABC 012', '$%+-./', 'TEXT']],
    ['escpos-php/bit-image.bin', ['Large Tux in correct proportion (bit image).']],
    [
      'escpos-php/character-encodings.bin',
      [
        'Falsches Üben von Xylophonmusik quält jeden größeren Zwerg.',
        'añoraba a su querido cachorro.',
        "Le cœur déçu mais l'âme plutôt naïve",
      ],
    ],
    ['escpos-php/graphics.bin', ['Regular Tux.', 'Large Tux in correct proportion.']],
    ['escpos-php/margins-and-spacing.bin', ['Default left', 'page width 512']],
    ['escpos-php/qr-code.bin', ['Error correction H', 'Pixel size 16 (maximum)']],
    ['escpos-php/text-size.bin', ['12345678', 'The quick brown fox', 'Hello world!']],
    ['preview-tools/formatting.bin', ['CENTER ALIGNED', 'Bold + Underline', 'Double']],
    ['preview-tools/minimal.bin', ['Hello, World!', 'This is a test.']],
  ])('%s says its words', (file, says) => {
    const profile = printerProfiles['epson-tm-t20iii'] ?? printerProfiles['generic-80mm'];
    const text = play(readFileSync(new URL(file, samples)), profile)
      .map(sheetText)
      .join('\n');
    const withoutBreaks = text.replaceAll('\n', '');
    for (const line of says) expect(withoutBreaks).toContain(line);
  });

  test('formats stand on the letters that they were meant for', () => {
    const stream = readFileSync(new URL('preview-tools/formatting.bin', samples));
    const marks = play(stream, printerProfiles['generic-80mm']).flatMap((sheet) => sheet.marks);
    const lookOf = (text: string) => {
      const mark = marks.find((found) => found.kind === 'text' && found.text === text);
      return mark?.kind === 'text' ? mark : undefined;
    };
    expect(lookOf('Bold text')?.look).toMatchObject({ bold: true, underline: false });
    expect(lookOf('Bold + Underline')?.look).toMatchObject({ bold: true, underline: true });
    expect(lookOf('Normal text')?.look).toMatchObject({ bold: false, underline: false });
    expect(lookOf('Wide')?.look).toMatchObject({ wide: 2, high: 1 });
    expect(lookOf('Tall')?.look).toMatchObject({ wide: 1, high: 2 });
    expect(lookOf('Double')?.look).toMatchObject({ wide: 2, high: 2 });
    const right = lookOf('RIGHT ALIGNED');
    expect((right?.x ?? 0) + 13 * 12).toBe(576);
  });

  test.each(['gs', 'esc'])('a picture is the same however it was sent: %s', (kind) => {
    const sent = { gs: 'graphics', esc: 'bit-image' }[kind] ?? '';
    const stream = readFileSync(new URL(`escpos-php/${sent}.bin`, samples));
    const pictures = play(stream, printerProfiles['generic-80mm']).flatMap(({ marks }) =>
      marks.flatMap((mark) => (mark.kind === 'dots' ? [mark] : [])),
    );
    expect(pictures.map(({ timesWide, timesHigh }) => [timesWide, timesHigh])).toEqual([
      [1, 1],
      [2, 1],
      [1, 2],
      [2, 2],
    ]);
    const [first] = pictures;
    for (const { bitmap } of pictures) expect(bitmap).toEqual(first?.bitmap);
  });

  test('every sample is in a test, or there is a reason why not', () => {
    const files = readdirSync(samples, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(fileURLToPath(samples), join(parentPath, name)));
    const tested = [
      /^escpost\/[^/]+\/(input\.hex|expected-\d+\.png|databar-.*\.hex)$/,
      /^escpos-php\/.*\.bin$/,
      /^preview-tools\/.*\.bin$/,
      /^printer-db\/capabilities\.json$/, // profiles/printer-db.test.ts
      /^receiptline\/.*-(32\.bin|48\.bin|48\.svg)$/, // receiptline.test.ts
    ];
    const reasons: readonly (readonly [RegExp, string])[] = [
      [/^INDEX\.md$|\/LICENSE/, 'about the samples'],
      [/\.toml$/, 'describes cases for the program they come from'],
      [/^receiptline\/.*\.receipt$/, 'the markup that the streams were made of'],
      [/^printer-db\/encoding\.yml$/, 'names of code pages'],
    ];
    const known = [...tested, ...reasons.map(([pattern]) => pattern)];
    expect(files.length).toBeGreaterThan(90);
    expect(files.filter((file) => !known.some((pattern) => pattern.test(file)))).toEqual([]);
  });
});

describe.skipIf(!existsSync(samples) || !hasScanner)('a scanner', () => {
  const scan = (png: Uint8Array) =>
    execFileSync('zbarimg', ['-q', '--raw', '-'], { input: png, stdio: ['pipe', 'pipe', 'ignore'] })
      .toString()
      .trim()
      .split('\n');

  test('reads the codes of another program off our paper', () => {
    const stream = readFileSync(new URL('escpos-php/qr-code.bin', samples));
    const [sheet] = play(stream, printerProfiles['generic-80mm']);
    if (!sheet) throw new Error('one sheet');
    const texts = new Set(scan(bitmapToPng(drawSheet(sheet, 576, fonts))));
    expect(texts).toContain('Testing 123');
    expect(texts).toContain('0123456789012345678901234567890123456789');
    expect(texts).toContain('abcdefghijklmnopqrstuvwxyzabcdefghijklmn');
  });

  test('reads the same off our paper and off the measured printer', () => {
    const name = 'symbols_native-symbols-nt-5890k';
    const [own, theirs] = [drawn(name), expected(name)].map(([sheet]) =>
      scan(bitmapToPng(sheet ?? createBitmap(8, 8))).toSorted(),
    );
    expect(own).toEqual(theirs);
    expect(own).toContain('5901234123457');
  });
});
