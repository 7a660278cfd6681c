import { array, assert, constantFrom, nat, property, string, tuple } from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Block } from '../document.ts';
import { printerProfiles } from '../profiles/index.ts';
import { renderDocument } from '../render.ts';
import { play } from '../testing/play.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
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
