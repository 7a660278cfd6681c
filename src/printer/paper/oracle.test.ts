import { array, assert, constantFrom, nat, property, string, tuple } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Block } from '../document.ts';
import { ditherGray } from '../picture/dither.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument } from '../render.ts';
import { bitmapRows } from '../testing/bitmap-rows.ts';
import { play } from '../testing/play.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { drawSheet } from './ink.ts';
import { fontCells, sheetText, type Mark, type Sheet } from './marks.ts';

const profile = printerProfiles['generic-80mm'];
let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

const encoder = () =>
  new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48, feedBeforeCut: 0 });
const own = (blocks: Block[]): Sheet[] =>
  play(renderDocument({ blocks }, profile, fonts).bytes, profile);

interface Seen {
  readonly char: string;
  readonly column: number;
  readonly look: string;
}

/** Every visible character with its place and look. */
function seen(sheets: Sheet[]): Seen[] {
  const visible = (mark: Mark): Seen[] =>
    mark.kind === 'dots'
      ? []
      : Array.from(mark.text).flatMap((char, at) => {
          const { wide, high, bold, underline, inverted } = mark.look;
          const column = (mark.x + at * mark.stepDots) / fontCells.A.wideDots;
          const look = [wide, high, bold, underline, inverted].map(Number).join('');
          return char === ' ' ? [] : [{ char, column, look }];
        });
  return sheets.flatMap(({ marks }) => marks.flatMap(visible));
}

test('two encoders, one paper: every character has the same place, size and weight', () => {
  const stream = encoder()
    .initialize()
    .align('center')
    .size(2, 2)
    .bold(true)
    .line('AL BUSTAN')
    .bold(false)
    .size(1, 1)
    .line('Abdoun, Amman')
    .align('right')
    .line('12:42')
    .size(1, 2)
    .line('High')
    .size(1, 1)
    .align('left')
    .underline(true)
    .line('Thank you')
    .underline(false)
    .invert(true)
    .line('COPY')
    .encode();
  const blocks: Block[] = [
    { kind: 'text', text: 'AL BUSTAN', align: 'center', bold: true, size: { wide: 2, high: 2 } },
    { kind: 'text', text: 'Abdoun, Amman', align: 'center' },
    { kind: 'text', text: '12:42', align: 'end' },
    { kind: 'text', text: 'High', align: 'end', size: { wide: 1, high: 2 } },
    { kind: 'text', text: 'Thank you', underline: true },
    { kind: 'text', text: 'COPY', inverted: true },
  ];
  const ours = seen(own(blocks));
  const other = seen(play(stream, profile));
  expect(ours.map(({ char, look }) => char + look)).toEqual(
    other.map(({ char, look }) => char + look),
  );
  // they centre by a command, in dots; we by spaces, in characters
  ours.forEach(({ column }, at) =>
    expect(Math.abs(column - (other[at]?.column ?? -9))).toBeLessThan(1),
  );
});

test('two encoders, one paper: tables of any words wrap and line up alike', () => {
  // no hyphens: they break behind one, we keep ids and telephone numbers whole
  const word = string({
    unit: constantFrom(...Array.from('abcdefgABC123.,')),
    minLength: 1,
    maxLength: 9,
  });
  const phrase = array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(' '));
  const price = nat(99_999).map((minor) => (minor / 1_000).toFixed(3));
  assert(
    property(array(tuple(phrase, price), { minLength: 1, maxLength: 6 }), (rows) => {
      const stream = encoder()
        .initialize()
        .table(
          [
            { width: 37, align: 'left', marginRight: 1 },
            { width: 10, align: 'right' },
          ],
          rows,
        )
        .encode();
      const blocks = rows.map(([name, amount]): Block => ({
        kind: 'columns',
        cells: [{ text: name }, { text: amount, chars: 10, align: 'end' }],
      }));
      expect(own(blocks).map(sheetText)).toEqual(play(stream, profile).map(sheetText));
    }),
    { numRuns: 100, seed: 42 },
  );
});

describe('two encoders, one paper', () => {
  /** Ink of the pictures and codes without the paper around it. */
  const ink = (sheets: Sheet[]): string[] => {
    const rows = sheets.flatMap((sheet) => {
      const dots = { ...sheet, marks: sheet.marks.filter(({ kind }) => kind === 'dots') };
      return bitmapRows(drawSheet(dots, 576, fonts)).filter((row) => row.includes('#'));
    });
    const left = Math.min(...rows.map((row) => row.indexOf('#')));
    const right = Math.max(...rows.map((row) => row.lastIndexOf('#')));
    return rows.map((row) => row.slice(left, right + 1));
  };
  const theirs = (stream: Uint8Array) => play(stream, profile);

  test.each([
    ['ean13', '5901234123457'],
    ['ean8', '96385074'],
    ['upca', '036000291452'],
    ['code39', 'HELLO-42'],
    ['code128', '{BR-1042x'],
    ['itf', '12345678'],
    ['code93', 'TABLE-7/B'],
    ['codabar', 'A40156A'],
  ] as const)('the bars of %s are the same', (symbology, value) => {
    const stream = encoder()
      .initialize()
      .barcode(value, symbology, { height: 80, width: 1 })
      .encode();
    const text = value.replace('{B', '');
    const block: Block = { kind: 'barcode', symbology, text, heightDots: 80, legend: false };
    expect(ink(own([block]))).toEqual(ink(theirs(stream)));
  });

  test.each(['l', 'm', 'q', 'h'] as const)(
    'a QR code of correction %s is the same',
    (errorlevel) => {
      const text = 'https://example.com/r/42';
      const stream = encoder()
        .initialize()
        .qrcode(text, { model: 2, size: 5, errorlevel })
        .encode();
      const correction = ({ l: 'L', m: 'M', q: 'Q', h: 'H' } as const)[errorlevel];
      const block: Block = { kind: 'qr', text, correction, moduleDots: 5 };
      expect(ink(own([block]))).toEqual(ink(theirs(stream)));
    },
  );

  test('a PDF417 symbol is the same', () => {
    const options = { width: 3, height: 3, columns: 4, rows: 0, errorlevel: 2 };
    const stream = encoder().initialize().pdf417('R-1042/2026', options).encode();
    const block: Block = { kind: 'pdf417', text: 'R-1042/2026', columns: 4, correction: 2 };
    expect(ink(own([block]))).toEqual(ink(theirs(stream)));
  });

  test('a picture has the same dots', () => {
    const [width, height] = [96, 48];
    const gray = Uint8Array.from({ length: width * height }, (_, at) =>
      Math.hypot((at % width) - 48, Math.floor(at / width) - 24) < 20 ? 0 : 255,
    );
    const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) =>
      at % 4 === 3 ? 255 : (gray[at >> 2] ?? 0),
    );
    const picture = { width, height, data, colorSpace: 'srgb' } as unknown as ImageData;
    const stream = encoder().initialize().image(picture, width, height, 'threshold').encode();
    const bitmap = ditherGray(gray, width, height, { method: 'threshold' });
    expect(ink(own([{ kind: 'image', bitmap }]))).toEqual(ink(theirs(stream)));
  });

  test('a rule goes from edge to edge', () => {
    const [line] = seen(theirs(encoder().initialize().rule().encode())).toReversed();
    expect(line?.column).toBe(47);
    const [first = ''] = ink(own([{ kind: 'rule' }]));
    expect(first).toBe('#'.repeat(576));
  });
});
