import { beforeAll, describe, expect, test } from 'vitest';
import { magnify, type Bitmap } from '../bitmap.ts';
import type { Block, PaperDocument } from '../document.ts';
import { sheetText } from '../paper/marks.ts';
import { printerProfiles } from '../profiles/index.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { renderDocument } from '../render.ts';
import { bitmapRows, inkBox } from '../testing/bitmap-rows.ts';
import { play } from '../testing/play.ts';
import { isolate } from '../text/bidi.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';

const wide = printerProfiles['generic-80mm'];
const drawn: PrinterProfile = { ...wide, text: 'raster' };
let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

function picture(
  blocks: Block[],
  profile = drawn,
  direction: PaperDocument['direction'] = 'ltr',
): Bitmap {
  return renderDocument({ blocks, direction }, profile, fonts).bitmap;
}

/** Columns with ink, as [from, to] stretches at least `gap` dots apart. */
function stretches(bitmap: Bitmap, gap = 20): [number, number][] {
  const rows = bitmapRows(bitmap);
  const found: [number, number][] = [];
  for (let x = 0; x < bitmap.widthDots; x += 1) {
    if (rows.every((row) => row[x] !== '#')) continue;
    const last = found.at(-1);
    if (last && x - last[1] < gap) last[1] = x;
    else found.push([x, x]);
  }
  return found;
}

describe('where lines stand', () => {
  test.each(['start', 'center', 'end'] as const)(
    '%s is the same place in both kinds of line',
    (align) => {
      const block: Block = { kind: 'text', text: 'Total 24.000', align };
      const own = inkBox(picture([block], wide));
      const dots = inkBox(picture([block], drawn));
      const place = ({ left, right }: typeof own) =>
        ({ start: left, center: (left + right) / 2, end: right })[align];
      expect(Math.abs(place(own) - place(dots))).toBeLessThan(align === 'center' ? 12 : 4);
    },
  );

  test('Arabic starts on the right, and an amount beside it ends on the left', () => {
    const row: Block = {
      kind: 'columns',
      cells: [{ text: 'المجموع' }, { text: '24.000', chars: 10, align: 'end' }],
    };
    const [amount, name] = stretches(picture([row], wide, 'rtl'));
    expect(amount?.[0]).toBeLessThan(4);
    expect(name?.[1]).toBeGreaterThan(571);
  });

  test('digits are as wide as in the own font, so that prices line up', () => {
    const price = (text: string): Block => ({
      kind: 'columns',
      cells: [{ text }, { text: '88880000', chars: 10, align: 'end' }],
    });
    const [, own] = stretches(picture([price('Tea')], wide));
    const [, dots] = stretches(picture([price('شاي')], wide));
    expect(Math.abs((own?.[0] ?? 0) - (dots?.[0] ?? 99))).toBeLessThan(4);
  });

  test('a letter at the edge is not cut off', () => {
    const whole = inkBox(picture([{ kind: 'text', text: 'JOD', align: 'center' }]));
    const atEdge = inkBox(picture([{ kind: 'text', text: 'JOD' }]));
    expect(atEdge.right - atEdge.left).toBe(whole.right - whole.left);
  });
});

test('a no-break space and an isolate do not keep Latin text from the own font', () => {
  const total: Block = { kind: 'text', text: `Total ${isolate('JOD\u00a011.000')}` };
  const stream = renderDocument({ blocks: [total] }, wide, fonts).bytes;
  expect(play(stream, wide).map(sheetText)).toEqual(['Total JOD 11.000']);
});

describe('size and weight', () => {
  test('double is twice as high and twice as wide', () => {
    const box = (times: 1 | 2) =>
      inkBox(picture([{ kind: 'text', text: 'شاورما', size: { wide: times, high: times } }]));
    const [one, two] = [box(1), box(2)];
    expect((two.bottom - two.top) / (one.bottom - one.top)).toBeCloseTo(2, 0);
    expect((two.right - two.left) / (one.right - one.left)).toBeCloseTo(2, 0);
  });

  test('large letters are drawn anew, not blown up', () => {
    const word = (times: 1 | 4) =>
      picture([{ kind: 'text', text: 'شاورما', size: { wide: times, high: times } }]);
    const rows = bitmapRows(word(4));
    const differs = rows.filter((row, y) => y % 4 !== 0 && row !== rows[y - 1]);
    expect(differs.length).toBeGreaterThan(30);
    const blownUp = bitmapRows(magnify(word(1), 4, 4));
    expect(blownUp.filter((row, y) => y % 4 !== 0 && row !== blownUp[y - 1])).toEqual([]);
  });

  test('letters twice as high are set wider, so that joined Arabic stays open', () => {
    const width = (high: 1 | 2) => {
      const { left, right } = inkBox(
        picture([{ kind: 'text', text: 'شاورما لحم', size: { wide: 1, high } }]),
      );
      return right - left;
    };
    expect(width(2) / width(1)).toBeCloseTo(1.5, 1);
  });

  test('a high amount keeps to one line, narrower where its column asks for it', () => {
    const row = (chars: number): Block => ({
      kind: 'columns',
      cells: [
        { text: 'المجموع', size: { wide: 1, high: 2 } },
        { text: 'JOD\u00a024.000', chars, align: 'end', size: { wide: 1, high: 2 } },
      ],
    });
    expect(picture([row(10)]).heightDots).toBe(picture([row(20)]).heightDots);
  });

  test('on a printer set to sharp, large Latin text is drawn and small text stays text', () => {
    const blocks: Block[] = [
      { kind: 'text', text: '#042', size: { wide: 2, high: 2 } },
      { kind: 'text', text: 'Table 4' },
    ];
    const words = (text: PrinterProfile['text']) =>
      play(renderDocument({ blocks }, { ...wide, text }, fonts).bytes, wide).map(sheetText);
    expect(words('sharp')).toEqual(['Table 4']);
    expect(words('own')).toEqual(['#042\nTable 4']);
  });

  test('bold burns more', () => {
    const ink = (bold: boolean) =>
      bitmapRows(picture([{ kind: 'text', text: 'شاورما', bold }]))
        .join('')
        .split('#').length;
    expect(ink(true)).toBeGreaterThan(ink(false) * 1.1);
  });

  test('inverted is black to both edges, boxed has four sides', () => {
    const rows = bitmapRows(picture([{ kind: 'text', text: 'COPY', inverted: true }]));
    expect(rows.at(0)).toBe('#'.repeat(576));
    expect(rows.at(-1)).toBe('#'.repeat(576));
    const framed = picture([{ kind: 'text', text: 'نسخة', boxed: true }]);
    const { left, right, top, bottom } = inkBox(framed);
    const frame = bitmapRows(framed);
    expect([left, right]).toEqual([0, 575]);
    expect(frame[top]).toBe('#'.repeat(576));
    expect(frame[bottom]).toBe('#'.repeat(576));
    for (let y = top; y <= bottom; y += 1) expect(frame[y]).toMatch(/^###.*###$/);
  });

  test('high letters and marks keep inside their own line', () => {
    const text = 'أُذُنٌ إٍ';
    const one = picture([{ kind: 'text', text }]);
    const two = picture([
      { kind: 'text', text },
      { kind: 'text', text },
    ]);
    expect(two.heightDots).toBe(2 * one.heightDots);
    const rows = bitmapRows(two);
    expect(rows.slice(one.heightDots)).toEqual(rows.slice(0, one.heightDots));
  });
});

describe('nothing is lost', () => {
  test('cells that ask for more than the paper has are made to share it', () => {
    const cells = [
      { text: 'left', chars: 40 },
      { text: 'right', chars: 40, align: 'end' as const },
    ];
    const [sheet] = play(
      renderDocument({ blocks: [{ kind: 'columns', cells }] }, wide, fonts).bytes,
      wide,
    );
    expect(sheet && sheetText(sheet)).toMatch(/^left +right$/);
  });

  test('an amount a little too wide is set narrower rather than broken', () => {
    const row = (chars: number): Block => ({
      kind: 'columns',
      cells: [{ text: 'خبز' }, { text: 'JOD\u00a011.000', chars, align: 'end' }],
    });
    expect(picture([row(9)]).heightDots).toBe(picture([row(12)]).heightDots);
    expect(stretches(picture([row(9)]), 60)).toHaveLength(2);
  });

  test("an amount a little too wide in the printer's own letters is drawn, whole", () => {
    const row = (text: string): Block => ({
      kind: 'columns',
      cells: [{ text: 'Tea' }, { text, chars: 6, align: 'end' }],
    });
    const sheets = (text: string) =>
      play(renderDocument({ blocks: [row(text)] }, wide, fonts).bytes, wide);
    expect(sheets('11.000').map(sheetText)).toEqual([`Tea${' '.repeat(39)}11.000`]);
    expect(sheets('111.000').map(sheetText)).toEqual(['']);
    expect(picture([row('111.000')], wide).heightDots).toBeLessThan(40);
    // far too wide for any narrowing: broken, but all there
    expect(sheets('1111111.000').map(sheetText).join('').replaceAll(/\s/g, '')).toBe(
      'Tea1111111.000',
    );
  });

  test('a code that cannot hold its text is printed as text', () => {
    const blocks: Block[] = [{ kind: 'barcode', symbology: 'ean13', text: 'not digits' }];
    const box = inkBox(picture(blocks));
    expect(box.bottom).toBeGreaterThan(box.top);
  });

  test('every profile prints the same words', () => {
    const blocks: Block[] = [
      { kind: 'text', text: 'Order #042 for Talabat', bold: true, align: 'center' },
      { kind: 'columns', cells: [{ text: '2', chars: 3 }, { text: 'Chicken burger with cheese' }] },
      { kind: 'cut' },
    ];
    for (const profile of Object.values(printerProfiles)) {
      const sheets = play(renderDocument({ blocks }, profile, fonts).bytes, profile);
      const words = sheets.map(sheetText).join(' ').split(/\s+/).filter(Boolean).join(' ');
      expect(words).toBe('Order #042 for Talabat 2 Chicken burger with cheese');
    }
  });
});

test('the same document makes the same bytes, in whatever order documents are rendered', async () => {
  const doc: PaperDocument = {
    blocks: [
      { kind: 'text', text: 'برجر دجاج × 2' },
      { kind: 'qr', text: 'x' },
    ],
  };
  const first = renderDocument(doc, wide, fonts).bytes;
  const fresh = await loadFonts();
  renderDocument({ blocks: [{ kind: 'text', text: 'شاورما' }] }, wide, fresh);
  expect(renderDocument(doc, wide, fresh).bytes).toEqual(first);
});
