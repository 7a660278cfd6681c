import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createBitmap, fillRect, setDot } from '../bitmap.ts';
import type { Block } from '../document.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument } from '../render.ts';
import { seededRandom } from '../../shared/kit/random.ts';
import { drawSheet } from '../paper/ink.ts';
import { sheetText } from '../paper/marks.ts';
import { bitmapRows } from '../testing/bitmap-rows.ts';
import { bytesOf, play } from '../testing/play.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { createRealTimeScanner } from '../virtual/real-time.ts';
import { rasterBands } from './bands.ts';
import { drawerPulseAtOnce } from './commands.ts';
import { codePageNames, fromCodePage, toCodePage } from './code-pages.ts';
import { createStreamParser } from './parse.ts';

const profile = printerProfiles['generic-80mm'];
const start = 'ESC @ ESC R 00';
let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

function bytes(blocks: Block[], on = profile): Uint8Array {
  return renderDocument({ blocks }, on, fonts).bytes;
}

function text(blocks: Block[], on = profile): string {
  return play(bytes(blocks, on), on).map(sheetText).join('\n---\n');
}

describe('bytes', () => {
  test('a plain line is its text and a feed, so that it cannot stay in the printer', () => {
    expect(bytes([{ kind: 'text', text: 'Hello' }])).toEqual(bytesOf(`${start} "Hello" LF`));
  });

  test('size, weight and inversion are set once and put back', () => {
    const block: Block = { kind: 'text', text: '#42', size: { wide: 2, high: 3 }, bold: true };
    expect(bytes([block, { kind: 'text', text: 'x' }])).toEqual(
      bytesOf(`${start} GS ! 12 ESC E 01 "#42" LF GS ! 00 ESC E 00 "x" LF`),
    );
  });

  test('an inverted line is black from edge to edge', () => {
    const [first, second] = text([
      { kind: 'text', text: 'COPY', align: 'center', inverted: true },
    ]).split('\n');
    expect(first?.padEnd(48)).toBe(`${' '.repeat(22)}COPY${' '.repeat(22)}`);
    expect(second).toBeUndefined();
    expect(
      Buffer.from(bytes([{ kind: 'text', text: 'COPY', inverted: true }])).toString('latin1'),
    ).toContain(`\u001dB\u0001COPY${' '.repeat(44)}\n`);
  });

  test('the drawer pulse is always five bytes, on and off times included', () => {
    expect(bytes([{ kind: 'drawer' }])).toEqual(bytesOf(`${start} ESC p 00 3C 78`));
    expect(bytes([{ kind: 'drawer', pin: 5 }])).toEqual(bytesOf(`${start} ESC p 01 3C 78`));
  });

  test('so is the pulse that a printer without paper obeys', () => {
    expect(drawerPulseAtOnce(2, 120)).toEqual(bytesOf('DLE 14 01 00 01'));
    expect(drawerPulseAtOnce(5, 2_000)).toEqual(bytesOf('DLE 14 01 01 08'));
  });

  test('a cut feeds the last line past the blade by itself', () => {
    expect(bytes([{ kind: 'cut' }])).toEqual(bytesOf(`${start} GS V 42 00`));
    expect(bytes([{ kind: 'cut', how: 'full' }])).toEqual(bytesOf(`${start} GS V 41 00`));
  });

  test('without a blade the paper is fed to the tear bar', () => {
    const stream = bytes(
      [{ kind: 'text', text: 'x' }, { kind: 'cut' }],
      printerProfiles['generic-58mm'],
    );
    const [sheet] = play(stream, printerProfiles['generic-58mm']);
    expect(sheet?.heightDots).toBe(30 + printerProfiles['generic-58mm'].headToCutDots);
  });

  test('an accent goes as a code page where the model has it and as dots where it is not trusted', () => {
    const epson = printerProfiles['epson-tm-t20iii'] ?? profile;
    const block: Block = { kind: 'text', text: 'Crème 5€' };
    expect(bytes([block], epson)).toEqual(bytesOf(`${start} ESC t 13 "Cr" 8A "me 5" D5 LF`));
    expect(text([block])).toBe('');
  });

  test('an empty line feeds even where a lone feed behind a picture is swallowed', () => {
    const quirky = { ...profile, quirks: ['swallows-lf-after-raster'] as const };
    const [sheet] = play(
      bytes([{ kind: 'rule' }, { kind: 'text', text: '' }, { kind: 'text', text: 'x' }], quirky),
      quirky,
    );
    const [plain] = play(
      bytes([{ kind: 'rule' }, { kind: 'text', text: '' }, { kind: 'text', text: 'x' }]),
      profile,
    );
    expect(sheet?.heightDots).toBe(plain?.heightDots);
  });
});

describe('text lines', () => {
  test('columns wrap on words and stay in their columns', () => {
    const row: Block = {
      kind: 'columns',
      cells: [
        { text: '2', chars: 4 },
        { text: 'Chicken burger with everything and extra cheese' },
        { text: '11.000', chars: 9, align: 'end' },
      ],
    };
    expect(text([row])).toBe(
      ['2    Chicken burger with everything       11.000', '     and extra cheese'].join('\n'),
    );
  });

  test('a right-to-left row has its first cell on the right', () => {
    const cells = [{ text: 'Total' }, { text: '24.000', align: 'end' as const }];
    expect(text([{ kind: 'columns', cells, direction: 'rtl' }])).toBe(
      `24.000${' '.repeat(37)}Total`,
    );
  });

  test('an indented line keeps its indent when it wraps', () => {
    const long = 'Without onion, without tomato, without pickles, with ketchup';
    expect(text([{ kind: 'text', text: long, indent: 4 }])).toBe(
      ['    Without onion, without tomato, without', '    pickles, with ketchup'].join('\n'),
    );
  });
});

describe('pictures', () => {
  test('come back dot by dot from bands that are never higher than 48 rows of ink', () => {
    const random = seededRandom(7);
    const bitmap = createBitmap(576, 400);
    for (let dot = 0; dot < 4_000; dot += 1) {
      const y = Math.floor(random() * 300);
      const x = Math.floor(random() * 575);
      if (y % 90 <= 20) continue;
      setDot(bitmap, x, y); // pairs: a lone dot may be the byte 10h
      setDot(bitmap, x + 1, y);
    }
    const stream = Buffer.concat(rasterBands(bitmap));
    for (const token of createStreamParser().push(stream)) {
      const [, , , , widthLow = 0, , rowsLow = 0, rowsHigh = 0] = token.bytes;
      expect(rowsLow + 256 * rowsHigh <= 48 || widthLow === 1).toBe(true);
    }
    const [sheet] = play(stream, profile);
    expect(sheet && bitmapRows(drawSheet(sheet, 576, fonts))).toEqual(bitmapRows(bitmap));
  });

  test('never hold a real-time command, at the price of a dot', () => {
    const bitmap = createBitmap(64, 256);
    bitmap.data.forEach((_, at) => (bitmap.data[at] = at % 2 === 0 ? 0x10 : (at >> 1) % 32));
    const stream = Buffer.concat(rasterBands(bitmap));
    for (const second of [0x04, 0x05, 0x14])
      expect(stream.includes(Buffer.of(0x10, second))).toBe(false);
  });

  test('hold nothing that acts at once, neither in rows nor at seams', { timeout: 60_000 }, () => {
    const risky = constantFrom(0x00, 0x04, 0x05, 0x08, 0x10, 0x10, 0x14, 0x18, 0xff);
    const picture = record({
      widthBytes: integer({ min: 1, max: 20 }),
      rows: integer({ min: 1, max: 120 }),
      bytes: array(risky, { minLength: 7, maxLength: 97 }),
    });
    assert(
      property(picture, ({ widthBytes, rows, bytes: pattern }) => {
        const bitmap = createBitmap(widthBytes * 8, rows);
        bitmap.data.forEach((_, at) => (bitmap.data[at] = pattern[at % pattern.length] ?? 0));
        const obeyed: unknown[] = [];
        createRealTimeScanner((command) => obeyed.push(command))(
          bytes([
            { kind: 'image', bitmap },
            { kind: 'rule' },
            { kind: 'text', text: 'x' },
            { kind: 'image', bitmap },
            { kind: 'cut' },
          ]),
        );
        expect(obeyed).toEqual([]);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  test('blank paper costs next to nothing', () => {
    const bitmap = createBitmap(576, 500);
    fillRect(bitmap, { x: 0, y: 0, widthDots: 576, heightDots: 2 });
    expect(Buffer.concat(rasterBands(bitmap)).length).toBeLessThan(700);
  });

  test('wider than the paper are made to fit', () => {
    const bitmap = createBitmap(1_000, 100);
    fillRect(bitmap, { x: 0, y: 0, widthDots: 1_000, heightDots: 100 });
    const [sheet] = play(bytes([{ kind: 'image', bitmap }]), profile);
    expect(sheet?.heightDots).toBe(58);
  });
});

describe('code pages', () => {
  test.each(codePageNames)('%s gives every character back', (page) => {
    for (let byte = 0x20; byte < 0x100; byte += 1) {
      const char = fromCodePage(byte, page);
      expect(char).toHaveLength(1);
      const back = toCodePage(char, page);
      if (back) expect(fromCodePage(back[0] ?? 0, page)).toBe(char);
    }
    expect(toCodePage('é', page)).toBeDefined();
    expect(toCodePage('ب', page)).toBeUndefined();
  });
});

describe('the parser', () => {
  test('finds the same commands however the bytes are cut up', () => {
    const stream = bytes([
      { kind: 'text', text: 'abc', bold: true },
      { kind: 'text', text: 'برجر' },
      { kind: 'drawer' },
      { kind: 'cut' },
    ]);
    const whole = createStreamParser()
      .push(stream)
      .map(({ name }) => name);
    const parser = createStreamParser();
    const pieces = Array.from(stream, (byte) => parser.push(Uint8Array.of(byte)))
      .flat()
      .map(({ name }) => name);
    const join = (names: string[]) =>
      names.filter((name, at) => name !== 'text' || names[at - 1] !== 'text');
    expect(join(pieces)).toEqual(join(whole));
    expect(parser.pending()).toHaveLength(0);
  });
});
