import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  oneof,
  option,
  property,
  record,
  string,
} from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Bitmap } from './bitmap.ts';
import type { Block, Cell, PaperDocument, TextSize } from './document.ts';
import { sheetText } from './paper/marks.ts';
import { printerProfiles } from './profiles/index.ts';
import { withOverrides } from './profiles/overrides.ts';
import { renderDocument } from './render.ts';
import { bitmapRows } from './testing/bitmap-rows.ts';
import { play } from './testing/play.ts';
import { loadFonts, type Fonts } from './text/fonts.ts';

const profiles = [
  printerProfiles['generic-80mm'],
  printerProfiles['generic-58mm'],
  { ...printerProfiles['generic-80mm'], text: 'raster' as const },
  withOverrides(printerProfiles['epson-tm-t20iii'] ?? printerProfiles['generic-80mm'], {
    text: 'sharp',
    codes: 'native',
    densityPercent: 90,
  }),
];
let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

function inkOf(bitmap: Bitmap): number {
  let dots = 0;
  for (const byte of bitmap.data) for (let bits = byte; bits > 0; bits >>= 1) dots += bits & 1;
  return dots;
}

/** Whatever a platform, a cashier or a broken import may put into a name. */
const anyText = oneof(
  string({ unit: 'binary', maxLength: 60 }),
  string({ unit: 'grapheme', maxLength: 60 }),
  string({
    unit: constantFrom(
      'ب',
      'ر',
      'لا',
      ' ',
      '(',
      ')',
      '1',
      '.',
      'A',
      '\u2067',
      '\u202E',
      '\u2069',
      '\n',
      '😀',
      '\uD800',
    ),
    maxLength: 60,
  }),
);
const size = record<TextSize>({ wide: constantFrom(1, 2, 3, 4), high: constantFrom(1, 2, 3, 4) });
const style = {
  size,
  bold: boolean(),
  underline: boolean(),
  inverted: boolean(),
  align: constantFrom('start' as const, 'center' as const, 'end' as const),
  direction: constantFrom('auto' as const, 'ltr' as const, 'rtl' as const),
};
const chars = option(integer({ min: 1, max: 60 }), { nil: undefined });
const cell = record({ text: anyText, ...style, chars }).map(({ chars: wanted, ...rest }): Cell => ({
  ...rest,
  ...(wanted !== undefined && { chars: wanted }),
}));
const block = oneof(
  record({
    kind: constantFrom('text' as const),
    text: anyText,
    ...style,
    boxed: boolean(),
    indent: integer({ min: 0, max: 60 }),
  }),
  record({
    kind: constantFrom('columns' as const),
    cells: array(cell, { maxLength: 5 }),
    gap: integer({ min: 0, max: 3 }),
  }),
  record({ kind: constantFrom('qr' as const), text: anyText }),
  record({
    kind: constantFrom('pdf417' as const),
    text: anyText,
    moduleDots: integer({ min: 1, max: 8 }),
  }),
  record({
    kind: constantFrom('barcode' as const),
    symbology: constantFrom('code128' as const, 'ean13' as const, 'itf' as const),
    text: anyText,
  }),
);

describe('whatever is printed', () => {
  test(
    'makes whole commands that no printer can misread, in bounded time',
    { timeout: 60_000 },
    () => {
      assert(
        property(
          array(block, { maxLength: 6 }),
          constantFrom(...profiles),
          (blocks: Block[], profile) => {
            const doc: PaperDocument = { blocks, direction: 'rtl' };
            const { bytes, places } = renderDocument(doc, profile, fonts);
            const paper = play(bytes, profile).reduce((sum, sheet) => sum + sheet.heightDots, 0);
            // what leaves no ink leaves no sheet
            if (paper > 0) expect(places.at(-1)?.bottomDots).toBe(paper);
            for (const second of [0x04, 0x05, 0x14]) {
              expect(Buffer.from(bytes).includes(Buffer.of(0x10, second))).toBe(false);
            }
          },
        ),
        { numRuns: 300, seed: 7 },
      );
    },
  );

  test('every visible character leaves its mark', { timeout: 60_000 }, () => {
    const visible = string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((char) =>
      /^[\p{L}\p{N}\p{P}\p{S}]/u.test(char),
    );
    assert(
      property(visible, (char) => {
        const doc = (text: string) => ({ blocks: [{ kind: 'text' as const, text }] });
        const profile = profiles[2] ?? printerProfiles['generic-80mm'];
        const [without, once] = ['x', `x${char}`].map((text) =>
          inkOf(renderDocument(doc(text), profile, fonts).bitmap),
        );
        expect([char, (once ?? 0) > (without ?? 0)]).toEqual([char, true]);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('nothing becomes a question mark', { timeout: 60_000 }, () => {
    const noQuestion = anyText.filter((text) => !text.normalize('NFKC').includes('?'));
    assert(
      property(noQuestion, constantFrom(...profiles), (text, profile) => {
        const { bytes } = renderDocument({ blocks: [{ kind: 'text', text }] }, profile, fonts);
        expect(play(bytes, profile).map(sheetText).join('')).not.toContain('?');
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test.each([
    ['Latin', 'no onion please, '],
    ['Arabic', 'بدون بصل، '],
    ['letters without a space', 'ب'],
    ['emoji', '👨‍👩‍👧😀'],
  ])('a note of 10,000 characters is printed to its end: %s', (_script, part) => {
    const long = part.repeat(Math.ceil(10_000 / part.length));
    const height = (text: string) => {
      const blocks: Block[] = [
        { kind: 'text', text },
        { kind: 'text', text: 'END' },
      ];
      const profile = printerProfiles['generic-80mm'];
      const { bytes, bitmap } = renderDocument({ blocks }, profile, fonts);
      expect(play(bytes, profile).map(sheetText).join('\n')).toMatch(/END$/);
      return bitmap.heightDots;
    };
    const tenth = part.repeat(Math.ceil(1_000 / part.length));
    expect(height(long) / height(tenth)).toBeGreaterThan(7);
  });

  test("a stranger's direction marks in one note move nothing on the other lines", () => {
    const attack = '\u202E\u2067\u2066 12.500 \u202Eשלום\u202B';
    const profile = printerProfiles['generic-80mm'];
    const paper = (note: string) => {
      const amount: Block = {
        kind: 'columns',
        cells: [{ text: 'برجر +0.500' }, { text: 'JOD\u00a012.500', chars: 12, align: 'end' }],
      };
      const blocks: Block[] = [amount, { kind: 'text', text: note }, amount];
      const { bitmap, places } = renderDocument({ blocks, direction: 'rtl' }, profile, fonts);
      const rows = bitmapRows(bitmap);
      return [places[0], places[2]].map((place) => rows.slice(place?.topDots, place?.bottomDots));
    };
    const [above, below] = paper(attack);
    expect(above).toEqual(paper('بصل')[0]);
    expect(below).toEqual(above);
  });

  test('a preview is the bytes, played back', () => {
    const profile = printerProfiles['generic-80mm'];
    const { bitmap } = renderDocument(
      {
        blocks: [
          { kind: 'text', text: 'a' },
          { kind: 'feed', dots: 70 },
        ],
      },
      profile,
      fonts,
    );
    expect([bitmap.widthDots, bitmap.heightDots]).toEqual([576, 100]);
  });

  test('each block stands where it says', () => {
    const blocks: Block[] = [
      { kind: 'text', text: 'own font\ntwo lines' },
      { kind: 'text', text: 'شاورما', boxed: true },
      { kind: 'drawer' },
      { kind: 'columns', cells: [{ text: '2', size: { wide: 2, high: 2 } }, { text: 'Tea' }] },
      { kind: 'feed', dots: 10 },
      { kind: 'rule', line: 'double' },
      { kind: 'qr', text: 'x' },
      { kind: 'text', text: 'end' },
    ];
    for (const profile of profiles) {
      const { places } = renderDocument({ blocks }, profile, fonts);
      const ends = blocks.map(
        (_, at) =>
          renderDocument({ blocks: blocks.slice(0, at + 1) }, profile, fonts).bitmap.heightDots,
      );
      expect(places.map(({ bottomDots }) => bottomDots)).toEqual(ends);
      expect(places.map(({ topDots }) => topDots)).toEqual([0, ...ends.slice(0, -1)]);
    }
  });
});
