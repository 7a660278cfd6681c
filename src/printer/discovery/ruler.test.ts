import { beforeAll, expect, test } from 'vitest';
import { dotAt } from '../bitmap.ts';
import { printerProfiles } from '../profiles/index.ts';
import { play } from '../testing/play.ts';
import { loadFonts, type Fonts } from '../text/fonts.ts';
import { drawSheet } from '../paper/ink.ts';
import { renderRuler, rulerWidths, widthFromRuler } from './ruler.ts';

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

test.each([384, 432, 512, 576, 640])(
  'on a printer of %i dots the largest whole mark is its width',
  (headDots) => {
    const base = printerProfiles['generic-80mm'];
    const ruler = renderRuler(base, fonts);
    const [sheet] = play(ruler.bytes, { ...base, widthDots: headDots });
    if (!sheet) throw new Error('nothing came out');
    const paper = drawSheet(sheet, headDots, fonts);
    const markHeight = 32;
    const whole = rulerWidths.filter((width, at) => {
      // the line at the very end of a mark: four dots across, nearly its height
      const y = at * markHeight + 10;
      return [1, 2, 3, 4].every((back) => dotAt(paper, width - back, y));
    });
    expect(whole.at(-1)).toBe(headDots);
    expect(whole).toEqual(rulerWidths.filter((width) => width <= headDots));
  },
);

test('captions in both scripts stand on the left, where every printer has paper', () => {
  const base = printerProfiles['generic-58mm'];
  const captions = ['Which number is the last?', 'ما آخر رقم يظهر كاملا؟'];
  const ruler = renderRuler(base, fonts, captions);
  const [sheet] = play(ruler.bytes, base);
  const [plain] = play(renderRuler(base, fonts).bytes, base);
  if (!sheet || !plain) throw new Error('nothing came out');
  const paper = drawSheet(sheet, base.widthDots, fonts);
  const captionRows = paper.heightDots - drawSheet(plain, base.widthDots, fonts).heightDots;
  const hasInk = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, y) => y + from).some((y) =>
      Array.from({ length: base.widthDots }, (__, x) => x).some((x) => dotAt(paper, x, y)),
    );
  expect(hasInk(0, captionRows / 2)).toBe(true);
  expect(hasInk(captionRows / 2, captionRows)).toBe(true);
});

test('what was read gives the models of that width, the common one first', () => {
  expect(widthFromRuler(576)?.profileIds[0]).toBe('generic-80mm');
  expect(widthFromRuler(384)?.profileIds[0]).toBe('generic-58mm');
  expect(widthFromRuler(512)?.profileIds).toContain('epson-tm-t88v');
  expect(widthFromRuler(546)).toEqual({ widthDots: 546, profileIds: [] });
  expect(widthFromRuler(57)).toBeUndefined();
  for (const { widthDots, id } of Object.values(printerProfiles)) {
    expect(widthFromRuler(widthDots)?.profileIds).toContain(id);
  }
});
