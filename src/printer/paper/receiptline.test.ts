import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printerProfiles } from '../profiles/index.ts';
import { play } from '../testing/play.ts';
import { svgLetters, type Letter } from '../testing/svg-letters.ts';
import { cellOf, type Sheet } from './marks.ts';

/** Streams of receiptline 4.0.4 with the pictures it draws of them itself. */
const folder = new URL('../../../../shared/escpos-samples/receiptline/', import.meta.url);
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.receipt'))
      .map((file) => file.replace('.receipt', ''))
  : [];

const read = (file: string) => readFileSync(new URL(file, folder));

function letters(sheets: readonly Sheet[]): Letter[] {
  return sheets.flatMap(({ marks }) =>
    marks.flatMap((mark) => {
      if (mark.kind !== 'text') return [];
      const { wide, high } = mark.look;
      const bottom = mark.y + cellOf(mark.look).highDots;
      return Array.from(mark.text).flatMap((char, at) =>
        /^[!-~]$/.test(char)
          ? [{ char, centerX: mark.x + (at + 0.5) * mark.stepDots, bottom, wide, high }]
          : [],
      );
    }),
  );
}

const inReadingOrder = (found: readonly Letter[]) =>
  found.toSorted((a, b) => a.bottom - b.bottom || a.centerX - b.centerX);

describe.skipIf(names.length === 0)("another program's receipts", () => {
  test('are all there', () => {
    expect(names).toHaveLength(14);
  });

  test.each(names)(
    '%s has every letter at the place and of the size of its own preview',
    (name) => {
      const svg = read(`${name}-48.svg`).toString();
      const sheets = play(read(`${name}-48.bin`), printerProfiles['generic-80mm']);
      const theirs = svgLetters(svg);
      expect(theirs.length).toBeGreaterThan(5);
      expect(inReadingOrder(letters(sheets))).toEqual(inReadingOrder(theirs));
      const [, height] = /<svg[^>]* height="(\d+)px"/.exec(svg) ?? [];
      expect(sheets.map(({ heightDots }) => heightDots)).toEqual([Number(height)]);
    },
  );

  test.each(names)('%s for narrow paper stays on it and says what the wide one says', (name) => {
    const narrow = letters(play(read(`${name}-32.bin`), printerProfiles['generic-58mm']));
    for (const { centerX } of narrow) expect(centerX).toBeLessThan(384);
    const sorted = (found: readonly Letter[]) => found.map(({ char }) => char).toSorted();
    const wide = sorted(svgLetters(read(`${name}-48.svg`).toString()));
    // text_wrap3 cuts its lines off where the paper ends, and so do its bytes
    if (name === 'text_wrap3') expect(narrow.length).toBeLessThan(wide.length);
    else expect(sorted(narrow)).toEqual(wide);
  });
});
