import { beforeAll, describe, expect, test } from 'vitest';
import type { Bitmap } from '../bitmap.ts';
import type { BarcodeBlock, Block } from '../document.ts';
import { printerProfiles, type PrinterProfile } from '../index.ts';
import { renderDocument } from '../render.ts';
import { bitmapRows } from '../testing/bitmap-rows.ts';
import { bytesOf } from '../testing/play.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createStreamParser } from './parse.ts';

const drawn = printerProfiles['epson-tm-t20iii'] ?? printerProfiles['generic-80mm'];
const native: PrinterProfile = { ...drawn, codes: 'native' };
let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

const render = (block: Block, profile: PrinterProfile) =>
  renderDocument({ blocks: [block] }, profile, fonts);

/** Ink without the paper around it, one text for each row. */
function ink(bitmap: Bitmap): string[] {
  const rows = bitmapRows(bitmap).filter((row) => row.includes('#'));
  const left = Math.min(...rows.map((row) => row.indexOf('#')));
  const right = Math.max(...rows.map((row) => row.lastIndexOf('#')));
  return rows.map((row) => row.slice(left, right + 1));
}

function commands(bytes: Uint8Array): string[] {
  return createStreamParser()
    .push(bytes)
    .map(({ name }) => name);
}

const stacked: Block[] = [
  { kind: 'qr', text: 'https://example.com/r/42' },
  { kind: 'qr', text: 'شكراً', correction: 'H', moduleDots: 16 },
  { kind: 'pdf417', text: 'R-1042/2026' },
  { kind: 'pdf417', text: 'x'.repeat(120), correction: 4, columns: 5, moduleDots: 2 },
];
const bars: BarcodeBlock[] = (
  [
    ['code128', 'R-1042-2026'],
    ['code128', '00123456789012'],
    ['code128', 'AB12345678{x'],
    ['code39', 'HELLO-42'],
    ['code93', 'TABLE-7/B'],
    ['codabar', '40-1562.30'],
    ['ean13', '590123412345'],
    ['ean8', '9638507'],
    ['upca', '03600029145'],
    ['itf', '12345678'],
  ] as const
).map(([symbology, text]) => ({ kind: 'barcode', symbology, text }));

describe('a code that the printer draws', () => {
  test.each(stacked)('$kind $text is the one that we would draw, dot by dot', (block) => {
    const theirs = render(block, native);
    expect(commands(theirs.bytes)).toContain('GS (');
    expect(ink(theirs.bitmap)).toEqual(ink(render(block, drawn).bitmap));
    expect(theirs.bytes.length).toBeLessThan(render(block, drawn).bytes.length / 4);
  });

  test.each(bars)('$symbology $text has the bars that we would draw', (block) => {
    const theirs = render({ ...block, legend: false }, native);
    expect(commands(theirs.bytes)).toContain('GS k');
    expect(ink(theirs.bitmap)).toEqual(ink(render({ ...block, legend: false }, drawn).bitmap));
  });

  test.each([...stacked, ...bars])('$kind $text takes the room that its place says', (block) => {
    for (const profile of [drawn, native]) {
      const { bitmap, places } = render(block, profile);
      expect(places.at(-1)?.bottomDots).toBe(bitmap.heightDots);
    }
  });

  test('stands where it was asked to stand', () => {
    const [left, right] = (['start', 'end'] as const).map((align) => {
      const { bitmap } = render({ kind: 'qr', text: 'x', align }, native);
      return bitmapRows(bitmap).find((row) => row.includes('#')) ?? '';
    });
    expect(left?.indexOf('#')).toBe(0);
    expect(right?.lastIndexOf('#')).toBe(575);
  });

  test('is told in the bytes of the command reference', () => {
    const text = 'AB';
    expect(render({ kind: 'barcode', symbology: 'code128', text }, native).bytes).toEqual(
      bytesOf(
        [
          'ESC @ ESC R 00 GS v 30 00 01 00 06 00 00 00 00 00 00 00 ESC a 01',
          'GS h 48 GS w 02 GS H 02 GS k 49 04 "{BAB"',
          'ESC a 00 GS v 30 00 01 00 06 00 00 00 00 00 00 00',
        ].join(' '),
      ),
    );
  });
});

describe('a code is drawn here', () => {
  const isDrawn = (block: Block, profile: PrinterProfile) => {
    const names = commands(render(block, profile).bytes);
    return names.includes('GS v') && !names.includes('GS (') && !names.includes('GS k');
  };

  test('on every printer that was not set to draw it, or cannot', () => {
    const unable = printerProfiles['generic-80mm'];
    for (const block of [...stacked, ...bars]) {
      expect(isDrawn(block, drawn)).toBe(true);
      expect(isDrawn(block, { ...unable, codes: 'native' })).toBe(true);
    }
  });

  test.each<[string, Block]>([
    // set C: the pairs 16 and 04 are the bytes of a status question
    ['acts at once', { kind: 'barcode', symbology: 'code128', text: '16041604' }],
    ['is meant for other eyes', { kind: 'pdf417', text: 'طلب' }],
    [
      'is finer than the command',
      { kind: 'barcode', symbology: 'ean8', text: '9638507', barDots: 1 },
    ],
    [
      'is higher than the command',
      { kind: 'barcode', symbology: 'ean8', text: '9638507', heightDots: 300 },
    ],
    ['has no common form', { kind: 'barcode', symbology: 'upce', text: '425261' }],
    ['holds a command', { kind: 'qr', text: '\u0010\u0004\u0001' }],
  ])('when it %s', (_why, block) => {
    expect(isDrawn(block, native)).toBe(true);
  });
});

test('heat is set first of all, in steps of five percent around the own one', () => {
  const profile: PrinterProfile = { ...drawn, tuning: 'gs-k', densityPercent: 85 };
  expect(render({ kind: 'text', text: 'x' }, profile).bytes).toEqual(
    bytesOf('ESC @ ESC R 00 GS ( K 02 00 31 FD "x" LF'),
  );
  const untuned: PrinterProfile = { ...profile, tuning: 'none' };
  expect(commands(render({ kind: 'text', text: 'x' }, untuned).bytes)).not.toContain('GS (');
});
