import { beforeAll, describe, expect, test } from 'vitest';
import type { Direction } from '../document.ts';
import {
  isolate,
  isolateNumbers,
  embeddingLevels,
  visualRuns,
  firstStrongDirection,
} from './bidi.ts';
import { loadFonts, type FontFace } from './fonts.ts';
import { inkLines } from './line.ts';
import { toPrintable } from './printable.ts';
import { breakLines } from './wrap.ts';

let face: FontFace;
beforeAll(async () => {
  face = (await loadFonts()).regular;
});

/** The line as the eye meets it from left to right, right-to-left words spelt backwards. */
function seen(text: string, base: Direction): string {
  const paragraph = base === 'rtl' ? isolateNumbers(text) : text;
  const levels = embeddingLevels(paragraph, base);
  return visualRuns(levels, 0, paragraph.length)
    .map(({ start, end, direction }) => {
      const part = paragraph.slice(start, end);
      return direction === 'rtl' ? Array.from(part).toReversed().join('') : part;
    })
    .join('')
    .replaceAll(/[\u2066\u2069]/g, '');
}

const backwards = (text: string) => Array.from(text).toReversed().join('');

describe('Arabic letters', () => {
  test('join: the same letter is drawn in four forms', () => {
    const forms = ['ه', 'هـ', 'ـهـ', 'ـه'].map((text) =>
      face
        .shape(text, 'rtl')
        .glyphs.map(({ id }) => id)
        .join(),
    );
    expect(new Set(forms).size).toBe(4);
  });

  test('lam and alef become one sign', () => {
    const separate = face.shape('ل', 'rtl').advance + face.shape('ا', 'rtl').advance;
    expect(face.shape('لا', 'rtl').advance).toBeLessThan(separate);
  });

  test('a word comes out last letter first', () => {
    const word = face.shape('دار', 'rtl').glyphs.map(({ id }) => id); // none of these joins to the left
    const letters = ['ر', 'ا', 'د'].map((letter) => face.shape(letter, 'rtl').glyphs[0]?.id);
    expect(word).toEqual(letters);
  });
});

describe('order on the line', () => {
  test('an amount stands left to right at the left end of an Arabic line', () => {
    expect(seen('برجر دجاج × 2  JOD 11.000', 'rtl')).toBe(
      `JOD 11.000  2 × ${backwards('برجر دجاج')}`,
    );
  });

  test.each([
    ['زيادة +0.500', '+0.500'],
    ['خصم -2.25', '-2.25'],
    ['هاتف +962 7 9000 0000', '+962 7 9000 0000'],
    ['هاتف 079 000 0000', '079 000 0000'],
    ['طلب #A-12 جديد', '#A-12'],
    ['بتاريخ 2026-01-15 12:42', '2026-01-15 12:42'],
    ['ضريبة 16% شاملة', '16%'],
    ['وجبة Coca-Cola Zero 2.5L باردة', 'Coca-Cola Zero 2.5L'],
    ['مطعم A+ Burger (No. 1)', 'A+ Burger (No. 1)'],
    ['المجموع 11.000 JOD فقط', '11.000 JOD'],
    ['رابط https://example.com/r/1', 'https://example.com/r/1'],
  ])('%s keeps %s in one piece', (line, piece) => {
    expect(seen(line, 'rtl')).toContain(piece);
  });

  test('a comma after a Latin name belongs to the Arabic sentence', () => {
    expect(seen('مع Pepsi, وثلج', 'rtl')).toBe(`${backwards('وثلج')} ,Pepsi ${backwards('مع')}`);
  });

  test('a quantity is not drawn into the name behind it', () => {
    expect(seen('وجبة 2 Pepsi', 'rtl')).toBe(`Pepsi 2 ${backwards('وجبة')}`);
  });

  test('brackets are mirrored around Arabic and not around a Latin island', () => {
    expect(seen('بطاطا (كبيرة)', 'rtl')).toBe(`)${backwards('كبيرة')}( ${backwards('بطاطا')}`);
  });

  test('a name isolated by hand is left alone', () => {
    const line = `مطعم ${isolate('A+ Burger (1)')}`;
    expect(seen(line, 'rtl')).toBe(`A+ Burger (1) ${backwards('مطعم')}`);
  });

  test('the first letter gives the direction, numbers give none', () => {
    expect(firstStrongDirection('12 × شاورما')).toBe('rtl');
    expect(firstStrongDirection('(Burger) برجر')).toBe('ltr');
    expect(firstStrongDirection('+962 79')).toBeUndefined();
  });
});

describe('lines', () => {
  const cells = (width: number) => (range: { start: number; end: number }) =>
    range.end - range.start <= width;
  const broken = (text: string, width: number) =>
    breakLines(text, cells(width)).map(({ start, end }) => text.slice(start, end));

  test('break between words', () => {
    expect(broken('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });

  test('break a word that is too long, between characters as people see them', () => {
    expect(broken('x abcdefgh', 3)).toEqual(['x', 'abc', 'def', 'gh']);
    expect(broken('👨‍👩‍👧👨‍👩‍👧', 8)).toEqual(['👨‍👩‍👧', '👨‍👩‍👧']);
  });

  test('a no-break space holds', () => {
    expect(broken('total JOD\u00a011.000', 12)).toEqual(['total', 'JOD\u00a011.000']);
  });

  test('nothing is lost and nothing fits worse than it must, in both scripts', () => {
    const ink = { face, emWide: 21.5, emHigh: 26 };
    const text = 'برجر دجاج حار مع جبنة وبطاطا كبيرة و 2 Pepsi (large) بدون ثلج من فضلك';
    const maxDots = 200;
    const lines = inkLines(text, 'rtl', ink, maxDots);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line.widthDots).toBeLessThanOrEqual(maxDots);
    // spaces leave no dots, so that breaking at them loses none
    const glyphs = (list: typeof lines) => list.flatMap((line) => line.glyphs).length;
    expect(glyphs(lines)).toBe(glyphs(inkLines(text, 'rtl', ink, Infinity)));
  });
});

describe('characters the typeface lacks', () => {
  const covers = (codePoint: number) => face.covers(codePoint);
  const box = toPrintable('😀', () => false);

  test('leave a visible box, one per emoji', () => {
    expect(covers(box.codePointAt(0) ?? 0)).toBe(false);
    expect(toPrintable('a👨‍👩‍👧b', covers)).toBe(`a${box}b`);
    const drawn = face.pen(22, 26)(0, 0);
    expect(drawn?.bitmap.data.some((byte) => byte !== 0)).toBe(true);
  });

  test('are written out where Unicode says how', () => {
    expect(toPrintable('5 ﷼', covers)).toBe('5 ریال');
    expect(toPrintable('2 ㎏', covers)).toBe('2 kg');
  });

  test('that would steer a printer become boxes', () => {
    expect(toPrintable('a\u001b@b', covers)).toBe(`a${box}@b`);
  });

  test('that force a direction are left out, so that nobody can turn an amount around', () => {
    const ink = { face, emWide: 21.5, emHigh: 26 };
    const glyphs = (text: string) => inkLines(text, 'rtl', ink, Infinity)[0]?.glyphs;
    expect(glyphs('بدون \u202Eبصل 3.250')).toEqual(glyphs('بدون بصل 3.250'));
    expect(glyphs('\u202Dبصل')).toEqual(glyphs('بصل'));
  });

  test('that are invisible by nature stay invisible', () => {
    expect(toPrintable('ab\u200dc\u2066d\u2069', covers)).toBe('ab\u200dc\u2066d\u2069');
  });
});
